package io.github.taeda.nn.optim;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ParameterVector;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Ops;
import io.github.taeda.nn.ops.Scratch;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One iteration of training: a module, a loss and an update rule brought together.
 *
 * <p>{@link #step} is the whole story: zero the gradients, forward, loss, backward, update. Making
 * an {@code Optim} gathers the module's parameters in a {@link ParameterVector}, so their type is
 * fixed from then on. Frozen parameters do not move, whatever the rule.
 */
public final class Optim {
  private final Module module;
  private final Loss loss;
  private final UpdateRule rule;
  private final ParameterVector vector;
  private final Scratches scratches = new Scratches();

  /**
   * Makes plain gradient descent.
   *
   * @param step the step size, &gt; 0
   */
  public Optim(Module module, Loss loss, double step) {
    this(module, loss, new GradientDescent(step));
  }

  /** Makes an iteration with any rule; a rule serves one {@code Optim}. */
  public Optim(Module module, Loss loss, UpdateRule rule) {
    this.module = Objects.requireNonNull(module, "Optim: module is null");
    this.loss = Objects.requireNonNull(loss, "Optim: loss is null");
    this.rule = Objects.requireNonNull(rule, "Optim: rule is null");
    this.vector = ParameterVector.of(module);
  }

  /**
   * Trains the module on one batch.
   *
   * @param input {@code [batch, …]}
   * @param target what the loss takes beside the module's output
   * @return the reduced cost of the batch before the update
   * @throws io.github.taeda.nn.ShapeException if input or target do not fit; no value has changed
   */
  public double step(INDArray input, INDArray target) {
    Shapes.requireArray(module, "input", input);
    try (Scratch.Step step = scratches.of(input.shape()).step()) {
      vector.zeroGradient();
      INDArray prediction = module.forward(input);
      double cost = loss.value(target, prediction);
      module.backwardUpdateGradient(input, loss.backward(target, prediction));
      update();
      return cost;
    }
  }

  /** The module that is trained. */
  public Module module() {
    return module;
  }

  /** The loss it is trained on. */
  public Loss loss() {
    return loss;
  }

  /** The rule by which it is updated. */
  public UpdateRule rule() {
    return rule;
  }

  private void update() {
    List<Parameter> frozen = vector.parameters().stream().filter(Parameter::isFrozen).toList();
    if (frozen.isEmpty()) {
      rule.update(vector.values(), vector.gradients());
      return;
    }
    List<INDArray> kept = frozen.stream().map(parameter -> parameter.value().dup()).toList();
    frozen.forEach(parameter -> Ops.fill(parameter.gradient(), 0));
    rule.update(vector.values(), vector.gradients());
    for (int i = 0; i < kept.size(); i++) {
      Ops.copy(kept.get(i), frozen.get(i).value());
    }
  }

  @Override
  public String toString() {
    return "Optim(" + loss + ", " + rule + ")";
  }
}
