package io.github.taeda.nn.losses;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ExampleWeights;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weighted sum of losses of one prediction against one target, {@code Σ_k w_k ℓ_k} of each example
 * (Torch's {@code MultiCriterion}).
 *
 * <pre>{@code
 * Loss loss = WeightedSumLoss.of(1, new MSELoss()).plus(0.1, new L1Loss());
 * }</pre>
 *
 * <p>Target and prediction are what all parts accept. The delta is the weighted sum of their
 * deltas. The parts must have one reduction, which is the sum's, and divide by the same weight; a
 * part that does not, such as a loss with class weights beside one without, is an {@link
 * IllegalArgumentException}.
 */
public final class WeightedSumLoss extends Loss {
  private final List<Part> parts;

  private record Part(double weight, Loss loss) {}

  private WeightedSumLoss(List<Part> parts) {
    super(parts.get(0).loss.reduction());
    this.parts = List.copyOf(parts);
  }

  /**
   * A sum of one loss so far.
   *
   * @param weight w, &gt; 0 and finite
   */
  public static WeightedSumLoss of(double weight, Loss loss) {
    return new WeightedSumLoss(List.of(part(weight, loss)));
  }

  /**
   * The sum with a further loss.
   *
   * @param weight w, &gt; 0 and finite
   * @throws IllegalArgumentException if its reduction is another
   */
  public WeightedSumLoss plus(double weight, Loss loss) {
    Part part = part(weight, loss);
    if (loss.reduction() != reduction()) {
      String message = "WeightedSumLoss: the reduction of %s must be %s, but was %s";
      throw new IllegalArgumentException(message.formatted(loss, reduction(), loss.reduction()));
    }
    List<Part> more = new ArrayList<>(parts);
    more.add(part);
    return new WeightedSumLoss(more);
  }

  private static Part part(double weight, Loss loss) {
    Objects.requireNonNull(loss, "WeightedSumLoss: loss is null");
    return new Part(Checks.requirePositive("WeightedSumLoss", "weight", weight), loss);
  }

  @Override
  protected void check(INDArray target, INDArray prediction) {
    Objects.requireNonNull(prediction, () -> this + ": prediction is null");
    Objects.requireNonNull(target, () -> this + ": target is null");
    double unused = commonWeight(part -> checkedWeight(part, target, prediction));
  }

  /** The weight that the losses of all parts are divided by. */
  private double commonWeight(ToDoubleFunction<Part> weightOf) {
    double first = weightOf.applyAsDouble(parts.get(0));
    for (Part part : parts.subList(1, parts.size())) {
      double weight = weightOf.applyAsDouble(part);
      if (weight != first) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s: the losses must divide by the same weight, but %s divides by %s and %s by %s",
                this,
                parts.get(0).loss,
                first,
                part.loss,
                weight));
      }
    }
    return first;
  }

  /** The weight of a part's losses, once its own checks have passed. */
  private double checkedWeight(Part part, INDArray target, INDArray prediction) {
    try {
      return part.loss.weight(target, prediction);
    } catch (ShapeException e) {
      String message = String.valueOf(e.getMessage());
      String owner = part.loss + ": ";
      throw new ShapeException(
          this + ": " + (message.startsWith(owner) ? message.substring(owner.length()) : message));
    }
  }

  @Override
  protected double weightOf(INDArray target, INDArray prediction) {
    return parts.get(0).loss.weight(target, prediction);
  }

  @Override
  protected double weightOf(INDArray target, INDArray prediction, ExampleWeights weights) {
    return commonWeight(part -> part.loss.weight(target, prediction, weights.array()));
  }

  @Override
  protected INDArray losses(INDArray target, INDArray prediction) {
    Part first = parts.get(0);
    INDArray ofFirst = first.loss.forward(target, prediction); // of each example, or position
    INDArray losses = Scratch.like(ofFirst);
    Elementwise.scale(ofFirst, first.weight, losses);
    for (Part part : parts.subList(1, parts.size())) {
      Elementwise.addScaled(part.weight, part.loss.forward(target, prediction), losses);
    }
    return losses;
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    double factor = scale * divisor(weightOf(target, prediction)); // each delta is divided by it
    INDArray delta = Scratch.like(prediction);
    Elementwise.fill(delta, 0);
    for (Part part : parts) {
      Elementwise.addScaled(part.weight * factor, part.loss.backward(target, prediction), delta);
    }
    return delta;
  }

  /** {@code WeightedSumLoss(1.0 MSELoss + 0.1 L1Loss)}. */
  @Override
  public String toString() {
    return parts.stream()
        .map(part -> part.weight + " " + part.loss)
        .collect(Collectors.joining(" + ", "WeightedSumLoss(", ")"));
  }
}
