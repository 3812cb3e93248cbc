package io.github.taeda.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The command line.
 *
 * @param threads what OMP_NUM_THREADS is set to; 0: as it is
 * @param nets none: the mode's own choice
 */
record Arguments(
    boolean quick, boolean neighbour, boolean all, int threads, boolean check, List<Net> nets) {
  static final String USAGE =
      "usage: java -jar benchmarks.jar [--quick] [--check | --all | --neighbour] [--threads N]"
          + " [NET ...], NET of "
          + Arrays.toString(Net.values());

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static Arguments of(String... args) {
    boolean quick = false;
    boolean neighbour = false;
    boolean all = false;
    boolean check = false;
    int threads = 0;
    List<Net> nets = new ArrayList<>();
    for (Iterator<String> rest = List.of(args).iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      switch (argument) {
        case "--quick" -> quick = true;
        case "--neighbour" -> neighbour = true;
        case "--all" -> all = true;
        case "--check" -> check = true;
        case "--threads" -> threads = count(rest.hasNext() ? rest.next() : "");
        default -> nets.add(net(argument));
      }
    }
    return new Arguments(quick, neighbour, all, threads, check, nets);
  }

  List<Net> netsOr(Net... otherwise) {
    return nets.isEmpty() ? List.of(otherwise) : nets;
  }

  private static int count(String text) {
    if (!text.matches("[1-9]\\d{0,3}")) {
      throw new IllegalArgumentException("--threads needs a whole number from 1, not: " + text);
    }
    return Integer.parseInt(text);
  }

  private static Net net(String name) {
    for (Net net : Net.values()) {
      if (net.name().equalsIgnoreCase(name)) {
        return net;
      }
    }
    throw new IllegalArgumentException("There is no net " + name);
  }
}
