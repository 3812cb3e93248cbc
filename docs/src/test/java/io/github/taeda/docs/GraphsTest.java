package io.github.taeda.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.graph.Graph;
import io.github.taeda.nn.graph.Node;
import io.github.taeda.nn.layers.Conv2D;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.MaxPool2D;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.layers.Reshape;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.layers.Upsample2D;
import io.github.taeda.nn.losses.BCEWithLogitsLoss;
import io.github.taeda.nn.losses.CosineEmbeddingLoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.rules.Adam;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The code of docs/graphs.md. */
class GraphsTest {
  private final RandomGenerator random = new SplittableRandom(1);

  @Test
  void a_graph_reads_a_node_twice() {
    // region skip
    Node x = Node.input("x");
    Node hidden = x.then("hidden", new Linear(10, 20, random)).then(new ReLU());
    Node y = Node.concat(1, x, hidden).then("last", new Linear(30, 3, random));
    Graph net = new Graph(x, y);
    // endregion
    assertThat(net.forward(NDArrays.of(new float[40], 4, 10)).shape()).containsExactly(4, 3);
    assertThat(net.parameters())
        .extracting(Parameter::name)
        .containsExactly("hidden.weight", "hidden.bias", "last.weight", "last.bias");
  }

  @Test
  void a_gate_has_two_inputs_and_two_outputs() {
    // region several
    Node a = Node.input("a");
    Node b = Node.input("b");
    Node product = Node.multiply(a, b);
    Graph gate = new Graph(List.of(a, b), List.of(product, Node.add(product, a)));

    List<INDArray> inputs =
        List.of(NDArrays.of(new float[] {2}, 1, 1), NDArrays.of(new float[] {3}, 1, 1));
    List<INDArray> outputs = gate.forward(inputs); // 6 and 8
    List<INDArray> deltas = gate.backwardDelta(inputs, outputs); // (6 + 8) · 3 + 8, (6 + 8) · 2
    // endregion
    assertThat(outputs).extracting(output -> output.getFloat(0)).containsExactly(6f, 8f);
    assertThat(deltas).extracting(delta -> delta.getFloat(0)).containsExactly(50f, 28f);
  }

  @Test
  void a_siamese_net_learns_which_pairs_belong_together() {
    // region siamese
    Module encoder =
        new Sequential(new Linear(6, 16, random), new TanH(), new Linear(16, 4, random));

    Node pair = Node.input("pair"); // [batch, 2, 6]
    Node first = pair.slice(1, 0, 1).then(new Reshape(6)).then("encoder", encoder);
    Node second = pair.slice(1, 1, 2).then(new Reshape(6)).then("again", encoder);
    Reshape row = new Reshape(1, 4);
    Graph siamese = new Graph(pair, Node.concat(1, first.then(row), second.then(row)));

    Optim optim = new Optim(siamese, new CosineEmbeddingLoss(), new Adam(0.01));
    // endregion
    int batch = 64;
    float[] pairs = new float[batch * 12];
    float[] same = new float[batch];
    for (int i = 0; i < batch; i++) {
      int left = random.nextInt(3);
      int right = random.nextInt(3);
      same[i] = left == right ? 1 : -1;
      for (int j = 0; j < 6; j++) { // two of six features tell the kind, the others are noise
        pairs[i * 12 + j] = (float) (j / 2 == left ? 1 : random.nextGaussian() / 4);
        pairs[i * 12 + 6 + j] = (float) (j / 2 == right ? 1 : random.nextGaussian() / 4);
      }
    }
    INDArray input = NDArrays.of(pairs, batch, 2, 6);
    INDArray target = NDArrays.of(same, batch);
    double before = optim.step(input, target);
    for (int i = 0; i < 200; i++) {
      optim.step(input, target);
    }
    assertThat(before).isGreaterThan(0.2);
    assertThat(optim.step(input, target)).isLessThan(0.05);
    assertThat(siamese.parameters()).hasSize(4); // the encoder is there once
  }

  @Test
  void a_u_net_marks_the_pixels_of_a_square() {
    // region unet
    Node image = Node.input("image"); // [batch, 8, 8, 1]
    Node fine = image.then("fine", convolution(1, 8)).then(new ReLU());
    Node coarse = fine.then(new MaxPool2D(2)).then("coarse", convolution(8, 16)).then(new ReLU());
    Node both = Node.concat(3, fine, coarse.then(new Upsample2D(2))); // [batch, 8, 8, 24]
    Graph net = new Graph(image, both.then("scores", convolution(24, 1))); // [batch, 8, 8, 1]
    // endregion
    int batch = 16;
    float[] pixels = new float[batch * 64];
    float[] mask = new float[batch * 64];
    for (int i = 0; i < batch; i++) {
      int top = random.nextInt(5);
      int left = random.nextInt(5);
      for (int p = 0; p < 64; p++) {
        boolean inside = p / 8 >= top && p / 8 < top + 4 && p % 8 >= left && p % 8 < left + 4;
        mask[i * 64 + p] = inside ? 1 : 0;
        pixels[i * 64 + p] = (float) (mask[i * 64 + p] + random.nextGaussian() / 2);
      }
    }
    INDArray input = NDArrays.of(pixels, batch, 8, 8, 1);
    INDArray target = NDArrays.of(mask, batch, 8, 8, 1);
    Optim optim = new Optim(net, new BCEWithLogitsLoss(), new Adam(0.01));
    double before = optim.step(input, target);
    for (int i = 0; i < 100; i++) {
      optim.step(input, target);
    }
    assertThat(optim.step(input, target)).isLessThan(before / 5);
    assertThat(net.dot()).contains("fine", "coarse", "concat [3]");
  }

  private Conv2D convolution(int in, int out) {
    return new Conv2D(Conv2D.Config.of(3, in, out).padding(1), random);
  }
}
