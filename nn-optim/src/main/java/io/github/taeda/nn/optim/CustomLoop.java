package io.github.taeda.nn.optim;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.internal.StateArrays;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Saves and resumes a custom loop around {@link Optim#step}, bit for bit.
 *
 * <pre>{@code
 * CustomLoop loop = CustomLoop.of(optim).generators(random);
 * Checkpoints.write(file, loop.save(Map.of("epoch", epoch))); // between two steps
 * …
 * int epoch = loop.restore(Checkpoints.file(file).load()).get("epoch").intValue();
 * }</pre>
 *
 * <p>Saved are of each {@code Optim} the parameters and buffers of its module, the state of its
 * rule, the number of iterations, accumulated gradients, and the state of a {@link
 * ReduceOnPlateau}; further averages of weights ({@link #average}), the states of all generators,
 * and the loop's own values, such as the epoch. The position within a shuffled epoch is the loop's
 * own: save between epochs.
 */
public final class CustomLoop {
  private final List<OptimSaver> optims = new ArrayList<>();
  private final List<RandomGenerator> generators = new ArrayList<>();
  private final List<Average> averages = new ArrayList<>();

  private CustomLoop() {}

  /** A loop of one {@code Optim}, or of several that train parts of their own. */
  public static CustomLoop of(Optim... optims) {
    CustomLoop loop = new CustomLoop();
    for (Optim optim : Checks.requireAll("CustomLoop", "optims", optims)) {
      int index = loop.optims.size();
      String prefix = index == 0 ? "" : "optim" + index + "/"; // no path of a parameter
      loop.optims.add(new OptimSaver(prefix, optim));
      loop.generators.addAll(optim.module().generators());
    }
    if (loop.optims.isEmpty()) {
      throw new IllegalArgumentException("CustomLoop: there must be at least one Optim");
    }
    return loop;
  }

  /** Adds generators of the loop, such as the one that shuffles; those of modules are known. */
  public CustomLoop generators(SplitMix... generators) {
    this.generators.addAll(Checks.requireAll("CustomLoop", "generators", generators));
    return this;
  }

  /** Adds an average of the weights of one {@code Optim}. */
  public CustomLoop average(Optim optim, WeightAverage average) {
    Objects.requireNonNull(optim, "CustomLoop: optim is null");
    Objects.requireNonNull(average, "CustomLoop: average is null");
    averages.add(new Average("average" + averages.size() + "/", optim, average));
    return this;
  }

  /**
   * Everything as it is now; the arrays are valid until the loop continues.
   *
   * @param values the loop's own, by name; each must be exact as a double
   * @throws IllegalStateException if a module has a generator that is no {@link SplitMix}
   */
  public SavedRun save(Map<String, ? extends Number> values) {
    Objects.requireNonNull(values, "CustomLoop: values is null");
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    List<String> frozen = new ArrayList<>();
    for (OptimSaver saver : optims) {
      saver.putArrays(arrays);
      frozen.addAll(saver.frozen());
      arrays.put(saver.prefix() + "progress", progress(saver.optim()));
      if (saver.optim().learningRates().schedule() instanceof ReduceOnPlateau plateau) {
        plateau.state().forEach((name, array) -> arrays.put(schedule(saver) + name, array));
      }
    }
    for (Average of : averages) {
      of.average.state().forEach((name, array) -> arrays.put(of.prefix + name, array));
    }
    values.forEach((name, value) -> arrays.put("value." + name, doubles(exact(name, value))));
    return new SavedRun(
        "this loop",
        identity(),
        RunState.START,
        OptimSaver.known(generators).stream().map(SplitMix::state).toList(),
        frozen,
        List.of(),
        arrays);
  }

  /**
   * Brings everything to where a loop of the same parts was saved.
   *
   * @return the loop's own values
   * @throws IllegalArgumentException if it does not fit; nothing has changed then
   */
  public Map<String, Double> restore(SavedRun saved) {
    Objects.requireNonNull(saved, "CustomLoop: saved is null");
    try {
      return restoreChecked(saved);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "CustomLoop: cannot restore: " + saved.origin() + ": " + e.getMessage(), e);
    }
  }

  private Map<String, Double> restoreChecked(SavedRun saved) {
    OptimSaver.requireSameIdentity(saved.identity(), identity());
    List<SplitMix> known = OptimSaver.known(generators);
    OptimSaver.requireGenerators(saved, known.size());
    OptimSaver.requireFrozen(
        saved, optims.stream().flatMap(saver -> saver.parameterNames().stream()).toList());
    SavedArrays arrays = new SavedArrays(saved.arrays());
    List<ArrayCopy> copies = new ArrayList<>();
    List<StateOwner> owners = new ArrayList<>();
    List<RunState> states =
        optims.stream().map(saver -> take(saver, arrays, copies, owners)).toList();
    averages.forEach(average -> owners.add(average.owner(arrays)));
    Map<String, Double> values = new LinkedHashMap<>();
    arrays.takeAll("value.").forEach((name, array) -> values.put(name, value(name, array)));
    arrays.requireNoMore();

    StateOwner.restore(owners);
    copies.forEach(ArrayCopy::run);
    for (int i = 0; i < optims.size(); i++) {
      optims.get(i).freeze(saved.frozen());
      optims.get(i).optim().state(states.get(i));
    }
    OptimSaver.restoreGenerators(saved, known);
    return values;
  }

  /** Takes what belongs to an {@code Optim}; returns its progress. */
  private RunState take(
      OptimSaver saver, SavedArrays arrays, List<ArrayCopy> copies, List<StateOwner> owners) {
    String name = saver.prefix() + "progress";
    double[] progress =
        StateArrays.doubles(this, name, Map.of(name, arrays.like(name, doubles(0, 0, 0))), 3);
    copies.addAll(saver.copies(arrays, progress[1] > 0));
    owners.add(saver.rule(arrays));
    if (saver.optim().learningRates().schedule() instanceof ReduceOnPlateau plateau) {
      owners.add(
          new StateOwner(arrays.takeAll(schedule(saver)), plateau.state(), plateau::restore));
    }
    return RunState.START.withProgress((long) progress[0], (int) progress[1], progress[2]);
  }

  private Map<String, String> identity() {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("optims", Integer.toString(optims.size()));
    optims.forEach(saver -> saver.putIdentity(identity));
    return identity;
  }

  /** Iterations, batches accumulated, and their weight. */
  private static INDArray progress(Optim optim) {
    RunState state = optim.state();
    return doubles(
        (double) state.iterations(), state.accumulatedBatches(), state.accumulatedWeight());
  }

  private static String schedule(OptimSaver saver) {
    return saver.prefix() + "schedule.";
  }

  private static double exact(String name, Number value) {
    Objects.requireNonNull(value, () -> "CustomLoop: the value " + name + " is null");
    if (!isDouble(value)) {
      throw new IllegalArgumentException(
          "CustomLoop: the value " + name + " must be exact as a double, but was " + value);
    }
    return value.doubleValue();
  }

  /**
   * Whether a number is a double or equal to one; only integers and decimals may have more digits.
   */
  private static boolean isDouble(Number value) {
    if (value instanceof BigDecimal
        || value instanceof BigInteger
        || value instanceof Long
        || value instanceof AtomicLong
        || value instanceof LongAdder) {
      double rounded = value.doubleValue();
      return Double.isFinite(rounded)
          && new BigDecimal(value.toString()).compareTo(new BigDecimal(rounded)) == 0;
    }
    return true;
  }

  private double value(String name, INDArray array) {
    return StateArrays.doubles(this, name, Map.of(name, array), 1)[0];
  }

  private static INDArray doubles(double... values) {
    return NDArrays.of(values, values.length);
  }

  /** An average with the prefix of its arrays' names. */
  private record Average(String prefix, Optim optim, WeightAverage average) {
    StateOwner owner(SavedArrays arrays) {
      return new StateOwner(
          arrays.takeAll(prefix), average.state(), state -> average.restore(optim, state));
    }
  }

  /** {@code CustomLoop}. */
  @Override
  public String toString() {
    return "CustomLoop";
  }
}
