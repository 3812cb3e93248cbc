package io.github.taeda.nn.testing;

import io.github.taeda.nn.Container;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A row of the table that every law of modules runs over: what the module is, how to build it, and
 * the shape of an input. A law asks the row for modules, inputs and deltas; all come from fixed
 * seeds, so that two modules of one row and seed are twins.
 */
public final class ModuleCase {
  private final String text;
  private final Function<RandomGenerator, ? extends Module> build;
  private final long[] shape;
  private final Map<String, long[]> refused = new LinkedHashMap<>();
  private int ids;
  private boolean random;
  private boolean rowsDependInTraining;
  private boolean large;
  private boolean hasConstants;
  private boolean multipliesInputs;

  private ModuleCase(
      String text, Function<RandomGenerator, ? extends Module> build, long... shape) {
    this.text = text;
    this.build = build;
    this.shape = shape.clone();
  }

  /**
   * Makes a row.
   *
   * @param text what the module's {@code toString} must be
   * @param build makes the module, its weights drawn from the generator
   * @param input the shape of an input, batch first
   */
  public static ModuleCase of(
      String text, Function<RandomGenerator, ? extends Module> build, long... input) {
    return new ModuleCase(text, build, input);
  }

  /** The input holds whole numbers in 0…count−1, which have no derivative. */
  public ModuleCase ids(int count) {
    ids = count;
    return this;
  }

  /**
   * The module draws numbers in training, so that only in evaluation two calls give the same: laws
   * that compare calls get it in evaluation.
   */
  public ModuleCase random() {
    random = true;
    return this;
  }

  /**
   * In training a row of the output depends on the other rows of the batch, of which it needs 2.
   */
  public ModuleCase rowsDependInTraining() {
    rowsDependInTraining = true;
    return this;
  }

  /** Too many numbers for central differences: the row is there for the other laws. */
  public ModuleCase large() {
    large = true;
    return this;
  }

  /** Some elements of the output depend on no input, such as zeros around it. */
  public ModuleCase withConstants() {
    hasConstants = true;
    return this;
  }

  /**
   * Elements of the input are multiplied with each other: in FLOAT large ones lose too many digits,
   * or their products are infinite.
   */
  public ModuleCase multipliesInputs() {
    multipliesInputs = true;
    return this;
  }

  /** An input of this shape must be refused by {@code <module>: <message>}, the whole message. */
  public ModuleCase refuses(String message, long... input) {
    refused.put(message, input.clone());
    return this;
  }

  public String text() {
    return text;
  }

  public boolean hasIds() {
    return ids > 0;
  }

  public boolean isRandom() {
    return random;
  }

  public boolean dependsOnRowsInTraining() {
    return rowsDependInTraining;
  }

  public boolean isLarge() {
    return large;
  }

  public boolean hasConstants() {
    return hasConstants;
  }

  /** How large elements of an input may be. */
  public double largest() {
    return multipliesInputs ? 1 : Double.POSITIVE_INFINITY;
  }

  public Map<String, long[]> refused() {
    return refused;
  }

  public long[] shape() {
    return shape.clone();
  }

  /** A new module, always with the same numbers; in training, unless that is random. */
  public Module module(DataType type) {
    Module module = module(type, 1);
    return random ? module.evaluate() : module;
  }

  /** A new module in training with the weights of a seed. */
  public Module module(DataType type, long seed) {
    return build.apply(new SplittableRandom(seed)).to(type);
  }

  /** An input of the row's shape; its numbers are the same in both types. */
  public INDArray input(DataType type, long seed) {
    return batch(type, shape[0], seed);
  }

  /** An input with another number of rows. */
  public INDArray batch(DataType type, long rows, long seed) {
    long[] batch = shape.clone();
    batch[0] = rows;
    SplittableRandom numbers = new SplittableRandom(100 + seed);
    return ids > 0 ? Make.ids(numbers, ids, batch) : Make.normal(numbers, batch).castTo(type);
  }

  /** A delta for the output that belongs to an input. */
  public INDArray delta(DataType type, INDArray input, long seed) {
    long[] output = module(type, 1).evaluate().forward(input).shape();
    return Make.normal(new SplittableRandom(200 + seed), output).castTo(type);
  }

  /**
   * How messages name the module that first sees an input, as a pattern: its path through chains;
   * other containers may refuse by themselves, or one of their children does.
   */
  public String inputOwner() {
    return owner(module(DataType.FLOAT), false);
  }

  /** How messages name the module that first sees a delta, as a pattern. */
  public String deltaOwner() {
    return owner(module(DataType.FLOAT), true);
  }

  private static String owner(Module module, boolean last) {
    if (module instanceof Sequential chain) {
      int child = last ? chain.size() - 1 : 0;
      return "\\QSequential[" + child + "] > \\E" + owner(chain.get(child), last);
    }
    if (module instanceof Container) {
      return module.getClass().getSimpleName() + "(\\(axis \\d\\)|\\[\\w+\\] > .+)?";
    }
    return "\\Q" + module + "\\E";
  }

  /** As the names of tests show it: {@code Linear(3 -> 2) on [4, 3]}. */
  @Override
  public String toString() {
    return text.replaceAll("\\s+", " ") + " on " + Arrays.toString(shape);
  }
}
