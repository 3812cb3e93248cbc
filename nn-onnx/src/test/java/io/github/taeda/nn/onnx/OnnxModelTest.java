package io.github.taeda.nn.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.graph.Graph;
import io.github.taeda.nn.graph.Node;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.testing.Make;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An ONNX file as a module. */
class OnnxModelTest {
  private final SplittableRandom random = new SplittableRandom(5);
  private final Sequential net = new Sequential(new Linear(3, 4, random), new TanH());
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void export() throws IOException {
    file = directory.resolve("features.onnx");
    Onnx.export(net, new long[] {3}, file);
    net.evaluate();
  }

  @Test
  void a_net_behind_it_learns_and_it_does_not() throws IOException {
    INDArray x = Make.normal(random, 8, 3).castTo(DataType.FLOAT);
    INDArray y = new Linear(4, 1, random).forward(net.forward(x));
    try (OnnxModel features = OnnxModel.open(file)) {
      Sequential whole = new Sequential(features, new Linear(4, 1, random));
      double before = whole.forward(x).squaredDistance(y);
      for (int i = 0; i < 200; i++) {
        whole.zeroGradient();
        whole.backwardUpdateGradient(x, whole.forward(x).sub(y).div(8));
        whole.updateParameters(0.1);
      }
      assertThat(whole.parameters()).hasSize(2);
      assertThat(whole.forward(x).squaredDistance(y)).isLessThan(0.1 * before);
      OnnxExportTest.assertClose(features.forward(x), net.forward(x));
    }
  }

  /** Closing while another thread computed crashed the JVM. */
  @Test
  void a_model_is_closed_after_what_other_threads_compute() throws Exception {
    Path large = directory.resolve("large.onnx");
    Onnx.export(
        new Sequential(new Linear(500, 2000), new Linear(2000, 500)), new long[] {500}, large);
    INDArray x = NDArrays.zeros(DataType.FLOAT, 200, 500);
    OnnxModel model = OnnxModel.open(large);
    AtomicInteger computed = new AtomicInteger();
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    Thread other =
        new Thread(
            () -> {
              try {
                while (true) {
                  model.forward(x);
                  computed.incrementAndGet();
                }
              } catch (RuntimeException e) {
                thrown.add(e);
              }
            });
    other.start();
    while (computed.get() == 0 && other.isAlive()) {
      Thread.onSpinWait();
    }
    model.close();
    other.join();
    assertThat(thrown).hasSize(1).first().isInstanceOf(IllegalStateException.class);
  }

  @Test
  void several_threads_may_use_one_model() throws IOException {
    try (OnnxModel model = OnnxModel.open(file)) {
      IntStream.range(0, 64)
          .parallel()
          .forEach(
              i -> {
                INDArray x =
                    Make.normal(new SplittableRandom(i), 1 + i % 5, 3).castTo(DataType.FLOAT);
                OnnxExportTest.assertClose(model.forward(x), net.forward(x));
              });
    }
  }

  @Test
  void wrong_uses_are_named() throws IOException {
    INDArray x = NDArrays.zeros(DataType.FLOAT, 2, 3);
    OnnxModel model = OnnxModel.open(file);
    assertThat(model).hasToString("OnnxModel(features.onnx)");
    assertThatThrownBy(() -> model.forward(NDArrays.zeros(DataType.FLOAT, 2, 4)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("OnnxModel(features.onnx): input must be [*, 3], but was [2, 4]");
    assertThatThrownBy(() -> model.backwardDelta(x, x))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "OnnxModel(features.onnx): it has no derivative; it must be the first module of a net");
    model.close();
    assertThatThrownBy(() -> model.forward(x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("OnnxModel(features.onnx): it is closed");
    model.close();
  }

  @Test
  void other_files_are_rejected_by_name() throws IOException {
    assertThatThrownBy(() -> OnnxModel.open(directory.resolve("none.onnx")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none.onnx");
    Path text = Files.writeString(directory.resolve("text.onnx"), "no model");
    assertThatThrownBy(() -> OnnxModel.open(text))
        .isInstanceOf(FileFormatException.class)
        .hasMessageStartingWith(text + ": ONNX Runtime cannot read it: ");
    byte[] bytes = Files.readAllBytes(file);
    Path cut = Files.write(directory.resolve("cut.onnx"), Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> OnnxModel.open(cut)).isInstanceOf(FileFormatException.class);

    Node a = Node.input("a");
    Node b = Node.input("b");
    Path two = directory.resolve("two.onnx");
    Onnx.export(
        new Graph(List.of(a, b), List.of(Node.add(a, b))),
        List.of(new long[] {2}, new long[] {2}),
        two,
        OnnxOptions.defaults());
    assertThatThrownBy(() -> OnnxModel.open(two))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(two + ": it must have one input, but has 2: [a, b]");
  }
}
