package io.github.taeda.nn.ops.internal;

import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The threads of OpenMP that ND4J's operations compute with: a number of each calling thread. */
public final class OpenMp {
  private OpenMp() {}

  /** How many they are for the calling thread. */
  public static int threads() {
    return library().ompGetMaxThreads();
  }

  /** Runs what calls ND4J, which computes in the calling thread alone. */
  public static void inOneThread(Runnable call) {
    NativeOps library = library();
    int before = library.ompGetMaxThreads();
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
