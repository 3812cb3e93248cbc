package io.github.taeda.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.PaddingMask;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.io.ModelFile;
import io.github.taeda.nn.io.ModelFile.Layout;
import io.github.taeda.nn.layers.AttentionProbe;
import io.github.taeda.nn.layers.Bidirectional;
import io.github.taeda.nn.layers.Embedding;
import io.github.taeda.nn.layers.GRU;
import io.github.taeda.nn.layers.LSTM;
import io.github.taeda.nn.layers.LayerNorm;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.Masking;
import io.github.taeda.nn.layers.MultiHeadAttention;
import io.github.taeda.nn.layers.PositionalEncoding;
import io.github.taeda.nn.layers.Stateful;
import io.github.taeda.nn.layers.TransformerBlock;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.rules.Adam;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The code of docs/sequences.md. */
class SequencesTest {
  private final RandomGenerator random = new SplittableRandom(1);

  @TempDir Path directory;

  @Test
  void a_classifier_of_padded_sequences_learns() {
    // region classifier
    INDArray ids = Nd4j.create(new float[][] {{3, 1, 2}, {1, 2, 0}, {2, 0, 0}}); // 0 is padding
    INDArray classes = Nd4j.create(new float[] {1, 0, 0}); // whether a 3 occurs
    Module net =
        new Sequential(
            new Masking(
                0,
                new Sequential(
                    new Embedding(4, 8, random),
                    new LSTM(LSTM.Config.of(8, 16).lastOnly(), random))),
            new Linear(16, 2, random));
    Optim optim = new Optim(net, new CrossEntropyLoss(), new Adam(0.05));
    for (int i = 0; i < 50; i++) {
      optim.step(ids, classes);
    }
    // endregion
    assertThat(optim.step(ids, classes)).isLessThan(0.01);
  }

  @Test
  void a_mask_is_given_to_a_pass() {
    Module net = new LSTM(3, 4, random);
    INDArray input = Nd4j.rand(DataType.FLOAT, 2, 5, 3);
    INDArray delta = Nd4j.rand(DataType.FLOAT, 2, 5, 4);
    // region mask
    INDArray mask = PaddingMask.ofLengths(5, 3, 5); // two sequences, of 3 and of 5 steps
    INDArray output = PaddingMask.run(mask, () -> net.forward(input));
    INDArray inputDelta = PaddingMask.run(mask, () -> net.backward(input, delta));
    // endregion
    assertThat(output.getFloat(0, 3, 0)).isZero();
    assertThat(inputDelta.getFloat(0, 4, 0)).isZero();
    assertThat(inputDelta.getFloat(1, 4, 0)).isNotZero();
  }

  @Test
  void modules_are_stacked_and_run_both_ways() {
    // region stack
    Module net =
        new Sequential(
            new Bidirectional(
                reverse -> new LSTM(LSTM.Config.of(3, 8).reverse(reverse), random),
                Bidirectional.Join.CONCAT), // [batch, length, 16]
            new GRU(GRU.Config.of(16, 8).lastOnly(), random)); // [batch, 8]
    // endregion
    INDArray output = net.forward(Nd4j.rand(DataType.FLOAT, 2, 5, 3));
    assertThat(output.shape()).containsExactly(2, 8);
  }

  @Test
  void a_transformer_predicts_the_next_token() {
    // region transformer
    MultiHeadAttention.Config attention = MultiHeadAttention.Config.of(16, 2).causal(true);
    Module net =
        new Sequential(
            new Embedding(10, 16, random), // [batch, length, 16]
            new PositionalEncoding(16),
            TransformerBlock.of(attention, 64, 0.1, random),
            TransformerBlock.of(attention, 64, 0.1, random),
            new LayerNorm(16),
            new Linear(16, 10, random)); // scores of the next token at each position
    // endregion
    INDArray ids = Nd4j.create(new float[][] {{1, 2, 3}, {4, 5, 6}});
    INDArray next = Nd4j.create(new float[][] {{2, 3, 4}, {5, 6, 7}});
    Optim optim = new Optim(net, new CrossEntropyLoss(), new Adam(0.01));
    for (int i = 0; i < 100; i++) {
      optim.step(ids, next);
    }
    net.evaluate();
    // region probe
    List<INDArray> weights = new ArrayList<>(); // of each attention [batch, heads, length, length]
    INDArray scores =
        AttentionProbe.observe((module, attended) -> weights.add(attended), () -> net.forward(ids));
    // endregion
    assertThat(scores.argMax(2).castTo(DataType.FLOAT)).isEqualTo(next);
    assertThat(weights).hasSize(2);
    assertThat(weights.get(0).getFloat(0, 0, 0, 1)).isZero();
  }

  @Test
  void a_state_is_carried_along_streams() {
    List<INDArray> windows = List.of(Nd4j.rand(DataType.FLOAT, 4, 10, 1));
    List<INDArray> targets = List.of(Nd4j.rand(DataType.FLOAT, 4, 10, 1));
    // region stateful
    Module net =
        new Sequential(
            new GRU(GRU.Config.of(1, 16).stateful(4), random), // of 4 parallel streams
            new Linear(16, 1, random));
    Optim optim = new Optim(net, new MSELoss(), 0.01);
    for (int epoch = 0; epoch < 3; epoch++) {
      Stateful.resetStates(net); // the streams begin again
      for (int i = 0; i < windows.size(); i++) {
        optim.step(windows.get(i), targets.get(i)); // each window continues the one before
      }
    }
    // endregion
    assertThat(net.buffers().get(0).value().norm2Number().doubleValue()).isPositive();
  }

  @Test
  void layers_of_pytorch_become_modules_of_a_chain() throws IOException {
    Module net = new Sequential(new LSTM(3, 4, random), new LSTM(4, 4, random));
    Path file = directory.resolve("lstm.safetensors");
    ModelFile.save(net, file, Layout.PYTORCH);
    // region layers
    ModelFile.loadInto(
        net,
        file,
        Layout.PYTORCH,
        name -> name.endsWith("_l1") ? "1." + name.replace("_l1", "_l0") : name);
    // endregion
    assertThat(net.parameters()).hasSize(6);
  }
}
