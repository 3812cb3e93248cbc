package io.github.taeda.nn.ops.internal;

import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's backend as the primitives see it: loaded and tuned once, or missing for good. */
public final class Backend {
  public static final String MISSING =
      "ND4J has no backend here: add the dependency io.github.taeda:taeda-cpu or taeda-cuda; without "
          + "Maven also the native library, such as org.nd4j:nd4j-native with linux-x86_64-onednn";

  private final boolean cpu;
  private final boolean oneDnn;
  private final @Nullable Throwable failure;

  private Backend(boolean cpu, boolean oneDnn, @Nullable Throwable failure) {
    this.cpu = cpu;
    this.oneDnn = oneDnn;
    this.failure = failure;
  }

  /**
   * Loads the backend.
   *
   * @throws IllegalStateException at every call if there is none, or if it does not load
   */
  public static void require() {
    if (Loaded.IS_MISSING) {
      throw new IllegalStateException(MISSING, Loaded.BACKEND.failure);
    }
  }

  /** Whether arrays stay at their addresses, so that native calls may keep them bound. */
  public static boolean keepsAddresses() {
    require();
    return Loaded.IS_CPU;
  }

  /** Whether the CPU backend is the build with oneDNN. */
  public static boolean hasOneDnn() {
    require();
    return Loaded.HAS_ONE_DNN;
  }

  /** Whether the processor is known to have AVX-512, as it is on Linux. */
  public static boolean hasAvx512() {
    return Loaded.HAS_AVX512;
  }

  private static boolean findOneDnn() {
    String folder = "org/nd4j/linalg/cpu/nativecpu/bindings/" + Loader.getPlatform() + "-onednn/";
    ClassLoader loader = Backend.class.getClassLoader();
    return Stream.of("libjnind4jcpu.so", "libjnind4jcpu.dylib", "jnind4jcpu.dll")
        .anyMatch(library -> loader.getResource(folder + library) != null);
  }

  private static Backend load() {
    try {
      NativeSettings settings = NativeTuning.apply();
      boolean cpu = Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU;
      if (cpu) {
        // Not earlier: ND4J sets its own number while it loads.
        settings.blasThreads().ifPresent(Nd4j.factory().blas()::setMaxThreads);
      }
      return new Backend(cpu, cpu && findOneDnn(), null);
    } catch (LinkageError | RuntimeException failure) {
      return new Backend(false, false, failure);
    }
  }

  /** Constants, so that compiled code asks nothing. */
  private static final class Loaded {
    static final Backend BACKEND = load();
    static final boolean IS_MISSING = BACKEND.failure != null;
    static final boolean IS_CPU = BACKEND.cpu;
    static final boolean HAS_ONE_DNN = BACKEND.oneDnn;
    static final boolean HAS_AVX512 = NativeSettings.hasAvx512(NativeTuning.cpuinfo());
  }
}
