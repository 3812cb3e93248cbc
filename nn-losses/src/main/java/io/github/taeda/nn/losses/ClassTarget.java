package io.github.taeda.nn.losses;

import io.github.taeda.nn.ExampleWeights;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.Infinities;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The target of one batch as a {@link ClassLoss} has read it: class indices or a distribution. */
final class ClassTarget {
  private final ClassOptions options;
  private final int @Nullable [] classes; // [batch], −1 for an ignored example
  private final @Nullable INDArray distribution; // [batch, classes]
  private @Nullable INDArray weighted; // q, computed when it is first asked for

  private ClassTarget(
      ClassOptions options, int @Nullable [] classes, @Nullable INDArray distribution) {
    this.options = options;
    this.classes = classes;
    this.distribution = distribution;
  }

  /** Class indices, −1 for an ignored example. */
  static ClassTarget ofClasses(ClassOptions options, int... classes) {
    return new ClassTarget(options, classes, null);
  }

  /** A distribution over the classes for each example. */
  static ClassTarget ofDistribution(ClassOptions options, INDArray distribution) {
    return new ClassTarget(options, null, distribution);
  }

  /** The class indices of a target that is not a distribution, −1 for an ignored example. */
  int[] classes() {
    return Objects.requireNonNull(classes);
  }

  /** The sum of the class weights of the examples that count. */
  double weightSum() {
    return Arrays.stream(classes()).mapToDouble(options::weight).sum();
  }

  /** The same with weights of the examples, each of the same number of classes. */
  double weightSum(ExampleWeights weights) {
    int[] read = classes();
    int each = read.length / weights.size();
    return IntStream.range(0, read.length)
        .mapToDouble(i -> weights.get(i / each) * options.weight(read[i]))
        .sum();
  }

  /** Whether every row of q is one-hot. */
  boolean isPlain() {
    return distribution == null && options.isPlain();
  }

  /**
   * The target distribution q of each example, smoothed and weighted; zero for an ignored example.
   *
   * @param like an array of its type and shape
   */
  INDArray distribution(INDArray like) {
    if (weighted == null) {
      INDArray q = Scratch.like(like);
      if (distribution != null) {
        Slices.copy(distribution, q);
        options.smooth(q);
      } else {
        Gathers.oneHot(classes(), q);
        options.smooth(q);
        clearIgnored(q);
      }
      options.applyClassWeights(q);
      weighted = q;
    }
    return weighted;
  }

  /**
   * {@code −Σ_j q_j x_j} of each example, the sum over {@code q_j > 0}: x may be infinite for other
   * classes and for ignored examples.
   *
   * @param x {@code [batch, classes]}
   */
  INDArray crossEntropy(INDArray x) {
    INDArray losses = Scratch.array(x.dataType(), x.size(0));
    if (distribution != null || options.isSmooth()) {
      INDArray terms = Scratch.like(x);
      Infinities.multiplyOrZero(distribution(x), x, terms);
      clearIgnored(terms);
      Reductions.exampleSums(terms, losses);
    } else {
      Gathers.pickPerRow(x, classes(), losses);
      options.applyClassWeights(classes(), losses);
    }
    Elementwise.scale(losses, -1, losses);
    return losses;
  }

  /** Sets the ignored examples of an array {@code [batch, …]} to zero, infinities and NaN too. */
  void clearIgnored(INDArray output) {
    if (classes != null && options.mayIgnore()) {
      int[] rows = IntStream.range(0, classes.length).filter(i -> classes()[i] < 0).toArray();
      Gathers.clearRows(rows, output);
    }
  }
}
