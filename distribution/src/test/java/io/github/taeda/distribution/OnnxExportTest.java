package io.github.taeda.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.taeda.examples.digits.DigitModelFile;
import io.github.taeda.examples.digits.ModelExport;
import io.github.taeda.nn.EvaluationPass;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.synthetic.SyntheticDigits;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.layers.Conv2D;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.Lambda;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.MaxPool2D;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.layers.Reshape;
import io.github.taeda.nn.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class OnnxExportTest {
  private final SplittableRandom random = new SplittableRandom(1);
  private final ImageDataset images = SyntheticDigits.images(100, random);

  @TempDir private Path directory;

  @Test
  void the_examples_find_it() {
    assertThat(ModelExport.find()).get().isInstanceOf(OnnxExport.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100})
  void the_file_computes_what_the_net_computes_for_any_batch(int count) throws IOException {
    Path file = directory.resolve("digits.onnx");
    INDArray batch = batch(count);

    String compared = new OnnxExport().write(digits(net()), batch, file);

    assertThat(compared)
        .matches(
            "ONNX Runtime's outputs for " + count + " images differ by \\d\\.\\de-\\d\\d at most");
    try (OnnxModel model = OnnxModel.open(file)) {
      INDArray expected = EvaluationPass.run(() -> net().forward(batch));
      assertThat(model.forward(batch).sub(expected).amaxNumber().doubleValue()).isLessThan(1e-5);
    }
  }

  @Test
  void the_metadata_say_how_to_use_it() throws IOException, OrtException {
    Path file = directory.resolve("digits.onnx");
    new OnnxExport().write(digits(net()), batch(1), file);
    try (OrtSession session =
        OrtEnvironment.getEnvironment()
            .createSession(file.toString(), new OrtSession.SessionOptions())) {
      Map<String, String> metadata = session.getMetadata().getCustomMetadata();
      assertThat(metadata)
          .containsEntry("labels", "[\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]")
          .containsEntry("height", "28")
          .containsEntry("width", "28")
          .containsEntry("model", "conv2d")
          .containsEntry("data", "synthetic digits")
          .containsKey("preprocessing");
      assertThat(session.getInputInfo()).containsOnlyKeys("input");
    }
  }

  @Test
  void a_net_that_cannot_be_written_leaves_the_old_file() throws IOException {
    Path file = Files.writeString(directory.resolve("digits.onnx"), "old");
    Module net = new Sequential(new Lambda(x -> x, (x, delta) -> delta));
    assertThatThrownBy(() -> new OnnxExport().write(digits(net), batch(1), file))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(file).hasContent("old");
    assertThat(directory.toFile().list()).containsExactly("digits.onnx");
  }

  @Test
  void a_net_that_has_diverged_is_not_written() {
    Path file = directory.resolve("digits.onnx");
    Module net = net();
    net.parameters().forEach(parameter -> parameter.value().muli(1e30));
    assertThatThrownBy(() -> new OnnxExport().write(digits(net), batch(1), file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            file + ": is not written, for ONNX Runtime's outputs differ from the net's by NaN");
    assertThat(file).doesNotExist();
  }

  private INDArray batch(int count) {
    return images.batch(IntStream.range(0, count).toArray()).input();
  }

  private static DigitModelFile digits(Module net) {
    List<String> names = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    return new DigitModelFile(net, "conv2d", "synthetic digits", 28, 28, names);
  }

  private static Module net() {
    SplittableRandom weights = new SplittableRandom(2);
    return new Sequential(
        new Reshape(28, 28, 1),
        new Conv2D(5, 1, 4, weights),
        new ReLU(),
        new MaxPool2D(2, 2),
        new Flatten(),
        new Dropout(0.3, weights),
        new Linear(12 * 12 * 4, 10, weights));
  }
}
