package io.github.taeda.nn.optim;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Batches;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.optim.rules.GradientDescent;
import io.github.taeda.nn.optim.rules.UpdateRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Learning-rate range test: trains a copy of a net with a learning rate that grows from batch to
 * batch until the loss diverges (Smith, 2017).
 *
 * <pre>{@code
 * LearningRateCurve curve =
 *     LearningRateFinder.of(net, loss).rule(() -> new Adam(1e-3)).run(train);
 * double rate = curve.suggestion().orElse(1e-3);
 * }</pre>
 *
 * <p>Unless set otherwise 100 batches of 32 examples, in random order, with plain gradient descent
 * and learning rates from 1e-6 to 10. It ends early when the running mean of the loss is four times
 * its minimum or not finite. The net itself is not changed: neither parameters and gradients nor
 * buffers, mode and generators of random numbers that are {@link SplitMix}.
 */
public final class LearningRateFinder {
  private static final double DIVERGED = 4; // times the minimum of the running mean
  private static final double MEMORY = 0.9; // of the running mean

  private final Module net;
  private final Loss loss;
  private Supplier<? extends UpdateRule> rule = () -> new GradientDescent(1);
  private double from = 1e-6;
  private double to = 10;
  private int iterations = 100;
  private int batchSize = 32;
  private RandomGenerator random = new SplitMix();

  private LearningRateFinder(Module net, Loss loss) {
    this.net = Objects.requireNonNull(net, "LearningRateFinder: net is null");
    this.loss = Objects.requireNonNull(loss, "LearningRateFinder: loss is null");
  }

  /** A test of a net that can be copied. */
  public static LearningRateFinder of(Module net, Loss loss) {
    return new LearningRateFinder(net, loss);
  }

  /** Sets the rule that will be used in training; its own learning rate does not matter. */
  public LearningRateFinder rule(Supplier<? extends UpdateRule> rule) {
    this.rule = Objects.requireNonNull(rule, "LearningRateFinder: rule is null");
    return this;
  }

  /** Sets the first learning rate and the last, both &gt; 0, the last the higher. */
  public LearningRateFinder range(double from, double to) {
    Checks.requirePositive("LearningRateFinder", "from", from);
    Checks.requirePositive("LearningRateFinder", "to", to);
    if (to <= from) {
      throw new IllegalArgumentException(
          "LearningRateFinder: to must be greater than from, " + from + ", but was " + to);
    }
    this.from = from;
    this.to = to;
    return this;
  }

  /** Sets the number of batches, at least 2; a small set of data is used several times. */
  public LearningRateFinder iterations(int iterations) {
    if (iterations < 2) {
      throw new IllegalArgumentException(
          "LearningRateFinder: iterations must be at least 2, but was " + iterations);
    }
    this.iterations = iterations;
    return this;
  }

  /** Sets the examples per batch, at least 1. */
  public LearningRateFinder batchSize(int batchSize) {
    this.batchSize = Checks.requireCount("LearningRateFinder", "batchSize", batchSize);
    return this;
  }

  /** Sets the generator that shuffles the examples. */
  public LearningRateFinder shuffle(RandomGenerator random) {
    this.random = Objects.requireNonNull(random, "LearningRateFinder: random is null");
    return this;
  }

  /**
   * Runs the test.
   *
   * @param train at least one example; smaller last batches are left out if there are others
   * @throws IllegalArgumentException if the rule has no learning rate, or something does not fit
   * @throws UnsupportedOperationException if the net cannot be copied
   */
  public LearningRateCurve run(Dataset train) {
    Objects.requireNonNull(train, "LearningRateFinder: train is null");
    if (train.size() == 0) {
      throw new IllegalArgumentException("LearningRateFinder: the training data is empty");
    }
    UpdateRule made = Objects.requireNonNull(rule.get(), "LearningRateFinder: rule gave null");
    double base = made.learningRate();
    if (!(base > 0)) {
      throw new IllegalArgumentException("LearningRateFinder: the rule must have a learning rate");
    }
    Map<SplitMix, Long> generators = generators(train);
    try {
      Optim optim = new Optim(net.copy().train(), loss, made);
      return run(optim.schedule(time -> rate(time) / base), train);
    } finally {
      generators.forEach(SplitMix::restore);
    }
  }

  /** The generators that the test may draw from, with their states. */
  private Map<SplitMix, Long> generators(Dataset train) {
    List<RandomGenerator> all = new ArrayList<>(net.generators());
    all.addAll(train.generators());
    all.add(random);
    return SplitMix.states(all);
  }

  private LearningRateCurve run(Optim optim, Dataset train) {
    double[] losses = new double[iterations];
    int size = Math.min(batchSize, train.size());
    Iterator<int[]> batches = List.<int[]>of().iterator();
    double sum = 0;
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < iterations; i++) {
      int[] rows = batches.hasNext() ? batches.next() : new int[0];
      if (rows.length < size) { // another pass over the data
        batches = Batches.shuffled(train.size(), size, random).iterator();
        rows = batches.next();
      }
      losses[i] = optim.step(train.batch(rows));
      sum = MEMORY * sum + (1 - MEMORY) * losses[i];
      double mean = sum / (1 - Math.pow(MEMORY, i + 1));
      if (i >= LearningRateCurve.FIRST) { // earlier ones are means of too few losses
        lowest = Math.min(lowest, mean);
      }
      if (!Double.isFinite(mean) || mean > DIVERGED * Math.abs(lowest)) {
        return LearningRateCurve.of(this::rate, Arrays.copyOf(losses, i + 1), true);
      }
    }
    return LearningRateCurve.of(this::rate, losses, false);
  }

  /** Learning rates at equal ratios. */
  private double rate(long iteration) {
    return from * Math.pow(to / from, (double) iteration / (iterations - 1));
  }

  @Override
  public String toString() {
    return "LearningRateFinder(" + from + " to " + to + ", " + iterations + " iterations)";
  }
}
