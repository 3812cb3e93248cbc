package io.github.taeda.benchmarks;

import java.util.function.Function;

/** A library that is measured. */
public enum Library {
  /** This one. */
  TAEDA("Taeda", TaedaStep::new),
  /** Deep Java Library on PyTorch. */
  DJL("DJL", DjlStep::new);

  private final String title;
  private final Function<Net, TrainingStep> maker;

  Library(String title, Function<Net, TrainingStep> maker) {
    this.title = title;
    this.maker = maker;
  }

  /** The name as the table shows it. */
  String title() {
    return title;
  }

  /** Builds the network with its first parameters. */
  TrainingStep start(Net net) {
    return maker.apply(net);
  }
}
