package io.github.taeda.nn.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Buffer;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ParameterVector;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.testing.Affine;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class GradientCheckTest {
  private static final long SEED = 7;

  private final RandomGenerator random = new SplittableRandom(SEED);

  @Test
  void right_modules_pass_and_every_array_is_named() {
    Module net = new Sequential(affine(3, 5), new Cube(), affine(5, 2)).to(DataType.DOUBLE);

    GradientReport report = GradientCheck.of(net, Make.normal(random, 4, 3), random);

    assertThat(report.elements())
        .extracting(place -> place.name().replaceAll("\\[.*", ""))
        .containsExactly("input", "0.weight", "0.bias", "2.weight", "2.bias");
    assertThat(report.elements())
        .allSatisfy(element -> assertThat(element.error()).isLessThan(1e-8));
    assertThat(report.passes(1e-8)).isTrue();
    assertThat(report.subject()).isEqualTo(net.toString());
  }

  @Test
  void the_numbers_are_those_of_a_calculation_by_hand() {
    // y = 3 x + b at x = 2: with delta d, dC/dx = 3 d, dC/dw = 2 d, dC/db = d.
    Module module = affine(1, 1).to(DataType.DOUBLE);
    module.parameters().get(0).set(Make.filled(DataType.DOUBLE, 3, 1, 1));
    double d = new SplittableRandom(SEED).nextGaussian();

    GradientReport report =
        GradientCheck.of(module, Make.filled(DataType.DOUBLE, 2, 1, 1), new SplittableRandom(SEED));

    assertThat(report.elements().get(0).analytic()).isEqualTo(3 * d, within(1e-15));
    assertThat(report.elements().get(0).numeric()).isEqualTo(3 * d, within(1e-9));
    assertThat(report.elements().get(1).analytic()).isEqualTo(2 * d, within(1e-15));
    assertThat(report.elements().get(2).numeric()).isEqualTo(d, within(1e-9));
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault("input[*, *] by backwardDelta", w -> w.halfDelta = d -> d.mul(1.001)),
        new Fault("input[*, *] by backward", w -> w.wholeDelta = d -> d.mul(1.001)),
        new Fault("input[*, *] by backwardDelta", w -> w.halfDelta = INDArray::neg),
        new Fault("input[1, 2] by backwardDelta", w -> w.halfDelta = d -> put(d, 0, 1, 2)),
        new Fault(
            "input[*, *] by backwardDelta", w -> w.deltaOf = (x, d) -> d.mmul(w.weight().value())),
        new Fault("weight[*, *] by backwardUpdateGradient", w -> w.weightFactor = 1.001),
        new Fault("weight[*, *] by backwardUpdateGradient", w -> w.weightTransposed = true),
        new Fault("weight[*, *] by backwardUpdateGradient", w -> w.weightIsSet = true),
        new Fault("bias[*] by backwardUpdateGradient", w -> w.biasFactor = 0.999),
        new Fault("bias[*] by backwardUpdateGradient", w -> w.biasFactor = 0),
        new Fault("bias[*] by backward", w -> w.wholeBiasFactor = 2));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void a_wrong_derivative_is_found_and_named(Fault fault) {
    Wrong wrong = new Wrong(random);
    wrong.to(DataType.DOUBLE);
    INDArray input = Make.normal(random, 4, 3);
    assertThat(GradientCheck.of(wrong, input, random).passes(1e-8)).isTrue();

    fault.change.accept(wrong);
    GradientReport report = GradientCheck.of(wrong, input, random);

    assertThat(report.passes(1e-5)).isFalse();
    assertThat(report.worst().error()).isGreaterThan(1e-4);
    assertThat(report.worst().name() + " by " + report.worst().call())
        .matches(fault.place.replace("[", "\\[").replace("]", "\\]").replace("*", "\\d"));
  }

  @Test
  void a_factor_shows_in_the_relative_error() {
    Wrong wrong = new Wrong(random);
    wrong.to(DataType.DOUBLE);
    wrong.biasFactor = 1.001;

    GradientReport.Element worst =
        GradientCheck.of(wrong, Make.normal(random, 4, 3), random).worst();

    // The largest derivative of the array is wrong by the same factor: 0.001 / 1.001.
    assertThat(worst.error()).isEqualTo(0.001 / 1.001, within(1e-9));
    assertThat(worst.analytic() / worst.numeric()).isEqualTo(1.001, within(1e-8));
  }

  @Test
  void derivatives_of_zero_and_next_to_zero_pass() {
    // 20 is so far out that the derivative 4e-18 is lost in the rounding of the output 1.
    Module saturated = new Steep();
    INDArray input = Make.vector(20, 20).reshape('c', 1, 2);

    GradientReport.Element worst = GradientCheck.of(saturated, input, random).worst();

    assertThat(worst.analytic()).isNotZero().isBetween(-1e-16, 1e-16);
    assertThat(worst.error()).isLessThan(1e-12);
  }

  @Test
  void what_is_not_a_number_never_passes() {
    Wrong wrong = new Wrong(random);
    wrong.to(DataType.DOUBLE);
    wrong.halfDelta = d -> put(d, Double.NaN, 2, 1);

    GradientReport report = GradientCheck.of(wrong, Make.normal(random, 4, 3), random);

    assertThat(report.worst().name()).isEqualTo("input[2, 1]");
    assertThat(report.worst().error()).isInfinite();
    assertThat(report.passes(Double.MAX_VALUE)).isFalse();
  }

  @Test
  void parameters_and_gradients_are_left_bit_for_bit() {
    Module net = new Sequential(affine(3, 4), new Cube(), affine(4, 2)).to(DataType.DOUBLE);
    net.parameters().get(0).gradient().putScalar(0, Double.NaN);
    net.parameters().get(0).gradient().putScalar(1, -0.0);
    net.parameters().get(1).gradient().putScalar(2, 0.1);
    net.parameters().get(2).value().putScalar(3, 1 / 3.0);
    ParameterVector vector = ParameterVector.of(net);
    INDArray values = vector.values().dup();
    INDArray gradients = vector.gradients().dup();
    INDArray input = Make.normal(random, 4, 3);
    INDArray inputBefore = input.dup();

    GradientCheck.of(net, input, random);

    Compare.exact("values", vector.values(), values);
    Compare.exact("gradients", vector.gradients(), gradients);
    Compare.exact("input", input, inputBefore);
    assertThat(net.isTraining()).isTrue();
  }

  @Test
  void parameters_and_gradients_are_left_as_they_were_when_the_module_fails() {
    Wrong wrong = new Wrong(random);
    wrong.to(DataType.DOUBLE);
    INDArray weight = wrong.weight().value().dup();
    wrong.halfDelta =
        d -> {
          throw new IllegalStateException("broken");
        };

    assertThatThrownBy(() -> GradientCheck.of(wrong, Make.normal(random, 4, 3), random))
        .hasMessage("broken");

    Compare.exact("weight", wrong.weight().value(), weight);
    Compare.exact("gradient", wrong.weight().gradient(), Make.filled(DataType.DOUBLE, 0, 3, 3));
  }

  @Test
  void parameters_are_left_as_they_were_when_forward_fails_on_a_moved_one() {
    Wrong wrong = new Wrong(random);
    wrong.to(DataType.DOUBLE);
    INDArray weight = wrong.weight().value().dup();
    wrong.beforeForward =
        () -> {
          if (!Compare.same(wrong.weight().value(), weight)) {
            throw new IllegalStateException("broken");
          }
        };

    assertThatThrownBy(() -> GradientCheck.of(wrong, Make.normal(random, 4, 3), random))
        .hasMessage("broken");

    Compare.exact("weight", wrong.weight().value(), weight);
  }

  @Test
  void states_and_modes_are_left_as_they_were() {
    Counting counting = new Counting();
    Module still = new Counting().evaluate();
    Module net = new Sequential(affine(3, 3), counting, still).to(DataType.DOUBLE);
    counting.forward(Make.normal(random, 4, 3)); // 1 by now
    INDArray before = counting.calls.value().dup();
    List<Buffer> states = net.buffers();

    GradientCheck.of(net, Make.normal(random, 4, 3), random);

    assertThat(states).hasSize(2);
    Compare.exact("first", states.get(0).value(), before);
    Compare.exact("second", states.get(1).value(), Make.vector(0));
    assertThat(net.isTraining()).isTrue();
    assertThat(counting.isTraining()).isTrue();
    assertThat(still.isTraining()).isFalse();
  }

  @Test
  void states_and_modes_are_left_as_they_were_when_the_module_fails() {
    Counting counting = new Counting();
    Wrong wrong = new Wrong(random);
    Module net = new Sequential(counting, wrong).to(DataType.DOUBLE);
    INDArray input = Make.normal(random, 4, 3);
    int[] calls = {0};
    for (int last : new int[] {1, 2, 5}) {
      calls[0] = 0;
      wrong.beforeForward =
          () -> {
            if (++calls[0] == last) {
              throw new IllegalStateException("broken");
            }
          };

      assertThatThrownBy(() -> GradientCheck.of(net, input, random)).hasMessage("broken");

      Compare.exact("calls", counting.calls.value(), Make.vector(0));
      assertThat(net.isTraining()).isTrue();
    }
  }

  @Test
  void inputs_may_have_any_layout_and_rank() {
    Module module = affine(3, 2).to(DataType.DOUBLE);
    for (INDArray input : Make.layouts(Make.normal(random, 2, 4, 3)).values()) {
      assertThat(GradientCheck.of(module, input, random).passes(1e-8)).isTrue();
    }
  }

  @Test
  void the_same_seed_gives_the_same_report() {
    Module module = affine(3, 2).to(DataType.DOUBLE);
    INDArray input = Make.normal(random, 4, 3);

    GradientReport first = GradientCheck.of(module, input, new SplittableRandom(1));

    assertThat(GradientCheck.of(module, input, new SplittableRandom(1))).isEqualTo(first);
    assertThat(GradientCheck.of(module, input, new SplittableRandom(2))).isNotEqualTo(first);
  }

  @Test
  void a_check_inside_a_step_gives_the_same_report() {
    Module module = new Sequential(affine(3, 2), new Cube()).to(DataType.DOUBLE);
    INDArray input = Make.normal(random, 4, 3);
    GradientReport outside = GradientCheck.of(module, input, new SplittableRandom(1));
    Scratch scratch = new Scratch();
    for (int i = 0; i < 3; i++) {
      Scratch.Step step = scratch.step();
      assertThat(GradientCheck.of(module, input, new SplittableRandom(1))).isEqualTo(outside);
      step.close();
    }
  }

  @Test
  void a_smaller_step_lets_inputs_lie_nearer_to_a_kink() {
    Module kinked = new Absolute();
    INDArray input = Make.vector(1e-6, -1).reshape('c', 1, 2);

    assertThat(GradientCheck.of(kinked, input, random).passes(1e-1)).isFalse();
    assertThat(new GradientCheck().withStep(1e-7).check(kinked, input, random).passes(1e-7))
        .isTrue();
  }

  @Test
  void inputs_without_a_derivative_are_left_out() {
    Module table = new Table(random).to(DataType.DOUBLE);
    INDArray ids = Make.ids(random, 5, 2, 3);

    GradientReport report = new GradientCheck().withoutInput().check(table, ids, random);

    assertThat(report.elements()).hasSize(1);
    assertThat(report.worst().name()).startsWith("weight[");
    assertThat(report.passes(1e-8)).isTrue();
    assertThatThrownBy(() -> GradientCheck.of(table, ids, random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GradientCheck: input must be DOUBLE, but was INT");
    assertThatThrownBy(() -> new GradientCheck().withoutInput().check(new Cube(), ids, random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GradientCheck: Cube has no parameters, so nothing is left to check");
  }

  @Test
  void what_is_not_double_is_refused() {
    Module single = new Sequential(affine(3, 2));
    INDArray input = Make.normal(random, 4, 3);
    assertThatThrownBy(() -> GradientCheck.of(single, input, random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "GradientCheck: parameter 0.weight of Sequential is FLOAT;"
                + " call to(DataType.DOUBLE) first");
    assertThatThrownBy(() -> GradientCheck.of(single, input.castTo(DataType.FLOAT), random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GradientCheck: input must be DOUBLE, but was FLOAT");
    assertThatThrownBy(
            () ->
                GradientCheck.of(new Squares(Reduction.MEAN), input, input.castTo(DataType.FLOAT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GradientCheck: prediction must be DOUBLE, but was FLOAT");
  }

  @Test
  void null_is_refused() {
    INDArray input = Make.normal(random, 4, 3);
    assertThatThrownBy(() -> GradientCheck.of((Module) null, input, random))
        .hasMessage("GradientCheck: module is null");
    assertThatThrownBy(() -> GradientCheck.of(new Cube(), null, random))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("GradientCheck: input is null");
    assertThatThrownBy(() -> GradientCheck.of(new Cube(), input, (RandomGenerator) null))
        .hasMessage("GradientCheck: random is null");
    assertThatThrownBy(() -> GradientCheck.of((Loss) null, input, input))
        .hasMessage("GradientCheck: loss is null");
    assertThatThrownBy(() -> GradientCheck.of(new Squares(Reduction.SUM), input, (INDArray) null))
        .hasMessage("GradientCheck: prediction is null");
  }

  @Test
  void a_forward_pass_that_does_not_repeat_itself_is_refused() {
    Module noisy =
        new Cube() {
          @Override
          public INDArray forward(INDArray input) {
            return super.forward(input).addi(random.nextDouble());
          }

          @Override
          public String toString() {
            return "Noisy";
          }
        };
    assertThatThrownBy(() -> GradientCheck.of(noisy, Make.normal(random, 4, 3), random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "GradientCheck: Noisy.forward gave another output for the same input;"
                + " call evaluate() first");
  }

  @Test
  void a_delta_of_the_wrong_shape_is_refused() {
    Wrong wrong = new Wrong(random);
    wrong.to(DataType.DOUBLE);
    wrong.halfDelta = INDArray::transpose;

    assertThatThrownBy(() -> GradientCheck.of(wrong, Make.normal(random, 4, 3), random))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Wrong.backwardDelta must return DOUBLE [4, 3], but returned DOUBLE [3, 4]");
  }

  @Test
  void steps_out_of_range_are_refused() {
    for (double step : new double[] {0, -1, 1, 1e-10, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new GradientCheck().withStep(step))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("GradientCheck: step must be in 1e-9…1e-2, but was " + step);
    }
  }

  @ParameterizedTest
  @MethodSource("reductions")
  void right_losses_pass(Reduction reduction) {
    Loss loss = new Squares(reduction);
    INDArray target = Make.normal(random, 4, 3);
    INDArray prediction = Make.normal(random, 4, 3);
    INDArray before = prediction.dup();

    GradientReport report = GradientCheck.of(loss, target, prediction);

    assertThat(report.passes(1e-8)).isTrue();
    assertThat(report.worst().name()).startsWith("prediction[");
    assertThat(report.worst().call()).isEqualTo("backward");
    assertThat(report.subject()).isEqualTo("Squares");
    Compare.exact("prediction", prediction, before);
  }

  static Reduction[] reductions() {
    return Reduction.values();
  }

  @Test
  void wrong_losses_are_found() {
    INDArray target = Make.normal(random, 4, 3);
    INDArray prediction = Make.normal(random, 4, 3);
    Squares factor = new Squares(Reduction.MEAN);
    factor.change = delta -> delta.mul(1.001);
    Squares unreduced = new Squares(Reduction.MEAN);
    unreduced.change = delta -> delta.mul(4);
    Squares place = new Squares(Reduction.SUM);
    place.change = delta -> put(delta, 0, 3, 1);

    assertThat(GradientCheck.of(factor, target, prediction).worst().error())
        .isEqualTo(0.001 / 1.001, within(1e-8));
    assertThat(GradientCheck.of(unreduced, target, prediction).worst().error())
        .isEqualTo(3 / 4.0, within(1e-8));
    assertThat(GradientCheck.of(place, target, prediction).worst().name())
        .isEqualTo("prediction[3, 1]");
  }

  @Test
  void a_loss_reads_as_calculated_by_hand() {
    // C = (3 - 0)^2: the derivative is 6; the loss says 6 * 1.5 = 9, an error of 3 / 9.
    Squares loss = new Squares(Reduction.SUM);
    loss.change = delta -> delta.mul(1.5);

    GradientReport report =
        GradientCheck.of(loss, Make.matrix(new double[] {0}), Make.matrix(new double[] {3}));

    assertThat(report)
        .hasToString(
            "GradientCheck of Squares\n"
                + "  prediction[0, 0] by backward: analytic 9.000000000, numeric 6.000000000,"
                + " relative error 3.3e-01\n"
                + "worst: prediction[0, 0] by backward: analytic 9.000000000,"
                + " numeric 6.000000000, relative error 3.3e-01");
  }

  @Test
  void a_report_finds_its_first_worst_place() {
    GradientReport.Element good = new GradientReport.Element("input[0]", "backwardDelta", 1, 1, 0);
    GradientReport.Element bad = new GradientReport.Element("weight[1]", "backward", 1, 2, 0.5);
    GradientReport.Element asBad = new GradientReport.Element("bias[1]", "backward", 1, 2, 0.5);

    GradientReport report = new GradientReport("M", List.of(good, bad, asBad));

    assertThat(report.worst()).isSameAs(bad);
    assertThat(report.passes(0.5)).isTrue();
    assertThat(report.passes(0.49)).isFalse();
    assertThatThrownBy(() -> report.passes(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GradientReport: tolerance must be > 0, but was NaN");
    assertThatThrownBy(() -> new GradientReport("M", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GradientReport: elements is empty");
  }

  private Module affine(long in, long out) {
    return new Affine(in, out, random);
  }

  private static INDArray put(INDArray array, double number, long... index) {
    INDArray copy = array.dup();
    copy.putScalar(index, number);
    return copy;
  }

  /** Where the check must find what a change broke. */
  private static final class Fault {
    private final String place;
    private final Consumer<Wrong> change;

    Fault(String place, Consumer<Wrong> change) {
      this.place = place;
      this.change = change;
    }

    @Override
    public String toString() {
      return place;
    }
  }

  /**
   * {@code y = x W + b}, [*, 3] to [*, 3], with elements to break it; square to allow transposing.
   */
  private static final class Wrong extends Module {
    private final Affine right;
    private UnaryOperator<INDArray> halfDelta = d -> d;
    private UnaryOperator<INDArray> wholeDelta = d -> d;
    private BinaryOperator<INDArray> deltaOf;
    private double weightFactor = 1;
    private double biasFactor = 1;
    private double wholeBiasFactor = 1;
    private boolean weightTransposed;
    private Runnable beforeForward = () -> {};
    private boolean weightIsSet;

    Wrong(RandomGenerator random) {
      right = new Affine(3, 3, random);
      deltaOf = right::backwardDelta;
    }

    Parameter weight() {
      return right.parameters().get(0);
    }

    @Override
    public INDArray forward(INDArray input) {
      beforeForward.run();
      return right.forward(input);
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return halfDelta.apply(deltaOf.apply(input, delta));
    }

    @Override
    public void backwardUpdateGradient(INDArray input, INDArray delta) {
      update(input, delta, biasFactor);
    }

    @Override
    public INDArray backward(INDArray input, INDArray delta) {
      update(input, delta, biasFactor * wholeBiasFactor);
      return wholeDelta.apply(right.backwardDelta(input, delta));
    }

    private void update(INDArray input, INDArray delta, double factor) {
      INDArray gradient = input.transpose().mmul(delta).mul(weightFactor);
      if (weightIsSet) {
        weight().gradient().assign(gradient);
      } else {
        weight().gradient().addi(weightTransposed ? gradient.transpose() : gradient);
      }
      right.parameters().get(1).gradient().addi(delta.sum(0).mul(factor));
    }

    @Override
    public List<Parameter> parameters() {
      return right.parameters();
    }
  }

  /** {@code y = x³}. */
  private static class Cube extends Module {
    @Override
    public INDArray forward(INDArray input) {
      return input.mul(input).muli(input);
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return input.mul(input).muli(3).muli(delta);
    }

    @Override
    public String toString() {
      return "Cube";
    }
  }

  /** {@code y = tanh x}, with the derivative computed without loss far out. */
  private static final class Steep extends Module {
    @Override
    public INDArray forward(INDArray input) {
      return each(input, Math::tanh);
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return each(input, x -> 1 / (Math.cosh(x) * Math.cosh(x))).muli(delta);
    }
  }

  /** {@code y = x³}, counting its forward passes in training. */
  private static final class Counting extends Cube {
    private final Buffer calls = new Buffer("calls", Make.vector(0));

    @Override
    public INDArray forward(INDArray input) {
      if (isTraining()) {
        calls.value().addi(1);
      }
      return super.forward(input);
    }

    @Override
    public List<Buffer> buffers() {
      return List.of(calls);
    }
  }

  /** {@code y = |x|}. */
  private static final class Absolute extends Module {
    @Override
    public INDArray forward(INDArray input) {
      return each(input, Math::abs);
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return each(input, Math::signum).muli(delta);
    }
  }

  /** Rows of a table [5, 2], picked by whole numbers. */
  private static final class Table extends Module {
    private final Parameter weight;

    Table(RandomGenerator random) {
      weight = Parameter.of("weight", random::nextGaussian, 5, 2);
    }

    @Override
    public INDArray forward(INDArray ids) {
      INDArray output = Make.filled(DataType.DOUBLE, 0, ids.size(0), ids.size(1), 2);
      Compare.indices(output.shape())
          .forEach(
              at ->
                  output.putScalar(at, weight.value().getDouble(ids.getLong(at[0], at[1]), at[2])));
      return output;
    }

    @Override
    public INDArray backwardDelta(INDArray ids, INDArray delta) {
      throw new UnsupportedOperationException("ids have no derivative");
    }

    @Override
    public void backwardUpdateGradient(INDArray ids, INDArray delta) {
      Compare.indices(delta.shape())
          .forEach(
              at -> {
                long[] place = {ids.getLong(at[0], at[1]), at[2]};
                double sum = weight.gradient().getDouble(place) + delta.getDouble(at);
                weight.gradient().putScalar(place, sum);
              });
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(weight);
    }
  }

  private static INDArray each(INDArray x, java.util.function.DoubleUnaryOperator f) {
    INDArray result = x.dup('c');
    for (long i = 0; i < result.length(); i++) {
      result.putScalar(i, f.applyAsDouble(result.getDouble(i)));
    }
    return result;
  }

  /** The squared error, with a place to break its derivative. */
  private static final class Squares extends Loss {
    private UnaryOperator<INDArray> change = d -> d;

    Squares(Reduction reduction) {
      super(reduction);
    }

    @Override
    protected INDArray losses(INDArray target, INDArray prediction) {
      INDArray error = prediction.sub(target);
      return error.muli(error).sum(1);
    }

    @Override
    protected INDArray delta(INDArray target, INDArray prediction, double scale) {
      return change.apply(prediction.sub(target).muli(2 * scale));
    }
  }
}
