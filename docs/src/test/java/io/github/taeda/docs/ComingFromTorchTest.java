package io.github.taeda.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.ParameterVector;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.Optim;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The code and the claims of docs/coming-from-torch.md. */
class ComingFromTorchTest {
  @Test
  void the_loop_by_hand_and_optim_do_the_same() {
    INDArray input = Nd4j.create(new float[][] {{0, 1}, {1, 1}, {2, -1}});
    INDArray target = Nd4j.create(new float[][] {{1}, {0}, {2}});
    Sequential net = net();
    Loss loss = new MSELoss();
    // region loop
    ParameterVector vector = ParameterVector.of(net);
    for (int i = 0; i < 10; i++) {
      vector.zeroGradient();
      INDArray prediction = net.forward(input);
      net.backwardUpdateGradient(input, loss.backward(target, prediction));
      net.updateParameters(0.01);
    }
    // endregion
    Sequential other = net();
    Optim optim = new Optim(other, new MSELoss(), 0.01);
    for (int i = 0; i < 10; i++) {
      // region step
      double value = optim.step(input, target);
      // endregion
      assertThat(value).isPositive();
    }

    assertThat(vector.values()).isEqualTo(ParameterVector.of(other).values());
    assertThat(vector.values()).isNotEqualTo(ParameterVector.of(net()).values());
  }

  @Test
  void pytorchs_weight_is_the_transpose() {
    Linear linear = new Linear(3, 2);
    INDArray pytorchWeight = Nd4j.create(new float[][] {{1, 2, 3}, {4, 5, 6}}); // [out, in]
    INDArray pytorchBias = Nd4j.create(new float[] {10, 20}); // [out]
    // region weight
    linear.parameters().get(0).set(pytorchWeight.transpose()); // weight [in, out]
    linear.parameters().get(1).set(pytorchBias); // bias [out]
    // endregion
    INDArray output = linear.forward(Nd4j.create(new float[][] {{1, 0, -1}}));
    // 1 − 3 + 10 and 4 − 6 + 20
    assertThat(output.toFloatMatrix()).isDeepEqualTo(new float[][] {{8, 18}});
  }

  @Test
  void a_mean_over_features_is_another_reduction() {
    INDArray target = Nd4j.create(new float[][] {{0, 0}, {0, 0}});
    INDArray prediction = Nd4j.create(new float[][] {{1, 2}, {3, 4}});
    // region reduction
    double perExample = new MSELoss().value(target, prediction); // (1 + 4 + 9 + 16) / 2
    double perElement = new MSELoss(Reduction.ELEMENT_MEAN).value(target, prediction); // … / 4
    // endregion
    assertThat(perExample).isCloseTo(15, within(1e-6));
    assertThat(perElement).isCloseTo(7.5, within(1e-6));
  }

  private static Sequential net() {
    RandomGenerator random = new SplittableRandom(1);
    return new Sequential(new Linear(2, 3, random), new TanH(), new Linear(3, 1, random));
  }
}
