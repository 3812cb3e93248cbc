package io.github.taeda.nn.optim;

import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ParameterVector;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.optim.rules.GradientClipping;
import io.github.taeda.nn.optim.rules.Slice;
import io.github.taeda.nn.optim.rules.UpdateRule;
import io.github.taeda.nn.optim.rules.WeightDecay;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The update of a parameter vector by its gradients: clipping, weight decay, update rule. */
final class ParameterUpdate {
  private final ParameterVector vector;
  private final UpdateRule rule;
  private final LearningRates learningRates;
  private final ParameterSlices slices; // that the rule updates
  private final List<Decay> decays = new ArrayList<>();
  private @Nullable GradientClipping clip;

  ParameterUpdate(ParameterVector vector, UpdateRule rule) {
    this.vector = vector;
    this.rule = rule;
    this.learningRates = new LearningRates(rule);
    this.slices = new ParameterSlices(vector.parameters(), p -> true, learningRates);
  }

  LearningRates learningRates() {
    return learningRates;
  }

  void add(WeightDecay decay) {
    if (decay.isDecoupled()) {
      learningRates.require(decay.toString());
    }
    decays.add(
        new Decay(decay, new ParameterSlices(vector.parameters(), decay::includes, learningRates)));
  }

  void clip(GradientClipping clip) {
    this.clip = clip;
  }

  /**
   * Updates the values; if the rule rejects that, nothing has changed.
   *
   * @param iteration number of updates before
   * @param epochFactor of the learning rate, by a schedule in epochs
   * @return the learning rate of parameters without a factor
   */
  double apply(long iteration, double epochFactor) {
    double rate = learningRates.at(iteration, epochFactor);
    INDArray values = vector.values();
    INDArray gradients = vector.gradients();
    List<Slice> updated = slices.at(rate);
    rule.requireSlices(values, updated);
    for (Parameter parameter : vector.parameters()) {
      if (parameter.isFrozen()) {
        Elementwise.fill(parameter.gradient(), 0); // so that it does not count in the norm
      }
    }
    if (clip != null) {
      clip.apply(gradients);
    }
    for (Decay decay : decays) {
      decay.decay.apply(values, gradients, decay.slices.at(rate));
    }
    rule.updateSlices(values, gradients, updated);
    return rate;
  }

  /** Weight decay and the slices that it applies to. */
  private record Decay(WeightDecay decay, ParameterSlices slices) {}
}
