package io.github.taeda.examples.charmodel;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.layers.Stateful;
import io.github.taeda.nn.listeners.live.LiveRun;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.rules.GradientClipping;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.util.Optional;

/** The training of a model along the streams of a text, epoch by epoch. */
final class CharTraining {
  /** Characters in parallel. */
  static final int STREAMS = 16;

  private static final long WARM_UP = 50; // iterations
  private static final double MAX_NORM = 1; // of the gradient

  private final Module net;
  private final TextStreams text;
  private final Optim optim;
  private final Optional<LiveRun> live;
  private long windows; // done

  // region training
  CharTraining(CharModel model, Module net, TextStreams text, int epochs, Optional<LiveRun> live) {
    this.net = net;
    this.text = text;
    this.live = live;
    optim =
        new Optim(net, new CrossEntropyLoss(), new Adam(model.learningRate()))
            .clip(GradientClipping.norm(MAX_NORM))
            .schedule(Schedule.cosine((long) epochs * text.windows()).warmUp(WARM_UP));
  }

  /** Trains for one epoch and returns the mean loss, in bits per character. */
  double epoch() {
    Stateful.resetStates(net); // the streams begin again; a Transformer has no states
    double sum = 0;
    for (int window = 0; window < text.windows(); window++) {
      double loss = optim.step(text.input(window), text.target(window));
      sum += loss;
      double epochs = (double) ++windows / text.windows();
      live.ifPresent(run -> run.iteration(optim, epochs, loss));
    }
    return sum / text.windows() / Math.log(2);
  }

  // endregion

  /** Whether the live page has asked to stop. */
  boolean isStopped() {
    return live.map(LiveRun::isStopped).orElse(false);
  }

  void end() {
    live.ifPresent(LiveRun::end);
  }
}
