package io.github.taeda.nn.optim.lbfgs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.BCEWithLogitsLoss;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.lbfgs.MinimizationResult.Stop;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.testing.Make;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class LBFGSTest {

  /** With an exact line search the method is that of conjugate gradients. */
  @Test
  void a_quadratic_of_five_dimensions_takes_five_iterations() {
    double[] curvatures = {1, 3, 10, 30, 100};
    Free free = new Free(5, 4, -3, 2, 1);
    MinimizationResult result =
        LBFGS
            .of(free, new MSELoss())
            .curvature(0.001)
            .changeTolerance(0)
            .minimizeBy(
                () -> {
                  double[] x = free.point.value().toDoubleVector();
                  double value = 0;
                  for (int i = 0; i < 5; i++) { // ½ Σ a (x − 1)²
                    value += 0.5 * curvatures[i] * (x[i] - 1) * (x[i] - 1);
                    x[i] = curvatures[i] * (x[i] - 1);
                  }
                  free.add(x);
                  return value;
                });
    assertThat(result.stop()).isEqualTo(Stop.GRADIENT);
    assertThat(result.iterations()).isLessThanOrEqualTo(6); // one for rounding
    assertThat(result.loss()).isLessThan(1e-14);
    for (double x : free.point.value().toDoubleVector()) {
      assertThat(x).isEqualTo(1, within(1e-7));
    }
  }

  @Test
  void the_minimum_of_rosenbrocks_function_is_found_to_1e_8() {
    Rosenbrock valley = new Rosenbrock(-1.2, 1);
    MinimizationResult result =
        LBFGS
            .of(valley, new MSELoss())
            .gradientTolerance(1e-9)
            .minimize(Make.vector(0).reshape(1, 1), Make.vector(0, 0).reshape(1, 2));
    assertThat(valley.point.value().getDouble(0)).isEqualTo(1, within(1e-8));
    assertThat(valley.point.value().getDouble(1)).isEqualTo(1, within(1e-8));
    assertThat(result.stop()).isEqualTo(Stop.GRADIENT);
    assertThat(result.iterations()).isBetween(10, 60);
    assertThat(result.evaluations()).isBetween(result.iterations(), 100);
    assertThat(result.loss()).isLessThan(1e-16);
    assertThat(result.gradient()).isLessThanOrEqualTo(1e-9);
  }

  /** Convex, so that the optimum is where the gradient is zero, and there is one only. */
  @Test
  void logistic_regression_reaches_its_optimum_from_anywhere() {
    SplittableRandom random = new SplittableRandom(1);
    INDArray x = Make.normal(random, 200, 3);
    INDArray y = Make.normal(random, 200, 1);
    for (int i = 0; i < 200; i++) {
      double score = x.getDouble(i, 0) - 2 * x.getDouble(i, 1) + 0.5 + y.getDouble(i);
      y.putScalar(i, 0, score > 0 ? 1 : 0);
    }
    double[][] optima = new double[2][];
    for (int seed = 0; seed < 2; seed++) {
      Linear line = new Linear(3, 1, new SplittableRandom(seed));
      line.to(DataType.DOUBLE);
      MinimizationResult result =
          LBFGS.of(line, new BCEWithLogitsLoss()).changeTolerance(0).minimize(x, y);
      assertThat(result.stop()).isEqualTo(Stop.GRADIENT);
      assertThat(result.iterations()).isLessThan(40);
      optima[seed] = new FreeParameters(line).values();
    }
    for (int i = 0; i < 4; i++) {
      assertThat(optima[0][i]).isEqualTo(optima[1][i], within(1e-5));
    }
    assertThat(optima[0][1] / optima[0][0]).isEqualTo(-2, within(0.4));
  }

  @Test
  void examples_count_by_their_weights() {
    INDArray x = Make.vector(0, 1, 2).reshape(3, 1);
    INDArray y = Make.vector(0.1, 0.6, 0.7).reshape(3, 1);
    Batch weighted = new Batch(x, y).withWeights(Make.vector(1, 3, 1));
    INDArray repeated = Make.vector(0, 1, 1, 1, 2).reshape(5, 1);
    INDArray targets = Make.vector(0.1, 0.6, 0.6, 0.6, 0.7).reshape(5, 1);
    double[] one = optimum(lbfgs -> lbfgs.minimize(weighted));
    double[] other = optimum(lbfgs -> lbfgs.minimize(repeated, targets));
    double[] unweighted = optimum(lbfgs -> lbfgs.minimize(x, y)); // the control
    for (int i = 0; i < 2; i++) {
      assertThat(one[i]).isEqualTo(other[i], within(1e-5));
      assertThat(Math.abs(one[i] - unweighted[i])).isGreaterThan(1e-3);
    }
  }

  private static double[] optimum(Consumer<LBFGS> minimization) {
    Linear line = new Linear(1, 1, new SplittableRandom(1));
    line.to(DataType.DOUBLE);
    minimization.accept(LBFGS.of(line, new BCEWithLogitsLoss()).changeTolerance(0));
    return new FreeParameters(line).values();
  }

  /** The control: Adam with as many passes is far from it. */
  @Test
  void a_small_net_learns_xor_exactly_in_few_passes() {
    INDArray x = Make.vector(0, 0, 0, 1, 1, 0, 1, 1).reshape(4, 2);
    INDArray y = Make.vector(0, 1, 1, 0).reshape(4, 1);
    Sequential net = xor();
    net.to(DataType.DOUBLE);
    MinimizationResult result = LBFGS.of(net, new MSELoss()).maxIterations(200).minimize(x, y);
    assertThat(result.loss()).isLessThan(1e-10).isEqualTo(new MSELoss().value(y, net.forward(x)));

    Sequential other = xor();
    other.to(DataType.DOUBLE);
    Optim optim = new Optim(other, new MSELoss(), new Adam(0.01));
    for (int i = 0; i < result.evaluations(); i++) {
      optim.step(x, y);
    }
    assertThat(new MSELoss().value(y, other.forward(x))).isGreaterThan(1e-4);
  }

  @Test
  void it_trains_in_float_until_rounding_ends_it() {
    Sequential net = xor();
    INDArray x = Make.vector(0, 0, 0, 1, 1, 0, 1, 1).reshape(4, 2).castTo(DataType.FLOAT);
    INDArray y = Make.vector(0, 1, 1, 0).reshape(4, 1).castTo(DataType.FLOAT);
    MinimizationResult result =
        LBFGS.of(net, new MSELoss()).maxIterations(500).gradientTolerance(0).minimize(x, y);
    assertThat(result.loss()).isLessThan(1e-9);
    assertThat(result.stop()).isIn(Stop.CHANGE, Stop.LINE_SEARCH, Stop.GRADIENT);
  }

  @Test
  void frozen_parameters_keep_their_values() {
    Sequential net = xor();
    net.to(DataType.DOUBLE);
    Parameter frozen = net.parameters().get(0);
    frozen.freeze();
    INDArray before = frozen.value().dup();
    double[] free = new FreeParameters(net).values();
    LBFGS
        .of(net, new MSELoss())
        .maxIterations(5)
        .minimize(Make.vector(0, 1).reshape(1, 2), Make.vector(1).reshape(1, 1));
    assertThat(frozen.value()).isEqualTo(before);
    assertThat(new FreeParameters(net).values()).isNotEqualTo(free);
    assertThat(frozen.gradient().maxNumber().doubleValue()).isZero();
  }

  @Test
  void it_stops_after_so_many_iterations_or_passes() {
    Rosenbrock one = new Rosenbrock(-1.2, 1);
    INDArray x = Make.vector(0).reshape(1, 1);
    INDArray y = Make.vector(0, 0).reshape(1, 2);
    MinimizationResult few = LBFGS.of(one, new MSELoss()).maxIterations(3).minimize(x, y);
    assertThat(few.stop()).isEqualTo(Stop.ITERATIONS);
    assertThat(few.iterations()).isEqualTo(3);
    assertThat(few.loss()).isLessThan(24.2).isEqualTo(new MSELoss().value(y, one.forward(x)));
    MinimizationResult passes =
        LBFGS.of(new Rosenbrock(-1.2, 1), new MSELoss()).maxEvaluations(7).minimize(x, y);
    assertThat(passes.stop()).isEqualTo(Stop.EVALUATIONS);
    assertThat(passes.evaluations()).isBetween(7, 12);
    assertThat(LBFGS.of(new Rosenbrock(1, 1), new MSELoss()).minimize(x, y))
        .isEqualTo(new MinimizationResult(0, 1, 0, 0, Stop.GRADIENT));
  }

  @Test
  void a_gradient_of_the_wrong_sign_ends_it_with_the_values_it_had() {
    Free free = new Free(3);
    MinimizationResult result =
        LBFGS
            .of(free, new MSELoss())
            .minimizeBy(
                () -> {
                  double x = free.point.value().getDouble(0);
                  free.add(-2 * x);
                  return x * x;
                });
    assertThat(result.stop()).isEqualTo(Stop.LINE_SEARCH);
    assertThat(result.iterations()).isZero();
    assertThat(free.point.value().getDouble(0)).isEqualTo(3);
  }

  /** √x is NaN below 0, where the first trials are. */
  @Test
  void trials_without_a_finite_loss_are_too_far() {
    Free free = new Free(4);
    MinimizationResult result =
        LBFGS
            .of(free, new MSELoss())
            .minimizeBy(
                () -> {
                  double x = free.point.value().getDouble(0); // √x + 1/(4x), lowest at 4^(−1/3)
                  free.add(0.5 / Math.sqrt(x) - 0.25 / (x * x));
                  return Math.sqrt(x) + 0.25 / x;
                });
    assertThat(result.stop()).isEqualTo(Stop.GRADIENT);
    assertThat(free.point.value().getDouble(0)).isEqualTo(Math.pow(4, -1.0 / 3), within(1e-6));
  }

  @Test
  void if_a_pass_fails_values_and_buffers_are_as_before() {
    SplittableRandom random = new SplittableRandom(5);
    Sequential net =
        new Sequential(new Linear(2, 3, random), new BatchNorm(3), new Linear(3, 1, random));
    INDArray x = Make.normal(random, 6, 2).castTo(DataType.FLOAT);
    double[] before = new FreeParameters(net).values();
    INDArray mean = net.buffers().get(0).value().dup();
    int[] passes = {0};
    DoubleSupplier pass =
        () -> {
          INDArray output = net.forward(x);
          net.backwardUpdateGradient(x, output);
          if (++passes[0] == 4) {
            throw new UnsupportedOperationException("out of order");
          }
          return 0.5 * output.norm2Number().doubleValue() * output.norm2Number().doubleValue();
        };
    assertThatThrownBy(() -> LBFGS.of(net, new MSELoss()).minimizeBy(pass))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(new FreeParameters(net).values()).isEqualTo(before);
    assertThat(net.buffers().get(0).value()).isEqualTo(mean);
    for (Parameter parameter : net.parameters()) {
      assertThat(parameter.gradient().sumNumber().doubleValue()).isZero();
    }

    LBFGS.of(net, new MSELoss()).maxIterations(1).minimizeBy(pass); // the control
    assertThat(new FreeParameters(net).values()).isNotEqualTo(before);
    assertThat(net.buffers().get(0).value()).isNotEqualTo(mean);
  }

  @Test
  void input_that_does_not_fit_is_rejected_and_changes_nothing() {
    Sequential net = xor();
    double[] before = new FreeParameters(net).values();
    INDArray wide = Make.vector(1, 2, 3).reshape(1, 3).castTo(DataType.FLOAT);
    assertThatThrownBy(() -> LBFGS.of(net, new MSELoss()).minimize(wide, wide))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("Linear(2 -> 4): input must be ");
    assertThat(new FreeParameters(net).values()).isEqualTo(before);
  }

  @Test
  void a_loss_that_is_not_finite_at_the_start_is_rejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LBFGS.of(new Free(1), new MSELoss()).minimizeBy(() -> Double.NaN))
        .withMessage("LBFGS: loss and gradient must be finite at the start, but the loss was NaN");
  }

  @Test
  void nets_that_draw_random_numbers_must_be_in_evaluation() {
    SplitMix random = new SplitMix(1);
    Sequential net = new Sequential(new Linear(2, 1, random), new Dropout(0.5, random));
    INDArray x = Make.vector(1, 2).reshape(1, 2).castTo(DataType.FLOAT);
    INDArray y = Make.vector(1).reshape(1, 1).castTo(DataType.FLOAT);
    LBFGS lbfgs = LBFGS.of(net, new MSELoss());
    assertThatIllegalStateException()
        .isThrownBy(() -> lbfgs.minimize(x, y))
        .withMessage(
            "LBFGS: the net draws random numbers in training, so that its loss is no function of"
                + " the parameters; call evaluate() first");
    net.evaluate();
    assertThat(lbfgs.minimize(x, y).loss()).isLessThan(1e-9);
  }

  @Test
  void a_net_with_nothing_to_learn_is_rejected() {
    Free free = new Free(1);
    free.point.freeze();
    assertThatIllegalStateException()
        .isThrownBy(() -> LBFGS.of(free, new MSELoss()).minimizeBy(() -> 0))
        .withMessage("LBFGS: Free has no parameters that are not frozen");
    assertThatIllegalStateException()
        .isThrownBy(() -> LBFGS.of(new TanH(), new MSELoss()).minimizeBy(() -> 0))
        .withMessage("LBFGS: TanH has no parameters");
  }

  @Test
  void bad_settings_are_rejected() {
    LBFGS lbfgs = LBFGS.of(new Free(1), new MSELoss());
    rejected(() -> lbfgs.history(0), "history must be at least 1, but was 0");
    rejected(() -> lbfgs.maxIterations(0), "maxIterations must be at least 1, but was 0");
    rejected(() -> lbfgs.maxEvaluations(0), "maxEvaluations must be at least 1, but was 0");
    rejected(
        () -> lbfgs.gradientTolerance(-1),
        "gradientTolerance must be at least 0 and finite, but was -1.0");
    rejected(
        () -> lbfgs.changeTolerance(Double.NaN),
        "changeTolerance must be at least 0 and finite, but was NaN");
    rejected(() -> lbfgs.curvature(1), "curvature must be at least 0 and less than 1, but was 1.0");
    rejected(() -> lbfgs.curvature(1e-5), "curvature must be greater than 1.0E-4, but was 1.0E-5");
    assertThat(lbfgs).hasToString("LBFGS(MSELoss, history 10)");
  }

  private static void rejected(Runnable set, String message) {
    assertThatIllegalArgumentException().isThrownBy(set::run).withMessage("LBFGS: " + message);
  }

  private static Sequential xor() {
    SplittableRandom random = new SplittableRandom(2);
    return new Sequential(new Linear(2, 4, random), new TanH(), new Linear(4, 1, random));
  }

  /** Only a parameter. */
  private static final class Free extends Module {
    final Parameter point;

    Free(double... point) {
      this.point = new Parameter("point", Make.vector(point));
    }

    void add(double... gradient) {
      Elementwise.addScaled(1, Make.vector(gradient), point.gradient());
    }

    @Override
    public INDArray forward(INDArray input) {
      return input;
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return delta;
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(point);
    }
  }

  /** {@code (10 (b − a²), 1 − a)}, whose squares add up to Rosenbrock's function. */
  private static final class Rosenbrock extends Module {
    final Parameter point; // a, b [2]

    Rosenbrock(double a, double b) {
      point = new Parameter("point", Make.vector(a, b));
    }

    @Override
    public INDArray forward(INDArray input) {
      double a = point.value().getDouble(0);
      double b = point.value().getDouble(1);
      return Make.vector(10 * (b - a * a), 1 - a).reshape(1, 2);
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return input.mul(0);
    }

    @Override
    public void backwardUpdateGradient(INDArray input, INDArray delta) {
      double first = delta.getDouble(0, 0);
      double a = point.value().getDouble(0);
      INDArray gradient = Make.vector(-20 * a * first - delta.getDouble(0, 1), 10 * first);
      Elementwise.addScaled(1, gradient, point.gradient());
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(point);
    }
  }
}
