package io.github.taeda.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ParameterVector;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.Summary;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.rules.Momentum;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The code of docs/concepts.md. */
class ConceptsTest {
  @Test
  void a_module_has_three_methods() {
    RandomGenerator random = new SplittableRandom(1);
    // region module
    Linear linear = new Linear(Linear.Config.of(2, 1).withoutBias(), random); // y = x W
    Parameter weight = linear.parameters().get(0);
    weight.set(Nd4j.create(new float[][] {{3}, {-1}})); // [in, out]

    INDArray input = Nd4j.create(new float[][] {{1, 2}}); // [batch, in]
    INDArray delta = Nd4j.create(new float[][] {{1}}); // [batch, out]

    INDArray output = linear.forward(input); // 1 · 3 + 2 · (−1) = 1
    INDArray inputDelta = linear.backwardDelta(input, delta); // δ Wᵀ = [3, −1]
    linear.backwardUpdateGradient(input, delta); // gradient += xᵀ δ = [1, 2]
    // endregion
    assertThat(output.toFloatMatrix()).isDeepEqualTo(new float[][] {{1}});
    assertThat(inputDelta.toFloatMatrix()).isDeepEqualTo(new float[][] {{3, -1}});
    assertThat(weight.gradient().toFloatMatrix()).isDeepEqualTo(new float[][] {{1}, {2}});

    // region accumulate
    linear.backwardUpdateGradient(input, delta); // gradient is now [2, 4]
    linear.updateParameters(0.5); // W is now [3 − 1, −1 − 2]
    linear.zeroGradient(); // gradient is now [0, 0]
    // endregion
    assertThat(weight.value().toFloatMatrix()).isDeepEqualTo(new float[][] {{2}, {-3}});
    assertThat(weight.gradient().toFloatMatrix()).isDeepEqualTo(new float[][] {{0}, {0}});
  }

  @Test
  void a_step_has_five_parts() {
    RandomGenerator random = new SplittableRandom(1);
    Module net = new Sequential(new Linear(2, 3, random), new TanH(), new Linear(3, 1, random));
    Module same =
        new Sequential(
            new Linear(2, 3, new SplittableRandom(1)),
            new TanH(),
            new Linear(Linear.Config.of(3, 1).withoutBias(), random));
    Loss loss = new MSELoss();
    INDArray input = Nd4j.create(new float[][] {{1, 2}, {3, 4}});
    INDArray target = Nd4j.create(new float[][] {{1}, {2}});
    double before = loss.value(target, net.forward(input));

    // region step
    net.zeroGradient(); // 1. forget the last gradient
    INDArray prediction = net.forward(input); // 2. the output
    double value = loss.value(target, prediction); // 3. the loss, and
    INDArray delta = loss.backward(target, prediction); // ∂loss / ∂prediction
    net.backwardUpdateGradient(input, delta); // 4. all gradients
    net.updateParameters(0.01); // 5. value −= 0.01 · gradient
    // endregion

    assertThat(value).isEqualTo(before);
    assertThat(loss.value(target, net.forward(input))).isLessThan(value);
    assertThat(same.parameters()).hasSize(3);
  }

  @Test
  void a_batch_in_two_parts_gives_the_gradient_of_the_whole() {
    Linear net = new Linear(2, 1, new SplittableRandom(1));
    Loss loss = new MSELoss(io.github.taeda.nn.Reduction.SUM);
    INDArray input = Nd4j.create(new float[][] {{1, 2}, {3, 4}});
    INDArray target = Nd4j.create(new float[][] {{1}, {2}});
    net.backwardUpdateGradient(input, loss.backward(target, net.forward(input)));
    INDArray whole = net.parameters().get(0).gradient().dup();
    net.zeroGradient();

    for (int row = 0; row < 2; row++) {
      INDArray x = input.getRow(row, true);
      INDArray y = target.getRow(row, true);
      net.backwardUpdateGradient(x, loss.backward(y, net.forward(x)));
    }

    INDArray sum = net.parameters().get(0).gradient();
    assertThat(sum.sub(whole).amaxNumber().doubleValue()).isLessThan(1e-5);
  }

  @Test
  void a_parameter_vector_is_the_same_memory() {
    Module net = new Sequential(new Linear(2, 3), new TanH(), new Linear(3, 1));
    // region parameter-vector
    ParameterVector vector = ParameterVector.of(net); // 2·3 + 3 + 3·1 + 1 = 13 elements
    vector.values().putScalar(0, 7); // is net's 0.weight[0, 0]
    double norm = vector.gradients().norm2Number().doubleValue(); // of all gradients
    // endregion
    assertThat(vector.length()).isEqualTo(13);
    assertThat(net.parameters().get(0).value().getDouble(0, 0)).isEqualTo(7);
    assertThat(norm).isZero();
  }

