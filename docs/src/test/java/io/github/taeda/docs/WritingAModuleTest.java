package io.github.taeda.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.check.GradientCheck;
import io.github.taeda.nn.check.GradientReport;
import io.github.taeda.nn.io.ModelFile;
import io.github.taeda.nn.io.ModuleTypes;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.optim.Optim;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The code of docs/writing-a-module.md. */
class WritingAModuleTest {
  // region gradient-check
  @Test
  void scale_has_the_right_derivatives() {
    RandomGenerator random = new SplittableRandom(1);
    Module scale = new Scale(3).to(DataType.DOUBLE);
    INDArray input = Nd4j.create(new double[][] {{1, -2, 0.5}, {0.3, 4, -1}});

    GradientReport report = GradientCheck.of(scale, input, random);

    assertThat(report.passes(1e-7)).as("%s", report).isTrue();
  }

  // endregion

  // region known-answer
  @Test
  void scale_learns_the_factors_of_its_data() {
    INDArray input = Nd4j.create(new float[][] {{1, 1}, {-1, 2}, {0.5f, -1}});
    INDArray target = Nd4j.create(new float[][] {{2, -3}, {-2, -6}, {1, 3}}); // x ⊙ (2, −3)
    Scale scale = new Scale(2);
    Optim optim = new Optim(scale, new MSELoss(), 0.1);

    for (int i = 0; i < 100; i++) {
      optim.step(input, target);
    }

    INDArray factor = scale.parameters().get(0).value();
    assertThat(factor.getDouble(0)).isCloseTo(2, within(1e-4));
    assertThat(factor.getDouble(1)).isCloseTo(-3, within(1e-4));
  }

  // endregion

  @Test
  void scale_does_nothing_before_it_has_learnt() {
    INDArray input = Nd4j.create(new float[][] {{1, -2, 3}});

    assertThat(new Scale(3).forward(input)).isEqualTo(input);
  }

  @Test
  void scale_works_in_a_chain() {
    Parameter factor = new Scale(3).parameters().get(0);
    // region chain
    Module net = new Sequential(new Linear(5, 3), new Scale(3), new Linear(3, 1));
    // endregion

    assertThat(net.parameters())
        .extracting(Parameter::name)
        .containsExactly("0.weight", "0.bias", "1.factor", "2.weight", "2.bias");
    assertThat(factor.value().shape()).containsExactly(3);
  }

  @Test
  void a_net_with_scale_is_saved_and_loaded(@TempDir Path directory) throws IOException {
    Path path = directory.resolve("net.safetensors");
    Module net = new Sequential(new Linear(5, 3), new Scale(3), new Linear(3, 1));
    net.parameters().get(2).set(Nd4j.create(new float[] {1, 2, 3}));
    // region file
    ModelFile.save(net, path);
    ModuleTypes.register(Scale.TYPE); // once, before the first file is loaded
    Module loaded = ModelFile.load(path);
    // endregion

    assertThat(loaded).hasToString(net.toString());
    assertThat(loaded.parameters().get(2).value().toFloatVector()).containsExactly(1, 2, 3);
  }

  @Test
  void a_copy_learns_by_itself() {
    Scale scale = new Scale(1);
    Module copy = new Sequential(scale, new ScaledTanH()).copy();

    scale.parameters().get(0).set(Nd4j.create(new float[] {5}));

    assertThat(copy.parameters().get(0).value().getDouble(0)).isEqualTo(1);
    assertThat(copy).hasToString("Sequential(\n  0: Scale(1)\n  1: ScaledTanH\n)");
  }

  @Test
  void a_wrong_input_names_the_way_to_the_module() {
    assertThat(wrongShape())
        .isEqualTo("Sequential[1] > Scale(4): input must be [*, 4], but was [2, 3]\n");
  }

  static String wrongShape() {
    Module net = new Sequential(new Linear(5, 3), new Scale(4));
    try {
      net.forward(Nd4j.create(DataType.FLOAT, 2, 5));
      return "";
    } catch (IllegalArgumentException e) {
      return e.getMessage() + "\n";
    }
  }

  @Test
  void scaled_tanh_has_the_right_derivative_and_keeps_one_at_one() {
    INDArray input = Nd4j.create(new double[][] {{1, -2, 0.5}, {0.3, 4, -1}});

    GradientReport report = GradientCheck.of(new ScaledTanH(), input, new SplittableRandom(1));

    assertThat(report.passes(1e-7)).as("%s", report).isTrue();
    // LeCun et al. chose the constants so that f(±1) = ±1.
    INDArray output = new ScaledTanH().forward(input);
    assertThat(output.getDouble(0, 0)).isCloseTo(1, within(1e-3));
    assertThat(output.getDouble(1, 2)).isCloseTo(-1, within(1e-3));
  }

  @Test
  void a_wrong_derivative_is_found() {
    assertThat(wrongDerivative())
        .startsWith("GradientCheck of Wrong\n")
        .contains("input[1, 1] by backwardDelta")
        .contains("relative error 5.0e-01"); // half of 2 x is missing
  }

  /** What the check says of a module whose delta forgets the square's factor 2. */
  static String wrongDerivative() {
    Module wrong =
        new Module() {
          @Override
          public INDArray forward(INDArray input) {
            INDArray output = Scratch.like(input);
            Elementwise.multiply(input, input, output);
            return output;
          }

          @Override
          public INDArray backwardDelta(INDArray input, INDArray delta) {
            INDArray inputDelta = Scratch.like(input);
            Elementwise.multiply(input, delta, inputDelta);
            return inputDelta;
          }

          @Override
          public String toString() {
            return "Wrong";
          }
        };
    INDArray input = Nd4j.create(new double[][] {{1, -2, 0.5}, {0.3, 4, -1}});
    return GradientCheck.of(wrong, input, new SplittableRandom(1)) + "\n";
  }

  @Test
  void the_loss_has_the_right_derivative() {
    // region loss-check
    INDArray counts = Nd4j.create(new double[][] {{0, 3}, {1, 2}});
    INDArray rates = Nd4j.create(new double[][] {{0.5, 2}, {1, 4}});

    GradientReport report = GradientCheck.of(new PoissonLoss(), counts, rates);

    assertThat(report.passes(1e-7)).as("%s", report).isTrue();
    // endregion
  }

  @Test
  void the_loss_is_a_mean_over_examples_of_sums_over_features() {
    INDArray counts = Nd4j.create(new double[][] {{0, 3}, {1, 2}});
    INDArray rates = Nd4j.create(new double[][] {{0.5, 2}, {1, 4}});
    // (0.5 − 0) + (2 − 3 ln 2) and (1 − 0) + (4 − 2 ln 4), their sum over 2
    double first = 2.5 - 3 * Math.log(2);
    double second = 5 - 2 * Math.log(4);

    assertThat(new PoissonLoss().value(counts, rates))
        .isCloseTo((first + second) / 2, within(1e-12));
  }

  @Test
  void the_loss_is_least_where_the_rate_is_the_mean_count() {
    INDArray counts = Nd4j.create(new double[][] {{1}, {2}, {6}}); // their mean is 3
    INDArray rates = Nd4j.create(new double[][] {{3}, {3}, {3}});

    assertThat(Reductions.sum(new PoissonLoss().backward(counts, rates)))
        .isCloseTo(0, within(1e-12));
  }
}
