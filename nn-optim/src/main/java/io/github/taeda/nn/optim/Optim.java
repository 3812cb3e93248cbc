package io.github.taeda.nn.optim;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Evaluated;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ParameterVector;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.ScratchPool;
import io.github.taeda.nn.optim.rules.GradientClipping;
import io.github.taeda.nn.optim.rules.GradientDescent;
import io.github.taeda.nn.optim.rules.UpdateRule;
import io.github.taeda.nn.optim.rules.WeightDecay;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.util.Objects;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One iteration of training: a module, a loss and an update rule.
 *
 * <p>{@link #step} is the whole iteration: zero the gradients, forward, loss, backward, update. An
 * {@code Optim} gathers the module's parameters in a {@link ParameterVector}, so their type is
 * fixed from then on. Frozen parameters keep their values, and their gradients do not count.
 *
 * <p>An update is, in this order: gradients of several batches averaged ({@link #accumulate}),
 * clipped ({@link #clip}), weight decay ({@link #decay}), and the rule, with a learning rate that
 * is the rule's times {@link #schedule} times {@link #learningRateFactor}.
 */
public final class Optim {
  private final Module module;
  private final Loss loss;
  private final UpdateRule rule;
  private final ParameterVector vector;
  private final ParameterUpdate update;
  private int batchesPerUpdate = 1;

  private final ScratchPool scratches = new ScratchPool(); // outside the loop of SGD
  private RunState state = RunState.START;
  private double learningRate;

  /** Creates an iteration of plain gradient descent with a learning rate η &gt; 0. */
  public Optim(Module module, Loss loss, double learningRate) {
    this(module, loss, new GradientDescent(learningRate));
  }

  /** Creates an iteration with any rule; a rule serves one {@code Optim}. */
  public Optim(Module module, Loss loss, UpdateRule rule) {
    this.module = Objects.requireNonNull(module, "Optim: module is null");
    this.loss = Objects.requireNonNull(loss, "Optim: loss is null");
    this.rule = Objects.requireNonNull(rule, "Optim: rule is null");
    this.vector = ParameterVector.of(module);
    this.update = new ParameterUpdate(vector, rule);
    this.learningRate = rule.learningRate();
  }

  /** Applies weight decay in every update; several decays add up. */
  public Optim decay(WeightDecay... decays) {
    Checks.requireAll("Optim", "decays", decays).forEach(update::add);
    return this;
  }

  /** Clips the gradient before each update. */
  public Optim clip(GradientClipping clip) {
    update.clip(Objects.requireNonNull(clip, "Optim: clip is null"));
    return this;
  }

  /** Updates once for several batches (at least 1), by the gradient of all their examples. */
  public Optim accumulate(int batches) {
    batchesPerUpdate = Checks.requireCount("Optim", "accumulate", batches);
    return this;
  }

  /** Sets a learning-rate schedule in iterations, the first of which is 0. */
  public Optim schedule(Schedule schedule) {
    update.learningRates().require("a schedule");
    update.learningRates().schedule(Objects.requireNonNull(schedule, "Optim: schedule is null"));
    return this;
  }

  /**
   * Sets the learning rate of a parameter group, the parameters of a module.
   *
   * @param part the module, or one within it
   * @param factor of the learning rate, at least 0; at 0 the values stay, but unlike those of
   *     frozen parameters their gradients count in the norm and in the rule's state
   */
  public Optim learningRateFactor(Module part, double factor) {
    Objects.requireNonNull(part, "Optim: part is null");
    update.learningRates().factor(part, vector.parameters(), factor);
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
    return step(gradient(input, target));
  }

  /** The same with a batch of data, whose examples count by their weights if it has any. */
  public double step(Batch batch) {
    Objects.requireNonNull(batch, "Optim: batch is null");
    return step(gradient(batch, scratches));
  }

  private double step(Evaluated evaluated) {
    if (isDue()) {
      update();
    }
    return evaluated.value();
  }

  /**
   * The first half of {@link #step}: the gradient of a batch, averaged with those since the last
   * update (summed, if the loss sums).
   *
   * @return the loss of the batch; its delta is valid until the next batch of this shape
   */
  public Evaluated gradient(INDArray input, INDArray target) {
    return gradientBy(input, prediction -> loss.evaluate(target, prediction));
  }

  /**
   * The same with any loss of the module's output, such as one that other modules take part in: the
   * discriminator of a GAN, whose delta trains the generator.
   *
   * @param loss called once, with the module's output; reduced as {@link #loss()} is
   */
  public Evaluated gradientBy(INDArray input, Function<INDArray, Evaluated> loss) {
    return gradient(input, Objects.requireNonNull(loss, "Optim: loss is null"), scratches);
  }

  /** The second half of {@link #step}: updates the values, if there are gradients to do it by. */
  public void update() {
    update(1, scratches);
  }

  Evaluated gradient(Batch batch, ScratchPool scratches) {
    return gradient(
        batch.input(),
        prediction -> loss.evaluate(batch.target(), prediction, batch.weights()),
        scratches);
  }

  private Evaluated gradient(
      INDArray input, Function<INDArray, Evaluated> loss, ScratchPool scratches) {
    Shapes.requireArray(module, "input", input);
    vector.requireAllOf(module);
    try (Scratch.Step step = scratches.of("gradient", input.shape()).step()) {
      if (state.accumulatedBatches() == 0) {
        vector.beginGradient();
      }
      INDArray prediction = module.forward(input);
      Evaluated evaluated = loss.apply(prediction);
      GradientMean.add(
          this, evaluated, prediction, delta -> module.backwardUpdateGradient(input, delta));
      state = state.addGradient(evaluated.value(), evaluated.weight());
      return evaluated;
    } finally {
      vector.gradients(); // sets to zero what no module has overwritten
    }
  }

  /** Updates the values with the learning rate times a factor, by a schedule in epochs. */
  void update(double epochFactor, ScratchPool scratches) {
    if (state.accumulatedBatches() == 0) {
      return;
    }
    try (Scratch.Step step = scratches.of("update").step()) {
      learningRate = update.apply(state.iterations(), epochFactor);
      state = state.endIteration();
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

  /** The number of updates. */
  public long iterations() {
    return state.iterations();
  }

  /** The learning rate of the last update, without factors of groups; NaN if the rule has none. */
  public double learningRate() {
    return learningRate;
  }

  /** Discards the gradients since the last update. */
  public void discardGradient() {
    vector.zeroGradient();
    state = state.discardGradient();
  }

  /** Whether enough batches have been accumulated for an update. */
  boolean isDue() {
    return state.accumulatedBatches() >= batchesPerUpdate;
  }

  LearningRates learningRates() {
    return update.learningRates();
  }

  /** Computes the learning rate of the last update again, in a run that was resumed. */
  void recallLearningRate(double epochFactor) {
    if (state.iterations() > 0) {
      learningRate = update.learningRates().at(state.iterations() - 1, epochFactor);
    }
  }

  RunState state() {
    return state;
  }

  void state(RunState state) {
    this.state = state;
  }

  @Override
  public String toString() {
    return "Optim(" + loss + ", " + rule + ")";
  }
}