  @Test
  void names_are_paths() {
    assertThat(parameters())
        .isEqualTo("0.weight [2, 3]\n0.bias [3]\n2.weight [3, 1]\n2.bias [1]\n");
  }

  static String parameters() {
    Module net = net();
    StringBuilder text = new StringBuilder();
    for (Parameter parameter : net.parameters()) {
      text.append(parameter).append('\n');
    }
    return text.toString();
  }

  static String summary() {
    return Summary.of(net(), 4, 2) + "\n";
  }

  @Test
  void a_summary_is_a_table() {
    assertThat(summary()).contains("0: Linear(2 -> 3)", "[4, 3]", "13 parameters");
  }

  @Test
  void an_array_of_a_step_lives_until_the_next_step() {
    Module net = new Linear(2, 1, new SplittableRandom(1));
    INDArray first = Nd4j.create(new float[][] {{1, 2}});
    INDArray second = Nd4j.create(new float[][] {{3, 4}});
    // region scratch
    Scratch scratch = new Scratch();
    INDArray kept;
    INDArray lost;
    try (Scratch.Step step = scratch.step()) {
      lost = net.forward(first);
      kept = lost.dup(); // an array of your own
    }
    try (Scratch.Step step = scratch.step()) {
      net.forward(second); // writes to the array that is called lost
    }
    // endregion
    assertThat(kept).isEqualTo(net.forward(first)).isNotEqualTo(net.forward(second));
    assertThat(lost).isEqualTo(net.forward(second));
  }

  @Test
  void outside_a_step_every_array_is_new() {
    Module net = new Linear(2, 1, new SplittableRandom(1));
    INDArray first = net.forward(Nd4j.create(new float[][] {{1, 2}}));
    INDArray copy = first.dup();

    net.forward(Nd4j.create(new float[][] {{3, 4}}));

    assertThat(first).isEqualTo(copy);
  }

  @Test
  void threads_share_a_module_in_evaluation() {
    Module net = net();
    List<INDArray> inputs =
        IntStream.range(0, 32).mapToObj(i -> Nd4j.create(new float[][] {{i, -i}})).toList();
    // region threads
    net.evaluate();
    List<INDArray> outputs = inputs.parallelStream().map(net::forward).toList();
    // endregion
    for (int i = 0; i < inputs.size(); i++) {
      assertThat(outputs.get(i)).isEqualTo(net.forward(inputs.get(i)));
    }
    assertThat(outputs.get(1)).isNotEqualTo(outputs.get(2));
  }

  @Test
  void a_frozen_parameter_stays() {
    Module net = net();
    INDArray input = Nd4j.create(new float[][] {{1, 2}});
    INDArray target = Nd4j.create(new float[][] {{5}});
    INDArray before = net.parameters().get(0).value().dup();
    INDArray bias = net.parameters().get(3).value().dup();
    // region freeze
    net.parameters().get(0).freeze(); // 0.weight
    new Optim(net, new MSELoss(), 0.1).step(input, target);
    // endregion
    assertThat(net.parameters().get(0).value()).isEqualTo(before);
    assertThat(net.parameters().get(3).value()).isNotEqualTo(bias);
  }

  @Test
  void sgd_is_a_loop_around_steps() {
    RandomGenerator random = new SplittableRandom(1);
    INDArray inputs = Nd4j.create(100, 1);
    INDArray targets = Nd4j.create(100, 1);
    for (int i = 0; i < 100; i++) {
      double x = random.nextDouble(-1, 1);
      inputs.putScalar(i, 0, x);
      targets.putScalar(i, 0, 2 * x + 1);
    }
    Linear net = new Linear(1, 1, random);
    // region sgd
    Optim optim = new Optim(net, new MSELoss(), new Momentum(0.05, 0.9));
    Dataset data = Dataset.of(inputs, targets); // row i of both is example i
    History history = SGD.of(optim).batchSize(16).epochs(20).shuffle(random).fit(data);
    // endregion
    assertThat(history.losses()).hasSize(20);
    assertThat(history.losses()[19]).isLessThan(1e-4);
    assertThat(net.parameters().get(0).value().getDouble(0)).isCloseTo(2, within(0.02));
    assertThat(net.parameters().get(1).value().getDouble(0)).isCloseTo(1, within(0.02));
  }

  private static Module net() {
    RandomGenerator random = new SplittableRandom(1);
    return new Sequential(new Linear(2, 3, random), new TanH(), new Linear(3, 1, random));
  }
}
