package io.github.taeda.nn.optim;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Evaluated;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ParameterVector;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.optim.rules.GradientClipping;
import io.github.taeda.nn.optim.rules.GradientDescent;
import io.github.taeda.nn.optim.rules.UpdateRule;
import io.github.taeda.nn.optim.rules.WeightDecay;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One iteration of training: a module, a loss and an update rule brought together.
 *
 * <p>{@link #step} is the whole story: zero the gradients, forward, loss, backward, update. Making
 * an {@code Optim} gathers the module's parameters in a {@link ParameterVector}, so their type is
 * fixed from then on. Frozen parameters do not move, whatever the rule.
 *
 * <p>Options bend the update, in this order: gradients of several batches are averaged ({@link
 * #accumulate}), clipped ({@link #clip}) and joined by decays ({@link #decay}); the rule moves the
 * values with the step size of the iteration ({@link #schedule}); at last some modules go only a
 * part of that way, or further ({@link #stepFactor}).
 */
public final class Optim {
  private final Module module;
  private final Loss loss;
  private final UpdateRule rule;
  private final ParameterVector vector;
  private final Map<Parameter, Double> factors = new HashMap<>();
  private final List<DoubleConsumer> decays = new ArrayList<>();
  private @Nullable GradientClipping clip;
  private Schedule schedule = iteration -> 1;
  private double epochFactor = 1;
  private boolean scheduled;
  private int batchesPerUpdate = 1;

  private final ScratchPool scratches = new ScratchPool();
  private final Scratch updates = new Scratch();
  private UpdateState progress = new UpdateState(0, 0, 0);

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

  /** Pulls values towards zero in every update; several decays add up. */
  public Optim decay(WeightDecay... decays) {
    for (WeightDecay decay : decays) {
      if (decay.isDecoupled()) {
        Settings.requireStep(rule, decay.toString());
      }
      this.decays.add(decay.on(vector));
    }
    return this;
  }

  /** Bounds the gradient before each update. */
  public Optim clip(GradientClipping clip) {
    this.clip = Objects.requireNonNull(clip, "Optim: clip is null");
    return this;
  }

  /**
   * Updates once for several batches, by the gradient that one batch of all their examples has.
   *
   * @param batches how many, at least 1
   */
  public Optim accumulate(int batches) {
    batchesPerUpdate = Checks.requireCount("Optim", "accumulate", batches);
    return this;
  }

  /** Scales the rule's step size in each iteration, the first of which is number 0. */
  public Optim schedule(Schedule schedule) {
    this.schedule = Objects.requireNonNull(schedule, "Optim: schedule is null");
    Settings.requireStep(rule, "a schedule");
    scheduled = true;
    return this;
  }

  /**
   * Lets a part of the module go another way in each update: {@code factor} times the way that the
   * rule takes it.
   *
   * @param part the module, or one within it
   * @param factor at least 0; at 0 the parameters stay, but unlike those of frozen ones their
   *     gradients count in the norm
   */
  public Optim stepFactor(Module part, double factor) {
    Objects.requireNonNull(part, "Optim: part is null");
    Checks.requireNonNegative("Optim", "stepFactor", factor);
    List<Parameter> parameters = part.parameters();
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException("Optim: " + part + " has no parameters");
    }
    if (!vector.parameters().containsAll(parameters)) {
      throw new IllegalArgumentException("Optim: " + part + " is not trained here");
    }
    parameters.forEach(parameter -> factors.put(parameter, factor));
    return this;
  }

  /**
   * Trains the module on one batch: {@link #gradient}, then {@link #update} unless more batches are
   * to be accumulated.
   *
   * @param input {@code [batch, …]}
   * @param target what the loss takes beside the module's output
   * @return the reduced loss of the batch before the update
   * @throws io.github.taeda.nn.ShapeException if input or target do not fit; no value has changed
   */
  public double step(INDArray input, INDArray target) {
    double value = gradient(input, target).value();
    if (isDue()) {
      update();
    }
    return value;
  }

  /**
   * The first half of {@link #step}: the gradient of a batch, averaged with those since the last
   * update (summed, if the loss sums).
   *
   * @return the loss of the batch; its delta is valid until the next batch of this shape
   */
  public Evaluated gradient(INDArray input, INDArray target) {
    Shapes.requireArray(module, "input", input);
    try (Scratch.Step step = scratches.of(input.shape()).step()) {
      if (progress.batches() == 0) {
        vector.zeroGradient();
      }
      INDArray prediction = module.forward(input);
      Evaluated evaluated = loss.evaluate(target, prediction);
      double weights = progress.weight() + evaluated.weight();
      INDArray delta = evaluated.delta();
      if (progress.batches() > 0 && loss.reduction() != Reduction.SUM) {
        double fraction = weights == 0 ? 0 : evaluated.weight() / weights;
        Elementwise.scale(vector.gradients(), 1 - fraction, vector.gradients());
        delta = Scratch.like(delta);
        Elementwise.scale(evaluated.delta(), fraction, delta);
      }
      module.backwardUpdateGradient(input, delta);
      progress = new UpdateState(progress.iterations(), progress.batches() + 1, weights);
      return evaluated;
    }
  }

  /** The second half of {@link #step}: moves the values, if there was a batch since last time. */
  public void update() {
    if (progress.batches() == 0) {
      return;
    }
    try (Scratch.Step step = updates.step()) {
      if (scheduled) {
        rule.stepFactor(schedule.factor(progress.iterations()) * epochFactor);
      }
      List<Moderation> moderations = Moderation.of(vector.parameters(), factors);
      bendGradient(moderations);
      rule.update(vector.values(), vector.gradients());
      moderations.forEach(Moderation::apply);
      progress = new UpdateState(progress.iterations() + 1, 0, 0);
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

  /** The module's parameters and gradients. */
  public ParameterVector vector() {
    return vector;
  }

  /** How many updates there were. */
  public long iterations() {
    return progress.iterations();
  }

  /** Forgets the gradients since the last update. */
  public void discardGradient() {
    vector.zeroGradient();
    progress = new UpdateState(progress.iterations(), 0, 0);
  }

  /** Whether enough batches have been accumulated for an update. */
  boolean isDue() {
    return progress.batches() >= batchesPerUpdate;
  }

  /** Scales the step size beside the schedule, which counts iterations. */
  void epochFactor(double factor) {
    epochFactor = factor;
    scheduled = true;
  }

  public UpdateState progress() {
    return progress;
  }

  public void restore(UpdateState progress) {
    this.progress = progress;
  }

  private void bendGradient(List<Moderation> moderations) {
    moderations.forEach(Moderation::silenceIfFrozen);
    if (clip != null) {
      clip.apply(vector.gradients());
    }
    decays.forEach(decay -> decay.accept(rule.step()));
    moderations.forEach(Moderation::silenceIfFrozen);
  }

  @Override
  public String toString() {
    return "Optim(" + loss + ", " + rule + ")";
  }
}
