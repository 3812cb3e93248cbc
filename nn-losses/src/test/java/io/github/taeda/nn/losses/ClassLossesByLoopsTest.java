package io.github.taeda.nn.losses;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * All combinations of weights, an ignored class and smoothing against plain loops, in PyTorch's
 * convention: the cost of class y is {@code (1 − ε) w_y c_y + ε / C · Σ_j w_j c_j} with c_j the
 * cost that class j would have, and MEAN divides by the weights of the classes that count.
 */
class ClassLossesByLoopsTest {
  private static final long SEED = 41;
  private static final int ROWS = 9;
  private static final int CLASSES = 4;
  private static final double MARGIN = 0.7;

  private final SplittableRandom random = new SplittableRandom(SEED);

  /** {@code weights} is empty and {@code ignored} null if not set. */
  private record Options(
      String loss, List<Double> weights, Integer ignored, double smoothing, Reduction reduction) {

    Loss build() {
      if (loss.equals("CrossEntropyLoss")) {
        CrossEntropyLoss built = new CrossEntropyLoss(reduction).withSmoothing(smoothing);
        built = weights.isEmpty() ? built : built.withWeights(array());
        return ignored == null ? built : built.withIgnoreIndex(ignored);
      }
      if (loss.equals("NLLLoss")) {
        NLLLoss built = new NLLLoss(reduction);
        built = weights.isEmpty() ? built : built.withWeights(array());
        return ignored == null ? built : built.withIgnoreIndex(ignored);
      }
      MultiMarginLoss built = new MultiMarginLoss(MARGIN, reduction);
      built = weights.isEmpty() ? built : built.withWeights(array());
      return ignored == null ? built : built.withIgnoreIndex(ignored);
    }

    double weight(int number) {
      return weights.isEmpty() ? 1 : weights.get(number);
    }

    private double[] array() {
      return weights.stream().mapToDouble(weight -> weight).toArray();
    }

    boolean counts(int number) {
      return ignored == null || number != ignored;
    }

    @Override
    public String toString() {
      return build() + " " + reduction;
    }
  }

  static Stream<Options> combinations() {
    Stream.Builder<Options> all = Stream.builder();
    for (List<Double> weights : List.of(List.<Double>of(), List.of(0.5, 2.0, 0.0, 1.25))) {
      for (Integer ignored : new Integer[] {null, 1, -100}) {
        for (Reduction reduction : Reduction.values()) {
          for (double smoothing : new double[] {0, 0.1, 0.6}) {
            all.add(new Options("CrossEntropyLoss", weights, ignored, smoothing, reduction));
          }
          all.add(new Options("NLLLoss", weights, ignored, 0, reduction));
          all.add(new Options("MultiMarginLoss", weights, ignored, 0, reduction));
        }
      }
    }
    return all.build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("combinations")
  void classes_agree_with_the_loop(Options options) {
    INDArray scores = Make.normal(random, ROWS, CLASSES);
    int[] classes = random.ints(ROWS, 0, CLASSES).toArray();
    classes[1] = 1; // ignored in a third of the combinations
    classes[2] = 0;
    if (options.counts(-100)) {
      classes[3] = 2;
    } else {
      classes[3] = -100;
    }
    double[] costs = new double[ROWS];
    double[][] delta = new double[ROWS][CLASSES];
    double divisor = options.reduction == Reduction.SUM ? 1 : (double) ROWS * CLASSES;
    double counted = 0;
    for (int i = 0; i < ROWS; i++) {
      if (options.counts(classes[i])) {
        addCost(options, scores.getRow(i).toDoubleVector(), classes[i], costs, delta[i], i);
        counted += options.weight(classes[i]);
      }
    }
    divisor = options.reduction == Reduction.MEAN ? counted : divisor;
    check(options, Nd4j.createFromArray(classes), scores, costs, delta, divisor);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("combinations")
  void distributions_agree_with_the_loop(Options options) {
    if (options.loss.equals("MultiMarginLoss")) {
      return; // takes one-hot rows only
    }
    INDArray scores = Make.normal(random, ROWS, CLASSES);
    INDArray soft = Make.uniform(random, 0, 1, ROWS, CLASSES); // need not sum to 1
    double[] costs = new double[ROWS];
    double[][] delta = new double[ROWS][CLASSES];
    Options plain = new Options(options.loss, List.of(), null, 0, options.reduction);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < CLASSES; j++) {
        double share = (1 - options.smoothing) * soft.getDouble(i, j);
        share += options.smoothing / CLASSES;
        double[] cost = new double[1];
        double[] slope = new double[CLASSES];
        addCost(plain, scores.getRow(i).toDoubleVector(), j, cost, slope, 0);
        costs[i] += options.weight(j) * share * cost[0];
        for (int k = 0; k < CLASSES; k++) {
          delta[i][k] += options.weight(j) * share * slope[k];
        }
      }
    }
    double divisor =
        switch (options.reduction) {
          case SUM -> 1;
          case MEAN -> ROWS;
          case ELEMENT_MEAN -> ROWS * CLASSES;
        };
    check(options, soft, scores, costs, delta, divisor);
  }

  /** Adds the cost of class y, and its derivative by each score. */
  private static void addCost(
      Options options, double[] scores, int y, double[] costs, double[] delta, int row) {
    for (int j = 0; j < CLASSES; j++) {
      double share = options.smoothing / CLASSES + (j == y ? 1 - options.smoothing : 0);
      double weight = share * options.weight(j);
      if (options.loss.equals("MultiMarginLoss")) {
        double excess = scores[j] - scores[y] + MARGIN;
        if (j != y && excess > 0) {
          costs[row] += options.weight(y) * excess;
          delta[j] += options.weight(y);
          delta[y] -= options.weight(y);
        }
      } else if (options.loss.equals("NLLLoss")) {
        costs[row] -= weight * scores[j];
        delta[j] -= weight;
      } else {
        double sum = 0;
        for (double score : scores) {
          sum += Math.exp(score);
        }
        costs[row] -= weight * (scores[j] - Math.log(sum));
        for (int k = 0; k < CLASSES; k++) {
          delta[k] += weight * (Math.exp(scores[k]) / sum - (k == j ? 1 : 0));
        }
      }
    }
  }

  private static void check(
      Options options,
      INDArray target,
      INDArray scores,
      double[] costs,
      double[][] delta,
      double divisor) {
    double value = 0;
    for (double cost : costs) {
      value += cost / divisor;
    }
    Loss loss = options.build();
    for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
      double tolerance = type == DataType.DOUBLE ? 1e-13 : 1e-5;
      INDArray y = target.dataType() == DataType.DOUBLE ? target.castTo(type) : target;
      INDArray x = scores.castTo(type);
      String what = options + " " + type + " seed " + SEED;
      Compare.close("costs of " + what, loss.forward(y, x), Make.vector(costs), tolerance);
      Compare.close("value of " + what, loss.value(y, x), value, tolerance);
      INDArray wanted = Make.matrix(delta).div(divisor);
      Compare.close("delta of " + what, loss.backward(y, x), wanted, tolerance);
    }
  }
}
