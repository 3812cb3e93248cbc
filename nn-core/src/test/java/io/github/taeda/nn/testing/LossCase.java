package io.github.taeda.nn.testing;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A row of the table that every law of losses runs over: what the loss is, how to build it, and how
 * to make targets and predictions that it takes.
 */
public final class LossCase {
  private final String text;
  private final Function<Reduction, Loss> build;
  private final Maker target;
  private final Maker prediction;
  private final List<Refused> refused = new ArrayList<>();
  private double[] sizes = {0, 1e-310, 1e-40, 1e-20, 1000, 1e10, 1e17, 1e30};
  private boolean takesClasses;
  private ToDoubleFunction<INDArray> meanDivisor = target -> target.size(0);

  private LossCase(String text, Function<Reduction, Loss> build, Maker target, Maker prediction) {
    this.text = text;
    this.build = build;
    this.target = target;
    this.prediction = prediction;
  }

  /**
   * Makes a row.
   *
   * @param text what the loss's {@code toString} must be
   * @param build makes the loss with a reduction
   * @param target makes DOUBLE numbers, or whole numbers that stay as they are in FLOAT
   * @param prediction makes DOUBLE numbers, away from kinks
   */
  public static LossCase of(
      String text, Function<Reduction, Loss> build, Maker target, Maker prediction) {
    return new LossCase(text, build, target, prediction);
  }

  /** What {@code MEAN} divides the sum of the costs by for a target, if not the batch. */
  public LossCase meanOver(ToDoubleFunction<INDArray> divisor) {
    meanDivisor = divisor;
    return this;
  }

  /** Predictions are probabilities, which can be tiny but not huge. */
  public LossCase ofProbabilities() {
    sizes = new double[] {0, 1e-310, 1e-40, 1e-20, 1e-3};
    return this;
  }

  /** Predictions are logarithms, whose exponentials must be finite. */
  public LossCase ofLogarithms() {
    sizes = new double[] {0, 1e-310, 1e-40, 1e-20, 1, 100};
    return this;
  }

  /** Targets may be numbers of classes too, {@code [batch]}. */
  public LossCase orClasses() {
    takesClasses = true;
    return this;
  }

  /** The shapes that targets may have for a prediction of this shape, as messages name them. */
  public String targetShapes(long... prediction) {
    String like = Shapes.text(prediction);
    return takesClasses ? Shapes.text(prediction[0]) + " or " + like : like;
  }

  /** These two must be refused by {@code <loss>: <message>}, the whole message. */
  public LossCase refuses(String message, INDArray target, INDArray prediction) {
    refused.add(new Refused(message, target, prediction));
    return this;
  }

  public String text() {
    return text;
  }

  /** What predictions may be multiplied by. */
  public double[] sizes() {
    return sizes.clone();
  }

  public List<Refused> refused() {
    return refused;
  }

  public Loss loss(Reduction reduction) {
    return build.apply(reduction);
  }

  public INDArray target(DataType type, long batch, long seed) {
    INDArray numbers = target.make(new SplittableRandom(100 + seed), batch);
    return numbers.dataType() == DataType.DOUBLE ? numbers.castTo(type) : numbers;
  }

  public INDArray prediction(DataType type, long batch, long seed) {
    return prediction.make(new SplittableRandom(200 + seed), batch).castTo(type);
  }

  public double meanDivisor(INDArray target) {
    return meanDivisor.applyAsDouble(target);
  }

  /** Whether targets have the shape and type of predictions. */
  public boolean targetIsLikePrediction() {
    INDArray y = target(DataType.DOUBLE, 2, 1);
    return y.dataType() == DataType.DOUBLE && y.equalShapes(prediction(DataType.DOUBLE, 2, 1));
  }

  @Override
  public String toString() {
    return text + " on " + java.util.Arrays.toString(prediction(DataType.FLOAT, 4, 1).shape());
  }

  /** Makes an array for a batch. */
  public interface Maker {
    INDArray make(RandomGenerator random, long batch);
  }

  /** What a loss does not take, and what it says then. */
  public record Refused(String message, INDArray target, INDArray prediction) {}
}
