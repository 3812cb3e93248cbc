package io.github.taeda.nn.layers;

import io.github.taeda.nn.Container;
import io.github.taeda.nn.Module;
import java.util.Objects;

/** A module that can carry its state from one batch to the next, in training. */
public interface Stateful {

  /** Begins anew, with zeros: for sequences that do not continue those of the last batch. */
  void resetState();

  /** Begins anew in every such module of a net. */
  static void resetStates(Module net) {
    Objects.requireNonNull(net, "Stateful: net is null");
    if (net instanceof Stateful stateful) {
      stateful.resetState();
    }
    if (net instanceof Container container) {
      container.children().forEach(Stateful::resetStates);
    }
  }
}
