package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.testing.Make;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class DropoutTest {

  @ParameterizedTest(name = "within a step: {0}")
  @ValueSource(booleans = {true, false})
  void one_dropout_in_two_places_has_a_mask_for_each(boolean withinStep) {
    Dropout dropout = new Dropout(0.5, new SplitMix(1));
    Sequential net = new Sequential(dropout, new LeakyReLU(0.5), dropout);
    INDArray x = Make.filled(DataType.FLOAT, 1, 40, 50);
    INDArray ones = Make.filled(DataType.FLOAT, 1, 40, 50);
    Scratch scratch = new Scratch();
    for (int i = 0; i < 20; i++) { // more uses than masks are kept
      Scratch.Step step = withinStep ? scratch.step() : null;
      INDArray output = net.forward(x);
      // x is 1, so output and slope are both the product of the two factors
      assertThat(net.backwardDelta(x, ones)).isEqualTo(output);
      assertThat(output.minNumber().doubleValue()).isZero();
      assertThat(output.maxNumber().doubleValue()).isEqualTo(4);
      if (step != null) {
        step.close();
      }
    }
  }
}
