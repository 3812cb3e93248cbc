package io.github.taeda.benchmarks;

import io.github.taeda.benchmarks.Arguments.Mode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Compares training and evaluation in several libraries and prints Markdown tables; {@link
 * Arguments} says which. {@code NativeCalls} and what follows go to JMH.
 *
 * <p>The libraries take turns, so that a slow minute of the machine meets all of them.
 */
public final class Benchmarks {
  private final Forks forks;

  private Benchmarks(Forks forks) {
    this.forks = forks;
  }

  /** Runs what the arguments ask for. */
  public static void main(String[] args) throws RunnerException, IOException, InterruptedException {
    if (List.of(args).contains(NativeCalls.class.getSimpleName())) {
      org.openjdk.jmh.Main.main(args);
      return;
    }
    Arguments arguments;
    try {
      arguments = Arguments.of(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + Arguments.USAGE);
      System.exit(2);
      return;
    }
    Map<String, String> environment = Environment.of(System.getenv(), arguments.threads());
    if (!environment.equals(System.getenv())) {
      System.out.print(Environment.leftOut(System.getenv()));
      System.exit(again(environment, List.of(args)));
    }
    boolean agree = new Benchmarks(arguments.quick() ? Forks.QUICK : Forks.FULL).run(arguments);
    if (arguments.mode() == Mode.ALL && arguments.threads() == 0) {
      List<String> rest = new ArrayList<>(List.of(args));
      rest.remove("--all");
      agree &= again(Environment.of(environment, 1), rest) == 0;
    }
    System.exit(agree ? 0 : 1);
  }

  /** Starts the program anew: forks get the environment of this process, which has no setter. */
  private static int again(Map<String, String> environment, List<String> args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Neighbour.java()));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Benchmarks.class.getName()));
    command.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start().waitFor();
  }

  /** Measures; returns whether no network had to be left out. */
  private boolean run(Arguments arguments)
      throws RunnerException, IOException, InterruptedException {
    List<Net> wanted = arguments.netsOrDefault();
    List<Net> nets = wanted.stream().filter(Benchmarks::agrees).toList();
    boolean agree = nets.size() == wanted.size();
    if (nets.isEmpty() && !agree) {
      return false;
    }
    if (!nets.isEmpty()) {
      String which = agree ? "" : " of the other networks";
      System.out.printf("The first losses%s agree in all libraries.%n%n", which);
    }
    System.out.print(Machine.description());
    System.out.println(Environment.threads());
    System.out.print(Machine.warning());
    switch (arguments.mode()) {
      case CHECK -> {}
      case COMPARE, EPOCHS, GROWTH -> compare(nets);
      case NEIGHBOUR -> compareBesideNeighbour(nets);
      case ALL -> {
        compare(nets);
        List<Net> chosen = arguments.nets().isEmpty() ? Mode.NEIGHBOUR.nets() : nets;
        compareBesideNeighbour(chosen.stream().filter(nets::contains).toList());
      }
      case LIVE -> {
        System.out.print("\n" + LiveComparison.heading());
        nets.forEach(net -> System.out.print(LiveComparison.row(net, 12 * forks.rounds() + 1)));
      }
      case START -> System.out.print("\n" + StartComparison.table(2 * forks.rounds() + 1));
    }
    return agree;
  }

  /** Whether all libraries compute the same for a network; if not, it is said and left out. */
  private static boolean agrees(Net net) {
    try {
      SameWork.require(net);
      return true;
    } catch (SameWork.Difference e) {
      System.out.println("Left out: " + e.getMessage() + ".\n");
      return false;
    }
  }

  private void compare(List<Net> nets) throws RunnerException {
    System.out.print("\n" + Comparison.timesHeading());
    List<Comparison> comparisons = new ArrayList<>();
    for (Net net : nets) {
      Comparison comparison = compare(net);
      System.out.print(comparison.times());
      comparisons.add(comparison);
    }
    System.out.print("\n" + Comparison.memoryHeading());
    comparisons.forEach(comparison -> System.out.print(comparison.memory()));
    if (comparisons.stream().anyMatch(Comparison::hasFloor)) {
      System.out.print("\n" + Comparison.floorHeading());
      comparisons.stream()
          .filter(Comparison::hasFloor)
          .forEach(comparison -> System.out.print(comparison.floor()));
    }
    if (comparisons.stream().anyMatch(Comparison::hasOthers)) {
      System.out.print("\n" + Comparison.othersHeading());
      comparisons.stream()
          .filter(Comparison::hasOthers)
          .forEach(comparison -> System.out.print(comparison.others()));
    }
  }

  private Comparison compare(Net net) throws RunnerException {
    Map<Library, Measured> measured = new EnumMap<>(Library.class);
    Forks forks = net.isEpoch() ? this.forks.ofEpochs() : this.forks;
    for (int round = 0; round < forks.rounds(); round++) {
      for (Library library : Library.measured(net)) {
        // The others are shown without rounds: every second one will do.
        if (Library.MAIN.contains(library) || round % 2 == 0) {
          measured.computeIfAbsent(library, l -> new Measured()).add(forks.measure(net, library));
        }
      }
    }
    return new Comparison(net, measured);
  }

  private void compareBesideNeighbour(List<Net> nets) throws RunnerException {
    System.out.printf(
        "%nBeside a program that spins%s:%n%n",
        Neighbour.canPin() ? " on the second processor" : ", not pinned to a processor");
    System.out.print(NeighbourComparison.heading());
    for (Net net : nets) {
      Measured[] all = {new Measured(), new Measured(), new Measured(), new Measured()};
      for (int round = 0; round < forks.rounds(); round++) {
        for (int i = 0; i < 4; i++) {
          Library library = Library.MAIN.get(i / 2);
          all[i].add(i % 2 == 0 ? forks.measure(net, library) : besideNeighbour(net, library));
        }
      }
      System.out.print(new NeighbourComparison(net, all[0], all[1], all[2], all[3]).row());
    }
  }

  private Measured.Fork besideNeighbour(Net net, Library library) throws RunnerException {
    try (Neighbour neighbour = Neighbour.start()) {
      Measured.Fork fork = forks.measure(net, library);
      if (!neighbour.isRunning()) {
        throw new IllegalStateException("the neighbour ended before the measurement");
      }
      return fork;
    }
  }
}
