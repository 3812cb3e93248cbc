package io.github.taeda.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures by JMH, each time in a JVM of its own: two libraries' pools of threads in one process
 * get in each other's way.
 *
 * @param rounds how often the libraries take turns
 * @param warmup windows of half a second before the first that counts
 * @param windows windows of 200 ms that count
 */
record Forks(int rounds, int warmup, int windows) {

  static final Forks FULL = new Forks(5, 10, 15);
  static final Forks QUICK = new Forks(2, 10, 5);

  /** The same for what takes seconds: each window is one run. */
  Forks ofEpochs() {
    return new Forks(rounds, 1, 2);
  }

  /** Measures in one new JVM. */
  Measured.Fork measure(Net net, Library library) throws RunnerException {
    System.err.println(net + " in " + library.title());
    List<Double> times = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    List<Double> allocated = new ArrayList<>();
    for (IterationResult window : windows(new Runner(options(net, library)).run())) {
      times.add(window.getPrimaryResult().getScore());
      resident.add(secondary(window, ResidentMemory.LABEL));
      allocated.add(secondary(window, "gc.alloc.rate.norm"));
    }
    return new Measured.Fork(times, resident.get(resident.size() - 1), Measured.median(allocated));
  }

  private Options options(Net net, Library library) {
    return new OptionsBuilder()
        .include(StepBenchmark.class.getName())
        .param("net", net.name())
        .param("library", library.name())
        .forks(1)
        .warmupIterations(warmup)
        .warmupTime(TimeValue.milliseconds(500))
        .measurementIterations(windows)
        .measurementTime(TimeValue.milliseconds(200))
        .addProfiler(GCProfiler.class)
        .addProfiler(ResidentMemory.class)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .build();
  }

  private static List<IterationResult> windows(Collection<RunResult> results) {
    return results.stream()
        .flatMap(result -> result.getBenchmarkResults().stream())
        .map(BenchmarkResult::getIterationResults)
        .flatMap(Collection::stream)
        .toList();
  }

  /** JMH of some versions writes a dot before the names of its profilers' results. */
  private static double secondary(IterationResult window, String label) {
    Map<String, ?> results = window.getSecondaryResults();
    return results.keySet().stream()
        .filter(name -> name.endsWith(label))
        .mapToDouble(name -> ((Result<?>) results.get(name)).getScore())
        .findFirst()
        .orElse(Double.NaN);
  }
}
