package io.github.taeda.nn.ops.internal;

import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The threads of OpenMP that ND4J's operations compute with: a number of each calling thread. */
public final class OpenMp {
  private OpenMp() {}

  /** Runs what calls ND4J, which computes in the calling thread alone. */
  public static void inOneThread(Runnable call) {
    NativeOps library = NativeOpsHolder.getInstance().getDeviceNativeOps();
    int before = library.ompGetMaxThreads();
    library.setOmpNumThreads(1);
    try {
      call.run();
    } finally {
      library.setOmpNumThreads(before);
    }
  }
}
