package io.github.taeda.nn.ops;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An update beside its formula for one element: {@code x} is θ, g and the state, which the formula
 * overwrites; each operation is rounded.
 *
 * @param states names of the state's arrays
 */
record UpdateCase(String name, List<String> states, Update run, Formula formula) {
  private static final double ETA = 0.01;
  static final double EPSILON = 1e-3;

  static final List<UpdateCase> ALL =
      List.of(
          new UpdateCase(
              "momentum",
              List.of("velocity"),
              x -> Updates.momentum(x[0], x[1], x[2], ETA, 0.9, 0.25),
              (x, r) -> {
                x[2] = r.of(product(r, 0.9, x[2]) + product(r, 0.25, x[1]));
                x[0] = r.of(x[0] - product(r, ETA, x[2]));
              }),
          new UpdateCase(
              "nesterov",
              List.of("velocity"),
              x -> Updates.nesterov(x[0], x[1], x[2], ETA, 0.9),
              (x, r) -> {
                x[2] = r.of(product(r, 0.9, x[2]) + x[1]);
                double sum = r.of(x[1] + product(r, 0.9, x[2]));
                x[0] = r.of(x[0] - product(r, ETA, sum));
              }),
          new UpdateCase(
              "adagrad",
              List.of("squares"),
              x -> Updates.adagrad(x[0], x[1], x[2], ETA, EPSILON),
              (x, r) -> {
                x[2] = r.of(x[2] + r.of(x[1] * x[1]));
                descend(x, r, ETA, quotient(r, x[1], x[2], EPSILON));
              }),
          new UpdateCase(
              "rmsProp",
              List.of("squares"),
              x -> Updates.rmsProp(x[0], x[1], x[2], ETA, 0.75, EPSILON),
              (x, r) -> {
                x[2] = mean(r, 0.75, x[2], r.of(x[1] * x[1]));
                descend(x, r, ETA, quotient(r, x[1], x[2], EPSILON));
              }),
          new UpdateCase(
              "adadelta",
              List.of("squares", "updates"),
              x -> Updates.adadelta(x[0], x[1], x[2], x[3], ETA, 0.75, EPSILON),
              (x, r) -> {
                x[2] = mean(r, 0.75, x[2], r.of(x[1] * x[1]));
                double above = r.of(x[3] + r.of(EPSILON));
                double below = r.of(x[2] + r.of(EPSILON));
                double d = r.of(r.of(Math.sqrt(r.of(above / below))) * x[1]);
                x[3] = mean(r, 0.75, x[3], r.of(d * d));
                descend(x, r, ETA, d);
              }),
          new UpdateCase(
              "lion",
              List.of("mean"),
              x -> Updates.lion(x[0], x[1], x[2], ETA, 0.75, 0.5),
              (x, r) -> {
                double sign = Math.signum(mean(r, 0.75, x[2], x[1]));
                x[2] = mean(r, 0.5, x[2], x[1]);
                descend(x, r, ETA, sign);
              }),
          adam("adam", 0),
          adam("adam with weight decay", 0.5),
          nadam(),
          earlyRadam(),
          radam());

  /** Runs an update of values, gradients and state. */
  interface Update {
    void run(INDArray... operands);
  }

  /** Updates one element of each operand. */
  interface Formula {
    void update(double[] x, Rounding rounding);
  }

  /** Rounds the result of an operation to a type. */
  interface Rounding {
    double of(double exact);
  }

  int operands() {
    return 2 + states.size();
  }

  private static UpdateCase adam(String name, double weightDecay) {
    // In iteration 2 the corrections are 1 − 0.5² and 1 − 0.75².
    AdamUpdates.Constants constants = new AdamUpdates.Constants(0.5, 0.75, EPSILON);
    double correction = Math.sqrt(1 - 0.5625);
    return new UpdateCase(
        name,
        List.of("mean", "squares"),
        x -> AdamUpdates.adam(x[0], x[1], x[2], x[3], ETA, weightDecay, constants, 2),
        (x, r) -> {
          if (weightDecay != 0) {
            x[0] = r.of(x[0] - product(r, ETA * weightDecay, x[0]));
          }
          means(x, r, 0.5, 0.75);
          double quotient = quotient(r, x[2], x[3], EPSILON * correction);
          descend(x, r, ETA * correction / 0.75, quotient);
        });
  }

  private static UpdateCase nadam() {
    AdamUpdates.Constants constants = new AdamUpdates.Constants(0.5, 0.75, EPSILON);
    double correction = Math.sqrt(1 - 0.5625); // of iteration 2
    return new UpdateCase(
        "nadam",
        List.of("mean", "squares"),
        x -> AdamUpdates.nadam(x[0], x[1], x[2], x[3], 0.02, 0.03, constants, 2),
        (x, r) -> {
          means(x, r, 0.5, 0.75);
          double sum =
              r.of(product(r, 0.02 * correction, x[2]) + product(r, 0.03 * correction, x[1]));
          x[0] = r.of(x[0] - quotient(r, sum, x[3], EPSILON * correction));
        });
  }

  /** In iteration 2 the length is 7 − 4 · 0.5625/0.4375 = 1.9, below 5. */
  private static UpdateCase earlyRadam() {
    AdamUpdates.Constants constants = new AdamUpdates.Constants(0.5, 0.75, EPSILON);
    return new UpdateCase(
        "radam in its second iteration",
        List.of("mean", "squares"),
        x -> AdamUpdates.radam(x[0], x[1], x[2], x[3], ETA, constants, 2),
        (x, r) -> {
          means(x, r, 0.5, 0.75);
          descend(x, r, ETA / 0.75, x[2]);
        });
  }

  private static UpdateCase radam() {
    AdamUpdates.Constants constants = new AdamUpdates.Constants(0.5, 0.75, EPSILON);
    double power = Math.pow(0.75, 12);
    double length = 7 - 24 * power / (1 - power); // 6.2
    double rectification = (length - 4) * (length - 2) * 7 / (3 * 5 * length);
    double rate = ETA / (1 - Math.pow(0.5, 12)) * Math.sqrt(rectification * (1 - power));
    return new UpdateCase(
        "radam in its twelfth iteration",
        List.of("mean", "squares"),
        x -> AdamUpdates.radam(x[0], x[1], x[2], x[3], ETA, constants, 12),
        (x, r) -> {
          means(x, r, 0.5, 0.75);
          descend(x, r, rate, quotient(r, x[2], x[3], EPSILON));
        });
  }

  /** {@code m ← β₁ m + (1 − β₁) g}, {@code v ← β₂ v + (1 − β₂) g²}. */
  private static void means(double[] x, Rounding r, double beta1, double beta2) {
    x[2] = mean(r, beta1, x[2], x[1]);
    x[3] = mean(r, beta2, x[3], r.of(x[1] * x[1]));
  }

  /** {@code θ ← θ − η d}. */
  private static void descend(double[] x, Rounding r, double eta, double d) {
    x[0] = r.of(x[0] - product(r, eta, d));
  }

  private static double product(Rounding r, double scalar, double x) {
    return r.of(r.of(scalar) * x);
  }

  /** {@code ρ mean + (1 − ρ) x}. */
  private static double mean(Rounding r, double decay, double mean, double x) {
    return r.of(product(r, decay, mean) + product(r, 1 - decay, x));
  }

  /** {@code x / (√squares + ε)}. */
  private static double quotient(Rounding r, double x, double squares, double epsilon) {
    return r.of(x / r.of(r.of(Math.sqrt(squares)) + r.of(epsilon)));
  }

  @Override
  public String toString() {
    return name;
  }
}
