package io.github.taeda.nn.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Buffer;
import io.github.taeda.nn.Container;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.testing.Affine;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Cube;
import io.github.taeda.nn.testing.SquaredError;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** FLOAT numbers end at 3.4e38. */
class DiagnosisTest {
  private static final float NAN = Float.NaN;

  private final SquaredError loss = new SquaredError(Reduction.MEAN);
  private final INDArray input = NDArrays.of(new float[] {1, 2, 3, 4}, 2, 2);
  private final INDArray target = NDArrays.of(new float[] {0, 0, 0, 0}, 2, 2);

  @Test
  void nothing_is_found_where_all_is_finite() {
    Module net = new Sequential(affine(1), new Cube());
    assertThat(Diagnosis.firstNotFinite(net, loss, input, target)).isEmpty();
  }

  @Test
  void huge_numbers_are_finite_although_their_norm_is_not() {
    INDArray huge = NDArrays.of(new float[] {3e38f, -3e38f, 3e38f, 3e38f}, 2, 2);
    Module net = new Sequential(affine(1e-30f)); // makes 3e8 of 3e38
    assertThat(Diagnosis.firstNotFinite(net, new Halves(), huge, target)).isEmpty();
  }

  @Test
  void the_data_itself_may_be_the_place() {
    INDArray bad = NDArrays.of(new float[] {1, 2, NAN, 4}, 2, 2);
    assertFound(affine(1), bad, target, "the input has NaN at [1, 0]");
    assertFound(affine(1), bad.dup('f'), target, "the input has NaN at [1, 0]");
    assertFound(affine(1), input, bad, "the target has NaN at [1, 0]");
  }

  @Test
  void an_output_is_found_at_the_innermost_module_with_its_path() {
    // 1e5 to the third is 1e15, to the ninth 1e45.
    INDArray large = NDArrays.of(new float[] {1, 2, 1e5f, NAN}, 2, 2);
    large.putScalar(3, 1);
    Module net = new Sequential(new Cube(), new Sequential(affine(1), new Cube()), new Cube());
    assertFound(
        net,
        large,
        target,
        "Sequential[1] > Sequential[1] > Cube: the output has Infinity at [1, 0]");
    assertFound(new Cube(), large.mul(1e10), target, "Cube: the output has Infinity at [1, 0]");
  }

  @Test
  void a_container_used_twice_is_named_where_it_failed() {
    INDArray large = NDArrays.of(new float[] {1, 2, -1e5f, 1}, 2, 2);
    Sequential tower = new Sequential(new Cube());
    assertFound(
        new Sequential(new Sequential(tower), new Sequential(tower)),
        large,
        target,
        "Sequential[1] > Sequential[0] > Sequential[0] > Cube: the output has -Infinity at [1, 0]");
  }

  @Test
  void a_container_comes_after_its_children() {
    // 3e38 twice is more than there is.
    INDArray huge = NDArrays.of(new float[] {1, 3e38f, 1, 1}, 2, 2);
    Module twice = new Twice(affine(1));
    assertFound(twice, huge, target, "Twice: the output has Infinity at [0, 1]");
    assertFound(
        new Sequential(affine(1), twice),
        huge,
        target,
        "Sequential[1] > Twice: the output has Infinity at [0, 1]");
  }

  @Test
  void a_parameter_that_is_not_finite_is_told() {
    Affine broken = affine(1);
    broken.parameters().get(0).value().putScalar(new int[] {1, 1}, NAN);
    assertFound(
        new Sequential(new Cube(), broken),
        input,
        target,
        "Sequential[1] > Affine(2 -> 2): the output has NaN at [0, 1],"
            + " and the parameter weight has NaN at [1, 1] already");
  }

  @Test
  void the_loss_may_be_the_place() {
    INDArray large = NDArrays.of(new float[] {1, 1e30f, 1, 1}, 2, 2); // whose square is too large
    assertFound(affine(1), large, target, "SquaredError: the loss is Infinity");
    INDArray zero = NDArrays.of(new float[4], 2, 2);
    assertThat(Diagnosis.firstNotFinite(affine(1), new Roots(), zero, target))
        .contains("Roots: the delta has NaN at [0, 0]");
  }

  @Test
  void gradients_are_searched_from_the_last_module_to_the_first() {
    // The last weight's gradient is 1e30 · 2 · 1e10 / 2; its delta is 0, as the weight is.
    INDArray large = NDArrays.of(new float[] {1e30f, 0, 0, 0}, 2, 2);
    INDArray far = NDArrays.of(new float[] {0, -1e10f, 0, 0}, 2, 2);
    assertFound(
        new Sequential(affine(1), affine(0)),
        large,
        far,
        "Sequential[1] > Affine(2 -> 2): the gradient of weight has Infinity at [0, 1]");
    assertFound(
        affine(0), large, far, "Affine(2 -> 2): the gradient of weight has Infinity at [0, 1]");
  }

