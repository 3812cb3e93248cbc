package io.github.taeda.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The command line.
 *
 * @param threads what OMP_NUM_THREADS is set to; 0: as it is
 * @param nets none: the mode's own choice
 */
record Arguments(boolean quick, Mode mode, int threads, List<Net> nets) {
  static final String USAGE =
      "usage: java -jar benchmarks.jar [--quick] [--check | --all | --neighbour | --epochs |"
          + " --growth | --start | --live] [--threads N] [NET ...], NET of "
          + Arrays.toString(Net.values());

  /** What is measured. */
  enum Mode {
    /** The networks of the main table. */
    COMPARE(Net::isCompared),
    /** Some of them beside a busy program too. */
    NEIGHBOUR(EnumSet.of(Net.XOR, Net.MLP_100, Net.AUTOENCODER)::contains),
    /** Both, and the main table with one thread. */
    ALL(Net::isCompared),
    /** Nothing: losses are compared. */
    CHECK(net -> true),
    /** Whole epochs. */
    EPOCHS(Net::isEpoch),
    /** Two networks, and the same with more examples, units or positions. */
    GROWTH(net -> net == Net.MLP_100 || net == Net.CONV || net.grows()),
    /** The start of a program. */
    START(net -> false),
    /** Some of them with a live page. */
    LIVE(EnumSet.of(Net.XOR, Net.MLP_100, Net.CONV_2D, Net.NORM)::contains);

    private final List<Net> nets;

    Mode(Predicate<Net> nets) {
      this.nets = Arrays.stream(Net.values()).filter(nets).toList();
    }

    List<Net> nets() {
      return nets;
    }
  }

  /** The networks that were named, or else the mode's own. */
  List<Net> netsOrDefault() {
    return nets.isEmpty() ? mode.nets : nets;
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static Arguments of(String... args) {
    boolean quick = false;
    Mode mode = Mode.COMPARE;
    int threads = 0;
    List<Net> nets = new ArrayList<>();
    for (Iterator<String> rest = List.of(args).iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      switch (argument) {
        case "--quick" -> quick = true;
        case "--neighbour", "--all", "--check", "--epochs", "--growth", "--start", "--live" ->
            mode = Mode.valueOf(argument.substring(2).toUpperCase(Locale.ROOT));
        case "--threads" -> threads = count(rest.hasNext() ? rest.next() : "");
        default -> nets.add(net(argument));
      }
    }
    return new Arguments(quick, mode, threads, nets);
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
