package io.github.taeda.nn.ops.internal;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's backend as the primitives see it: loaded and tuned once, or missing for good. */
public final class Backend {
  public static final String MISSING =
      "ND4J has no backend here: add the dependency io.github.taeda:taeda-cpu or taeda-cuda; without "
          + "Maven also the native library, such as org.nd4j:nd4j-native with linux-x86_64-onednn";

  private final boolean cpu;
  private final @Nullable Throwable failure;

  private Backend(boolean cpu, @Nullable Throwable failure) {
    this.cpu = cpu;
    this.failure = failure;
  }

  /**
   * Loads the backend.
   *
   * @throws IllegalStateException at every call if there is none, or if it does not load
   */
  public static void require() {
    if (Loaded.BACKEND.failure != null) {
      throw new IllegalStateException(MISSING, Loaded.BACKEND.failure);
    }
  }

  /** Whether arrays stay at their addresses, so that native calls may keep them bound. */
  public static boolean keepsAddresses() {
    require();
    return Loaded.BACKEND.cpu;
  }

  private static Backend load() {
    try {
      NativeSettings settings = NativeTuning.apply();
      boolean cpu = Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU;
      if (cpu) {
        // Not earlier: ND4J sets its own number while it loads.
        settings.blasThreads().ifPresent(Nd4j.factory().blas()::setMaxThreads);
      }
      return new Backend(cpu, null);
    } catch (LinkageError | RuntimeException failure) {
      return new Backend(false, failure);
    }
  }

  private static final class Loaded {
    static final Backend BACKEND = load();
  }
}
