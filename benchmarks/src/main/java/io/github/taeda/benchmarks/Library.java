package io.github.taeda.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** A library that is measured. */
public enum Library {
  /** This one. */
  TAEDA(
      "Taeda",
      EnumSet.allOf(Net.class),
      (net, dropped) ->
          net.isEvaluation() ? new TaedaEvaluation(net) : new TaedaTraining(net, dropped)),
  /** Its linear and convolutional layers alone: the floor of an iteration. */
  FLOOR("products alone", EnumSet.noneOf(Net.class), (net, dropped) -> new ProductsAlone(net)),
  /** Deep Java Library on PyTorch. */
  DJL(
      "DJL",
      EnumSet.allOf(Net.class),
      (net, dropped) ->
          net.isEvaluation() ? new DjlEvaluation(net) : new DjlTraining(net, dropped)),
  /** ND4J without a library above it. */
  ND4J(
      "plain ND4J",
      EnumSet.of(Net.XOR, Net.MLP_100, Net.MLP_1024, Net.AUTOENCODER),
      (net, dropped) -> new Nd4jTraining(net)),
  /** Encog, plain Java. */
  ENCOG("Encog", EnumSet.of(Net.XOR, Net.MLP_100), (net, dropped) -> new EncogTraining(net));

  /** The two that are compared on every network. */
  static final List<Library> MAIN = List.of(TAEDA, DJL);

  private final String title;
  private final Set<Net> nets;
  private final BiFunction<Net, Double, Step> maker;

  Library(String title, Set<Net> nets, BiFunction<Net, Double, Step> maker) {
    this.title = title;
    this.nets = nets;
    this.maker = maker;
  }

  /** The libraries that have the network, Taeda first. */
  static List<Library> of(Net net) {
    return Arrays.stream(values()).filter(library -> library.nets.contains(net)).toList();
  }

  /** The same, and the floor of a training iteration of the main table. */
  static List<Library> measured(Net net) {
    List<Library> libraries = new ArrayList<>(of(net));
    boolean hasFloor = net.layers().stream().anyMatch(Layer::multiplies);
    if (!net.isEvaluation() && net.isCompared() && hasFloor) {
      libraries.add(FLOOR);
    }
    return libraries;
  }

  /** The name as the table shows it. */
  String title() {
    return title;
  }

  /**
   * How many of the first losses agree with Taeda's: see {@link EncogTraining} for the exception.
   */
  int agreeing(int losses) {
    return this == ENCOG ? 1 : losses;
  }

  /** Builds what is timed: the network with its first parameters. */
  Step start(Net net) {
    if (net.isEpoch()) {
      return this == TAEDA ? new TaedaEpoch(net, Net.DROPOUT) : new DjlEpoch(net, Net.DROPOUT);
    }
    return maker.apply(net, Net.DROPOUT);
  }

  /** The same without dropout, so that losses can be compared. */
  Step startExact(Net net) {
    return maker.apply(net, 0.0);
  }
}
