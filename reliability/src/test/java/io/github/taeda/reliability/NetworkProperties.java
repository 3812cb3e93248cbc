package io.github.taeda.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.check.GradientCheck;
import io.github.taeda.nn.check.GradientReport;
import io.github.taeda.nn.io.ModelFile;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import io.github.taeda.nn.testing.Pass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The laws of modules, for chains of random layers on inputs of random shapes. */
class NetworkProperties {
  private static final double ROUNDING = 1e-11;

  @Provide
  Arbitrary<RandomNet> nets() {
    return nets(false);
  }

  @Provide
  Arbitrary<RandomNet> smoothNets() {
    return nets(true);
  }

  private static Arbitrary<RandomNet> nets(boolean isSmooth) {
    return Combinators.combine(
            Arbitraries.longs().between(0, 1_000_000_000),
            Arbitraries.integers().between(1, 4),
            Arbitraries.integers().between(1, 3),
            Arbitraries.integers().between(0, 1000).list().ofMinSize(1).ofMaxSize(6))
        .as((seed, batch, axes, choices) -> new RandomNet(seed, batch, axes, choices, isSmooth));
  }

  @Property(seed = "1")
  void an_output_has_the_declared_shape_in_both_types(@ForAll("nets") RandomNet net) {
    INDArray exact = net.module(DataType.DOUBLE).forward(net.input(DataType.DOUBLE));
    INDArray output = net.module(DataType.FLOAT).forward(net.input(DataType.FLOAT));

    double largest = Compare.largest(exact); // near 0 where terms of the size of 1 cancel
    assertThat(exact.shape()).isEqualTo(net.outputShape());
    assertThat(output.shape()).isEqualTo(net.outputShape());
    assertThat(output.dataType()).isEqualTo(DataType.FLOAT);
    Compare.close("FLOAT and DOUBLE", output, exact, 1e-5 * Math.max(1, 0.1 / largest));
  }

  @Property(seed = "2")
  void derivatives_equal_central_differences(@ForAll("smoothNets") RandomNet net) {
    GradientReport report =
        GradientCheck.of(
            net.module(DataType.DOUBLE), net.input(DataType.DOUBLE), new SplittableRandom(3));

    assertThat(report.passes(1e-7)).as(report.toString()).isTrue();
  }

  @Property(seed = "3")
  void every_layout_of_input_and_delta_gives_the_same_values(@ForAll("nets") RandomNet net) {
    INDArray input = net.input(DataType.DOUBLE);
    INDArray delta = net.delta(DataType.DOUBLE);
    Pass expected = Pass.of(net.module(DataType.DOUBLE), input, delta);
    Map<String, INDArray> deltas = Make.layouts(delta);

    Make.layouts(input)
        .forEach(
            (layout, x) -> {
              INDArray d = deltas.get(layout);
              Pass.of(net.module(DataType.DOUBLE), x, d).requireClose(layout, expected, ROUNDING);
            });
  }

  @Property(seed = "4")
  void gradients_add_up_and_both_halves_of_backward_are_right(@ForAll("nets") RandomNet net) {
    INDArray input = net.input(DataType.DOUBLE);
    INDArray delta = net.delta(DataType.DOUBLE);
    INDArray inputBefore = input.dup();
    INDArray deltaBefore = delta.dup();
    Module module = net.module(DataType.DOUBLE);
    Pass once = Pass.of(module, input, delta);
    module.backward(input, delta);

    Pass.gradients(module).requireClose("two passes", once.gradients().times(2), ROUNDING);
    Pass.halves(module, input, delta).requireClose("halves", once, ROUNDING);
    Pass.backward(net.module(DataType.DOUBLE), input, delta)
        .requireClose("without a forward pass", once, ROUNDING);
    Compare.exact("input", input, inputBefore);
    Compare.exact("delta", delta, deltaBefore);
  }

  @Property(seed = "5")
  void a_row_does_not_depend_on_the_others_nor_on_the_batch(@ForAll("nets") RandomNet net) {
    Module module = net.module(DataType.DOUBLE);
    INDArray five = net.input(DataType.DOUBLE, 5);
    INDArray output = module.forward(five);
    for (int row = 0; row < 5; row++) {
      INDArray one = module.forward(Make.rows(five, row, row + 1));
      Compare.close("row " + row, one, Make.rows(output, row, row + 1), ROUNDING);
    }
    Compare.exact("the batch again, in evaluation", module.evaluate().forward(five), output);
  }

  @Property(seed = "6")
  void a_twin_a_copy_and_a_loaded_file_compute_the_same_bits(@ForAll("nets") RandomNet net)
      throws IOException {
    INDArray input = net.input(DataType.FLOAT);
    INDArray delta = net.delta(DataType.FLOAT);
    Module module = net.module(DataType.FLOAT);
    Pass expected = Pass.of(module, input, delta);

    Pass.of(net.module(DataType.FLOAT), input, delta).requireExact("twin", expected);
    Pass.of(module.copy(), input, delta).requireExact("copy", expected);
    Path file = Files.createTempFile("net", ".safetensors");
    try {
      ModelFile.save(module, file);
      Pass.of(ModelFile.load(file), input, delta).requireExact("loaded", expected);
    } finally {
      Files.delete(file);
    }
  }
}
