package io.github.taeda.nn.ops.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What native tuning sets and what it leaves to the user, decided from the arguments alone.
 *
 * @param variables environment variables to set before the native libraries load
 * @param blasThreads the number of OpenBLAS' own threads to set after they loaded, empty to leave
 *     ND4J's choice
 * @param kept the user's own variables that stand in place of ours, as {@code NAME=value}
 */
public record NativeSettings(
    Map<String, String> variables, OptionalInt blasThreads, List<String> kept) {
  static final NativeSettings NONE = new NativeSettings(Map.of(), OptionalInt.empty(), List.of());

  /** 0.13 ms on the processor measured: longer than the gaps inside a step, and little to waste. */
  private static final String SPIN_COUNT = "2000";

  private static final Set<String> HASWELL = Set.of("avx2", "fma");
  private static final Set<String> SKYLAKEX =
      Set.of("avx2", "fma", "avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl");

  /**
   * Decides.
   *
   * @param environment the user's environment
   * @param cpuinfo the content of {@code /proc/cpuinfo} on Linux x86-64, elsewhere empty: there the
   *     variables stay as they are
   */
  static NativeSettings of(Map<String, String> environment, String cpuinfo) {
    Map<String, String> variables = new LinkedHashMap<>();
    List<String> kept = new ArrayList<>();
    if (!cpuinfo.isEmpty()) {
      if (!keeps(environment, kept, "OPENBLAS_CORETYPE")) {
        coreType(cpuinfo).ifPresent(type -> variables.put("OPENBLAS_CORETYPE", type));
      }
      if (!keeps(environment, kept, "GOMP_SPINCOUNT", "OMP_WAIT_POLICY")) {
        variables.put("GOMP_SPINCOUNT", SPIN_COUNT);
      }
    }
    OptionalInt blasThreads = OptionalInt.of(1);
    if (keeps(environment, kept, "OPENBLAS_NUM_THREADS", "ND4J_SKIP_BLAS_THREADS")) {
      // ND4J overwrites the user's number with that of the cores, so it is given back here.
      blasThreads = number(environment.getOrDefault("OPENBLAS_NUM_THREADS", ""));
    }
    return new NativeSettings(variables, blasThreads, kept);
  }

  /**
   * The OpenBLAS kernel for this processor, if it is one whose kernel the OpenBLAS that ND4J brings
   * may miss.
   */
  static Optional<String> coreType(String cpuinfo) {
    if (hasAvx512(cpuinfo)) {
      return Optional.of("SKYLAKEX");
    }
    return flags(cpuinfo).containsAll(HASWELL) ? Optional.of("HASWELL") : Optional.empty();
  }

  /** Whether the processor has the parts of AVX-512 that native libraries use. */
  static boolean hasAvx512(String cpuinfo) {
    return flags(cpuinfo).containsAll(SKYLAKEX);
  }

  private static Set<String> flags(String cpuinfo) {
    return cpuinfo
        .lines()
        .filter(line -> line.startsWith("flags"))
        .findFirst()
        .<Set<String>>map(line -> new HashSet<>(Arrays.asList(line.split("\\s+"))))
        .orElse(Set.of());
  }

  /** Notes those of the names that the user set, and says whether there was one. */
  private static boolean keeps(
      Map<String, String> environment, List<String> kept, String... names) {
    int before = kept.size();
    for (String name : names) {
      if (environment.containsKey(name)) {
        kept.add(name + "=" + environment.get(name));
      }
    }
    return kept.size() > before;
  }

  @Override
  public String toString() {
    String threads = blasThreads.isPresent() ? "" + blasThreads.getAsInt() : "as ND4J sets them";
    return "set " + variables + ", BLAS threads " + threads + ", left to the user's " + kept;
  }

  private static OptionalInt number(String text) {
    boolean positive = text.matches("[1-9][0-9]{0,3}");
    return positive ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }
}
