package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ConvTransposeTest {
  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void padding_cuts_off_both_ends_and_output_padding_adds_to_the_end() {
    INDArray input = Make.of(new long[] {1, 2, 1}, 1, 2);
    ConvTranspose1D.Config config = ConvTranspose1D.Config.of(3, 1, 1).stride(2).withoutBias();

    // 1 · (1, 10, 100) at 0 and 2 · (1, 10, 100) at 2
    check(config, input, 1, 10, 102, 20, 200);
    check(config.padding(1), input, 10, 102, 20);
    check(config.padding(1).outputPadding(1), input, 10, 102, 20, 200);
    check(config.outputPadding(1), input, 1, 10, 102, 20, 200, 0);
  }

  private void check(ConvTranspose1D.Config config, INDArray input, double... expected) {
    Module module = new ConvTranspose1D(config, random).to(DataType.DOUBLE);
    module.parameters().get(0).set(Make.of(new long[] {3, 1, 1}, 1, 10, 100));
    INDArray output = Make.of(new long[] {1, expected.length, 1}, expected);
    Compare.exact(config.text(), module.forward(input), output);
  }

  /** ⟨A x, y⟩ = ⟨x, Aᵀ y⟩ for images of each size that the convolution takes to 3 x 4. */
  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "1, 0", "1, 1"})
  void it_is_the_transpose_of_a_convolution_without_bias(long rows, long columns) {
    Conv2D.Config config = Conv2D.Config.of(3, 2, 5).stride(2).padding(1).withoutBias();
    Module conv = new Conv2D(config, random).to(DataType.DOUBLE);
    Module transposed =
        new ConvTranspose2D(
                ConvTranspose2D.Config.of(3, 5, 2)
                    .stride(2)
                    .padding(1)
                    .outputPadding(rows, columns)
                    .withoutBias(),
                random)
            .to(DataType.DOUBLE);
    Parameter weight = conv.parameters().get(0); // [3, 3, 2, 5]
    transposed.parameters().get(0).set(weight.value().permute(0, 1, 3, 2).dup('c'));
    INDArray x = Make.normal(random, 2, 5 + rows, 7 + columns, 2);
    INDArray y = Make.normal(random, 2, 3, 4, 5);

    INDArray image = transposed.forward(y);

    assertThat(image.shape()).isEqualTo(x.shape());
    double left = conv.forward(x).mul(y).sumNumber().doubleValue();
    double right = x.mul(image).sumNumber().doubleValue();
    assertThat(left).isCloseTo(right, within(1e-10));
  }
}
