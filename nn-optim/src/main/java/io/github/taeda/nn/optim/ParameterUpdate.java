package io.github.taeda.nn.optim;

import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ParameterVector;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.optim.rules.GradientClipping;
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
  private final List<WeightDecay> decays = new ArrayList<>();
  private @Nullable GradientClipping clip;

  ParameterUpdate(ParameterVector vector, UpdateRule rule) {
    this.vector = vector;
    this.rule = rule;
    this.learningRates = new LearningRates(rule);
  }

  LearningRates learningRates() {
    return learningRates;
  }

  void add(WeightDecay decay) {
    if (decay.isDecoupled()) {
      learningRates.require(decay.toString());
    }
    decays.add(decay);
  }

  void clip(GradientClipping clip) {
    this.clip = clip;
  }

  /**
   * Updates the values.
   *
   * @param iteration number of updates before
   * @param epochFactor of the learning rate, by a schedule in epochs
   * @return the learning rate of parameters without a factor
   */
  double apply(long iteration, double epochFactor) {
    double rate = learningRates.at(iteration, epochFactor);
    List<Parameter> parameters = vector.parameters();
    INDArray values = vector.values();
    INDArray gradients = vector.gradients();
    for (Parameter parameter : parameters) {
      if (parameter.isFrozen()) {
        Elementwise.fill(parameter.gradient(), 0); // so that it does not count in the norm
      }
    }
    if (clip != null) {
      clip.apply(gradients);
    }
    for (WeightDecay decay : decays) {
      decay.apply(values, gradients, learningRates.slices(parameters, decay::includes, rate));
    }
    rule.updateSlices(values, gradients, learningRates.slices(parameters, p -> true, rate));
    return rate;
  }
}
