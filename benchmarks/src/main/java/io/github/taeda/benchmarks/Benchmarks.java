package io.github.taeda.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Compares training steps: {@code java -jar benchmarks.jar [--quick] [NET …]}.
 *
 * <p>Each library runs in JVMs of its own, because two libraries' thread pools in one process get
 * in each other's way; the libraries take turns, so that a slow minute of the machine meets both.
 */
public final class Benchmarks {
  private static final String USAGE =
      "usage: java -jar benchmarks.jar [--quick] [NET ...], NET of ";

  private final int rounds;
  private final int warmup; // windows of half a second
  private final int windows; // of 200 ms

  private Benchmarks(int rounds, int warmup, int windows) {
    this.rounds = rounds;
    this.warmup = warmup;
    this.windows = windows;
  }

  /** Runs the comparison and prints the table. */
  public static void main(String[] args) throws RunnerException {
    List<String> names = new ArrayList<>(List.of(args));
    boolean quick = names.remove("--quick");
    List<Net> nets = new ArrayList<>();
    for (String name : names) {
      nets.add(net(name));
    }
    Benchmarks benchmarks = quick ? new Benchmarks(2, 5, 5) : new Benchmarks(5, 10, 15);
    benchmarks.run(nets.isEmpty() ? List.of(Net.values()) : nets);
  }

  private static Net net(String name) {
    for (Net net : Net.values()) {
      if (net.name().equalsIgnoreCase(name)) {
        return net;
      }
    }
    System.err.println("There is no net " + name + ".\n" + USAGE + Arrays.toString(Net.values()));
    System.exit(2);
    throw new AssertionError();
  }

  private void run(List<Net> nets) throws RunnerException {
    nets.forEach(SameWork::require);
    System.out.println("The first losses of both libraries agree.");
    System.out.print(Machine.description());
    System.out.print(Machine.warning());
    System.out.print(Comparison.header());
    for (Net net : nets) {
      Map<Library, Times> times = new EnumMap<>(Library.class);
      for (Library library : Library.values()) {
        times.put(library, new Times());
      }
      for (int round = 0; round < rounds; round++) {
        for (Library library : Library.values()) {
          times.get(library).add(fork(net, library));
        }
      }
      System.out.print(new Comparison(net, times.get(Library.TAEDA), times.get(Library.DJL)));
    }
  }

  /** Measures in one new JVM; returns the mean µs per step of each window. */
  private List<Double> fork(Net net, Library library) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(StepBenchmark.class.getName())
        .param("net", net.name())
        .param("library", library.name())
        .forks(1)
        .warmupIterations(warmup)
        .warmupTime(TimeValue.milliseconds(500))
        .measurementIterations(windows)
        .measurementTime(TimeValue.milliseconds(200))
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
    return new Runner(options.build())
        .run().stream()
            .map(RunResult::getBenchmarkResults)
            .flatMap(results -> results.stream())
            .flatMap(result -> result.getIterationResults().stream())
            .map(iteration -> iteration.getPrimaryResult().getScore())
            .collect(Collectors.toList());
  }
}
