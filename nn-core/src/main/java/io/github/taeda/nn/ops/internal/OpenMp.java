package io.github.taeda.nn.ops.internal;

import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How many of OpenMP's threads ND4J computes with, which each calling thread has its own number of.
 */
public final class OpenMp {
  private OpenMp() {}

  /** The calling thread's number. */
  public static int threads() {
    return library().ompGetMaxThreads();
  }

  /** Runs a call of ND4J that computes in the calling thread alone. */
  public static void inOneThread(Runnable call) {
    NativeOps library = library();
    int before = threads();
    library.setOmpNumThreads(1);
    try {
      call.run();
    } finally {
      library.setOmpNumThreads(before);
    }
  }

  private static NativeOps library() {
    return NativeOpsHolder.getInstance().getDeviceNativeOps();
  }
}
