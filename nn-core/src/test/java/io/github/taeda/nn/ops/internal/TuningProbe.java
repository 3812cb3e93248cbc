package io.github.taeda.nn.ops.internal;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A user's program for a JVM of its own: touches ND4J first, Taeda after it, and prints what is
 * set.
 */
final class TuningProbe {
  private TuningProbe() {}

  public static void main(String[] arguments) {
    if (Boolean.getBoolean("withoutBackend")) {
      withoutBackend();
      return;
    }
    Nd4j.create(1);
    System.out.println("OPENBLAS_CORETYPE=" + variable("OPENBLAS_CORETYPE"));
    System.out.println("GOMP_SPINCOUNT=" + variable("GOMP_SPINCOUNT"));
    System.out.println("BLAS threads of ND4J=" + Nd4j.factory().blas().getMaxThreads());
    Scratch.array(DataType.FLOAT, 1);
    System.out.println("BLAS threads=" + Nd4j.factory().blas().getMaxThreads());
  }

  private static void withoutBackend() {
    printRefusal("call 1", () -> NDArrays.zeros(DataType.FLOAT, 1));
    printRefusal("call 2", () -> Scratch.array(DataType.FLOAT, 1));
  }

  private static void printRefusal(String name, Runnable call) {
    try {
      call.run();
    } catch (IllegalStateException refused) {
      System.out.println(name + "=" + refused.getMessage());
    }
  }

  /** What native code sees, which need not be what {@link System#getenv} shows. */
  private static String variable(String name) {
    if (Platform.isWindows()) {
      return null;
    }
    NativeLibrary process = NativeLibrary.getProcess();
    return process.getFunction("getenv").invokeString(new Object[] {name}, false);
  }
}
