package io.github.taeda.benchmarks;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The environment variables that are measured with. */
final class Environment {
  private static final String THREADS = "OMP_NUM_THREADS";
  private static final String OPENBLAS = "OPENBLAS_";

  private Environment() {}

  /**
   * A process's environment without variables of OpenBLAS, which a machine may have set for other
   * programs.
   *
   * @param threads what {@value #THREADS} is set to; 0: as it is
   */
  static Map<String, String> of(Map<String, String> process, int threads) {
    Map<String, String> variables = new TreeMap<>(process);
    variables.keySet().removeIf(name -> name.startsWith(OPENBLAS));
    if (threads > 0) {
      variables.put(THREADS, String.valueOf(threads));
    }
    return variables;
  }

  /** The number of threads that this process was given, as a line. */
  static String threads() {
    return THREADS + ": " + System.getenv().getOrDefault(THREADS, "not set");
  }

  /** A sentence about the variables of a process that were left out, if there are any. */
  static String leftOut(Map<String, String> process) {
    String names =
        process.entrySet().stream()
            .filter(variable -> variable.getKey().startsWith(OPENBLAS))
            .map(Object::toString)
            .sorted()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : "Left out of the environment: " + names + "\n";
  }
}