  @Test
  void a_delta_is_found_at_the_module_that_hands_it_on() {
    assertFound(
        new Sequential(affine(1), new Sequential(new NanDelta(), affine(1))),
        input,
        target,
        "Sequential[1] > Sequential[0] > NanDelta: the delta that it hands on has NaN at [0, 0]");
  }

  @Test
  void parameters_gradients_state_and_generators_are_left_as_they_were() {
    Noise noise = new Noise(); // whose state and generator move with every pass
    Module net = new Sequential(affine(1), noise);
    net.parameters().forEach(parameter -> Elementwise.fill(parameter.gradient(), 7));
    long before = noise.random.state();

    assertThat(Diagnosis.firstNotFinite(net, loss, input, target)).isEmpty();

    assertThat(noise.random.state()).isEqualTo(before);
    assertThat(noise.passes.value().getDouble(0)).isZero();
    for (Parameter parameter : net.parameters()) {
      Compare.exact(
          "gradient", parameter.gradient(), NDArrays.filled(7, parameter.value().shape()));
    }
    net.forward(input); // control
    assertThat(noise.random.state()).isNotEqualTo(before);
    assertThat(noise.passes.value().getDouble(0)).isEqualTo(1);
  }

  @Test
  void whole_numbers_are_finite() {
    INDArray ids = target.castTo(DataType.INT32);
    Module net = new Cast();
    assertThat(Diagnosis.firstNotFinite(net, loss, ids, target)).isEmpty();
  }

  @Test
  void what_does_not_fit_is_an_error_that_leaves_the_state() {
    Noise noise = new Noise();
    Module net = new Sequential(noise, affine(1));
    INDArray wide = NDArrays.of(new float[6], 2, 3);
    assertThatThrownBy(() -> Diagnosis.firstNotFinite(net, loss, wide, target))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Sequential[1] > Affine(2 -> 2): input must be [*, 2], but was [2, 3]");
    assertThat(noise.passes.value().getDouble(0)).isZero();
    assertThatThrownBy(() -> Diagnosis.firstNotFinite(net, loss, null, target))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("Diagnosis: input is null");
  }

  private void assertFound(Module module, INDArray x, INDArray y, String sentence) {
    assertThat(Diagnosis.firstNotFinite(module, loss, x, y)).isEqualTo(Optional.of(sentence));
  }

  /** {@code y = factor · x}. */
  private static Affine affine(float factor) {
    Affine affine = new Affine(2, 2, new SplitMix(1));
    affine.parameters().get(0).set(NDArrays.of(new float[] {factor, 0, 0, factor}, 2, 2));
    affine.parameters().get(1).set(NDArrays.of(new float[2], 2));
    return affine;
  }

  /** {@code y = f(x) + f(x)}. */
  private static final class Twice extends Container {
    Twice(Module f) {
      append(f);
    }

    @Override
    public INDArray forward(INDArray input) {
      INDArray output = forward(0, input);
      return output.add(output);
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return backwardDelta(0, input, delta.mul(2));
    }
  }

  /** {@code y = x} with a delta of NaN. */
  private static final class NanDelta extends Module {
    @Override
    public INDArray forward(INDArray input) {
      return input.dup();
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return NDArrays.filled(NAN, delta.shape());
    }
  }

  /** {@code y = x} plus a random number, counting its passes. */
  private static final class Noise extends Module {
    private final SplitMix random = new SplitMix(5);
    private final Buffer passes = new Buffer("passes", NDArrays.of(new float[1], 1));

    @Override
    public INDArray forward(INDArray input) {
      Elementwise.addScalar(passes.value(), 1, passes.value());
      return input.add(random.nextFloat());
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return delta.dup();
    }

    @Override
    public List<Buffer> buffers() {
      return List.of(passes);
    }

    @Override
    public List<RandomGenerator> generators() {
      return List.of(random);
    }
  }

  /** Whole numbers to FLOAT. */
  private static final class Cast extends Module {
    @Override
    public INDArray forward(INDArray input) {
      return input.castTo(DataType.FLOAT);
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return delta.dup();
    }
  }

  /** A loss that is finite everywhere: half of nothing. */
  private static final class Halves extends SquaredError {
    Halves() {
      super(Reduction.MEAN);
    }

    @Override
    protected INDArray losses(INDArray target, INDArray prediction) {
      return NDArrays.filled(0, prediction.size(0));
    }

    @Override
    protected INDArray delta(INDArray target, INDArray prediction, double scale) {
      return NDArrays.filled(0, prediction.shape());
    }
  }

  /** A loss whose derivative at the target is 0/0. */
  private static final class Roots extends SquaredError {
    Roots() {
      super(Reduction.MEAN);
    }

    @Override
    protected INDArray delta(INDArray target, INDArray prediction, double scale) {
      INDArray error = prediction.sub(target);
      return error.div(error);
    }

    @Override
    public String toString() {
      return "Roots";
    }
  }
}
