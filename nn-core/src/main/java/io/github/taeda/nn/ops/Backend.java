package io.github.taeda.nn.ops;

import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's backend as the door sees it. */
final class Backend {
  private Backend() {}

  /** Loads the backend. */
  static void require() {}

  /** Whether arrays stay at their addresses, so that native calls may keep them bound. */
  static boolean keepsAddresses() {
    return Holder.CPU;
  }

  private static final class Holder {
    private static final boolean CPU =
        Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU;
  }
}
