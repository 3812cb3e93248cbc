package io.github.taeda.nn.ops.internal;

import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The number of OpenMP's threads that ND4J computes with: a setting of each calling thread. */
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
