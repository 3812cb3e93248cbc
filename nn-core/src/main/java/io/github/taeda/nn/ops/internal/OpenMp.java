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

  /** Sets the calling thread's number. */
  static void set(int threads) {
    library().setOmpNumThreads(threads);
  }

  /** Runs a call of ND4J that computes in the calling thread alone. */
  public static void inOneThread(Runnable call) {
    int before = threads();
    set(1);
    try {
      call.run();
    } finally {
      set(before);
    }
  }

  private static NativeOps library() {
    return NativeOpsHolder.getInstance().getDeviceNativeOps();
  }
}
