package io.github.taeda.docs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Conv2D;
import io.github.taeda.nn.layers.Embedding;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.LSTM;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.onnx.Onnx;
import io.github.taeda.nn.onnx.OnnxModel;
import io.github.taeda.nn.onnx.OnnxOptions;
import io.github.taeda.nn.ops.NDArrays;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The code of docs/onnx.md. */
class OnnxTest {
  private final SplittableRandom random = new SplittableRandom(1);
  @TempDir private Path directory;

  @Test
  void a_net_is_exported_and_used() throws IOException {
    Module net =
        new Sequential(
            new Conv2D(5, 1, 2, random), new Flatten(), new Linear(24 * 24 * 2, 10, random));
    Path path = directory.resolve("digits.onnx");
    // region export
    Onnx.export(net, new long[] {28, 28, 1}, path); // the shape of one example
    // endregion
    INDArray images = NDArrays.zeros(DataType.FLOAT, 3, 28, 28, 1);
    // region model
    try (OnnxModel features = OnnxModel.open(path)) {
      Sequential whole = new Sequential(features, new Linear(10, 2, random));
      whole.forward(images); // train it like any other: only the Linear learns
    }
    // endregion
    try (OnnxModel features = OnnxModel.open(path)) {
      assertThat(features.forward(images).shape()).containsExactly(3, 10);
    }
  }

  @Test
  void a_file_of_digits_is_served() throws IOException, OrtException {
    Module net = new Sequential(new Linear(784, 10, random));
    Path path = directory.resolve("digits.onnx");
    Onnx.export(net, new long[] {784}, path, OnnxOptions.defaults().labels(List.of("0", "1")));
    // region serve
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(path.toString())) {
      String labels = session.getMetadata().getCustomMetadata().get("labels"); // a JSON list
      float[][] images = new float[1][784];
      for (int row = 4; row < 24; row++) {
        Arrays.fill(images[0], 28 * row + 13, 28 * row + 16, 1f); // an upright stroke
      }
      try (OnnxTensor input = OnnxTensor.createTensor(environment, images);
          OrtSession.Result result = session.run(Map.of("input", input))) {
        float[][] scores = (float[][]) result.get("output").orElseThrow().getValue();
        System.out.println(labels + " " + Arrays.toString(scores[0]));
      }
    }
    // endregion
  }

  @Test
  void options_add_what_others_need() throws IOException {
    Module net =
        new Sequential(
            new Embedding(30, 4, random), new LSTM(LSTM.Config.of(4, 2).lastOnly(), random));
    Path path = directory.resolve("words.onnx");
    // region options
    OnnxOptions options =
        OnnxOptions.defaults()
            .integerInputs() // ids in place of FLOAT
            .labels(List.of("Basque", "Welsh")) // names of the classes, a JSON list
            .metadata("preprocessing", "lower case, letters numbered from 1");
    Onnx.export(net, new long[] {-1}, path, options);
    // endregion
    try (OnnxModel model = OnnxModel.open(path)) {
      INDArray ids = NDArrays.of(new double[] {1, 2, 3}, 1, 3).castTo(DataType.INT64);
      assertThat(model.forward(ids).distance2(net.evaluate().forward(ids))).isLessThan(1e-5);
    }
  }

  @Test
  void an_own_module_is_written_by_a_converter() throws IOException {
    Module net = new Sequential(new Scale(3));
    Path path = directory.resolve("scale.onnx");
    // region own
    OnnxOptions withScale =
        OnnxOptions.defaults()
            .with(
                Scale.class,
                (scale, graph, x) ->
                    graph.apply("Mul", x, graph.parameter(scale.parameters().get(0))));
    Onnx.export(net, new long[] {3}, path, withScale);
    // endregion
    try (OnnxModel model = OnnxModel.open(path)) {
      INDArray x = NDArrays.of(new float[] {1, 2, -3}, 1, 3);
      assertThat(model.forward(x).distance2(net.forward(x))).isLessThan(1e-6);
    }
  }
}
