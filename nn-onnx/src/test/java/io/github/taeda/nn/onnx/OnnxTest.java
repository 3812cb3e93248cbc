package io.github.taeda.nn.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.graph.Graph;
import io.github.taeda.nn.graph.Node;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Conv1D;
import io.github.taeda.nn.layers.Conv2D;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Embedding;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.GroupNorm;
import io.github.taeda.nn.layers.LSTM;
import io.github.taeda.nn.layers.Lambda;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.MaxPool2D;
import io.github.taeda.nn.layers.PositionalEncoding;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.layers.Reshape;
import io.github.taeda.nn.layers.Residual;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.layers.TiedLinear;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.testing.Make;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What is in the files, and what is rejected. */
class OnnxTest {
  private final SplittableRandom random = new SplittableRandom(7);
  @TempDir private Path directory;

  @Test
  void a_chain_of_convolutions_is_transposed_once_in_and_once_out() throws IOException {
    Module net =
        new Sequential(
            new Conv2D(3, 2, 4, random),
            new BatchNorm(4),
            new ReLU(),
            new MaxPool2D(2),
            new Residual(new Sequential(new Conv2D(1, 4, 4, random), new Dropout(0.5, random))),
            new Flatten(),
            new Linear(36, 3, random));
    GraphProto graph = export(net, OnnxOptions.defaults(), 8, 8, 2).getGraph();
    assertThat(graph.getNodeList())
        .extracting(NodeProto::getOpType)
        .containsExactly(
            "Transpose",
            "Conv",
            "BatchNormalization",
            "Relu",
            "MaxPool",
            "Conv",
            "Add",
            "Transpose",
            "Flatten",
            "Gemm",
            "Identity");
  }

  @Test
  void parameters_and_buffers_keep_their_names() throws IOException {
    Linear encoder = new Linear(3, 2, random);
    Module net = new Sequential(encoder, new BatchNorm(2), new TanH(), new TiedLinear(encoder));
    assertThat(export(net, OnnxOptions.defaults(), 3).getGraph().getInitializerList())
        .extracting(TensorProto::getName)
        .containsExactlyInAnyOrder(
            "0.weight",
            "0.bias",
            "1.scale",
            "1.shift",
            "1.runningMean",
            "1.runningVariance",
            "3.bias");
  }

  @Test
  void inputs_and_outputs_have_the_shapes_of_the_net_with_a_free_batch() throws IOException {
    GraphProto graph =
        export(
                new Sequential(new Flatten(), new Linear(6, 4, random)),
                OnnxOptions.defaults(),
                2,
                3)
            .getGraph();
    assertThat(shape(graph.getInput(0))).isEqualTo("input [batch, 2, 3]");
    assertThat(shape(graph.getOutput(0))).isEqualTo("output [batch, 4]");
  }

  @Test
  void sequences_may_have_any_length() throws IOException {
    Module net =
        new Sequential(
            new Embedding(5, 3, random), new LSTM(LSTM.Config.of(3, 4).lastOnly(), random));
    net.evaluate();
    Path file = directory.resolve("lstm.onnx");
    Onnx.export(net, new long[] {-1}, file, OnnxOptions.defaults().integerInputs());
    try (OnnxModel model = OnnxModel.open(file)) {
      for (int length : new int[] {1, 4, 9}) {
        INDArray ids = Make.ids(random, 5, 2, length);
        OnnxExportTest.assertClose(model.forward(ids), net.forward(ids));
      }
    }
    GraphProto graph = ModelProto.parseFrom(Files.readAllBytes(file)).getGraph();
    assertThat(shape(graph.getInput(0))).isEqualTo("input [batch, input_1]");
    assertThat(shape(graph.getOutput(0))).isEqualTo("output [batch, output_1]");
  }

  @Test
  void an_axis_of_any_size_must_fit_the_net_at_some_size() throws IOException {
    Module net = new Sequential(new Conv1D(5, 3, 4, 1, random), new Linear(4, 2, random));
    Path file = directory.resolve("sizes.onnx");
    assertThatThrownBy(() -> Onnx.export(net, new long[] {-1, 2}, file))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Sequential[0] > Conv1D(3 -> 4, 5, stride 1): input must be [batch, length, 3], channels"
                + " last, but was [1, 512, 2]");
    assertThat(file).doesNotExist();
    Onnx.export(net, new long[] {-1, 3}, file); // longer than the window
    assertThat(file).exists();
  }

  @Test
  void a_graph_may_have_integer_and_real_inputs() throws IOException, OrtException {
    Node ids = Node.input("ids");
    Node features = Node.input("features");
    Node rows = ids.then(new Embedding(6, 3, random));
    Graph net =
        new Graph(
            List.of(ids, features),
            List.of(Node.add(rows, features.then(new Linear(2, 3, random)))));
    Path file = directory.resolve("mixed.onnx");
    List<long[]> shapes = List.of(new long[] {4}, new long[] {4, 2});
    assertThatThrownBy(
            () -> Onnx.export(net, shapes, file, OnnxOptions.defaults().integerInputs(Set.of("x"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Onnx.export: integerInputs must be of [ids, features], but has \"x\"");
    Onnx.export(net, shapes, file, OnnxOptions.defaults().integerInputs(Set.of("ids")));
    float[] x = {1, 2, 3, 4, 5, 6, 7, 8};
    net.evaluate();
    INDArray expected =
        net.forward(List.of(NDArrays.of(new float[] {0, 5, 2, 5}, 1, 4), NDArrays.of(x, 1, 4, 2)))
            .get(0);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor tokens = OnnxTensor.createTensor(environment, new long[][] {{0, 5, 2, 5}});
        OnnxTensor reals =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), new long[] {1, 4, 2});
        OrtSession.Result result = session.run(Map.of("ids", tokens, "features", reals))) {
      float[][][] output = (float[][][]) result.get(0).getValue();
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 3; j++) {
          assertThat(output[0][i][j]).isCloseTo(expected.getFloat(0, i, j), within(1e-5f));
        }
      }
    }
  }

  @Test
  void one_module_may_see_inputs_of_several_ranks() throws IOException {
    GroupNorm norm = new GroupNorm(2, 4);
    norm.parameters().get(0).set(NDArrays.of(new float[] {1, 2, 3, 4}, 4));
    norm.parameters().get(1).set(NDArrays.of(new float[] {-1, 0, 1, 2}, 4));
    Module net = new Sequential(norm, new Reshape(2, 3, 4), norm);
    export(net, OnnxOptions.defaults(), 6, 4);
    try (OnnxModel model = OnnxModel.open(directory.resolve("net.onnx"))) {
      INDArray x = Make.normal(random, 2, 6, 4).castTo(DataType.FLOAT);
      OnnxExportTest.assertClose(model.forward(x), net.evaluate().forward(x));
    }
  }

  @Test
  void positions_far_into_a_sequence_are_exact() throws IOException {
    Module net = new PositionalEncoding(8);
    Path file = directory.resolve("positions.onnx");
    Onnx.export(net, new long[] {-1, 8}, file);
    INDArray x = NDArrays.zeros(DataType.FLOAT, 1, 20_000, 8);
    try (OnnxModel model = OnnxModel.open(file)) {
      OnnxExportTest.assertClose(model.forward(x), net.forward(x));
    }
    Module one = new PositionalEncoding(PositionalEncoding.Config.of(8).learnt(1), random);
    assertThatThrownBy(() -> Onnx.export(one, new long[] {-1, 8}, file))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageEndingWith(" cannot be written as ONNX: ONNX would repeat its one position");
  }

  @Test
  void a_graph_has_its_inputs_by_name_and_all_outputs() throws IOException, OrtException {
    Node left = Node.input("left");
    Node right = Node.input("right");
    Linear shared = new Linear(3, 2, random);
    Node sum = Node.add(left.then("tower", shared), right.then(shared));
    Graph net = new Graph(List.of(left, right), List.of(sum, Node.multiply(left, right)));
    Path file = directory.resolve("siamese.onnx");
    Onnx.export(net, List.of(new long[] {3}, new long[] {3}), file, OnnxOptions.defaults());

    float[] x = {1, 2, 3};
    float[] y = {-1, 0, 2};
    List<INDArray> expected = net.forward(List.of(NDArrays.of(x, 1, 3), NDArrays.of(y, 1, 3)));
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor first = tensor(environment, x);
        OnnxTensor second = tensor(environment, y);
        OrtSession.Result result = session.run(Map.of("left", first, "right", second))) {
      float[][] sums = (float[][]) result.get("output").orElseThrow().getValue();
      float[][] products = (float[][]) result.get("output_1").orElseThrow().getValue();
      OnnxExportTest.assertClose(NDArrays.of(sums[0], 1, 2), expected.get(0));
      assertThat(products[0]).containsExactly(-1, 0, 6);
    }
    assertThatThrownBy(() -> Onnx.export(net, new long[] {3}, file))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Onnx.export: inputShapes must be 2, but were 1");
  }

  private static OnnxTensor tensor(OrtEnvironment environment, float... values)
      throws OrtException {
    return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), new long[] {1, 3});
  }

  @Test
  void labels_and_metadata_are_in_the_file() throws IOException {
    ModelProto model =
        export(
            new TanH(),
            OnnxOptions.defaults().labels(List.of("a \"b\"", "c")).metadata("scale", "1/255"),
            2);
    assertThat(model.getMetadataPropsList())
        .extracting(entry -> entry.getKey() + "=" + entry.getValue())
        .containsExactly("labels=[\"a \\\"b\\\"\",\"c\"]", "scale=1/255");
    assertThat(model.getOpsetImportList())
        .extracting(opset -> opset.getVersion())
        .containsExactly(17L);
  }

  /** {@code y = a x}, with one parameter. */
  private static final class Scale extends Module {
    private final Parameter factor = Parameter.filled("factor", 3, 1);

    @Override
    public INDArray forward(INDArray input) {
      return input.mul(factor.value().getDouble(0));
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return delta.mul(factor.value().getDouble(0));
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(factor);
    }
  }

  @Test
  void a_custom_module_is_written_by_its_converter() throws IOException {
    Module net = new Sequential(new Conv2D(1, 1, 2, random), new Scale());
    OnnxOptions options =
        OnnxOptions.defaults()
            .with(
                Scale.class,
                (scale, graph, x) ->
                    graph.apply("Mul", x, graph.parameter(scale.parameters().get(0))));
    export(net, options, 2, 3, 1);
    try (OnnxModel model = OnnxModel.open(directory.resolve("net.onnx"))) {
      INDArray input = Make.normal(random, 2, 2, 3, 1).castTo(DataType.FLOAT);
      OnnxExportTest.assertClose(model.forward(input), net.evaluate().forward(input));
    }
  }

  @Test
  void an_error_names_the_path_and_leaves_an_existing_file() throws IOException {
    Path file = directory.resolve("net.onnx");
    Files.writeString(file, "before");
    Module lambda =
        new Sequential(new Linear(2, 2), new Residual(Lambda.elementwise(Math::sin, Math::cos)));
    assertThatThrownBy(() -> Onnx.export(lambda, new long[] {2}, file))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "Sequential[1] > Residual[0] > Lambda cannot be written as ONNX: its function is Java"
                + " code");
    assertThatThrownBy(() -> Onnx.export(new Sequential(new Scale()), new long[] {2}, file))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "Sequential[0] > Scale cannot be written as ONNX: there is no converter for "
                + Scale.class.getName()
                + "; add one with OnnxOptions.with");
    assertThatThrownBy(() -> Onnx.export(new Sequential(new Linear(2, 2)), new long[] {3}, file))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Sequential[0] > Linear(2 -> 2): input must be [*, 2], but was [1, 3]");
    assertThatThrownBy(() -> Onnx.export(new TanH(), new long[] {0}, file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Onnx.export: size in inputShape");
    assertThat(file).hasContent("before");
    assertThatThrownBy(
            () -> Onnx.export(new TanH(), new long[] {2}, directory.resolve("none/net.onnx")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void exporting_changes_no_mode_and_no_statistics() throws IOException {
    BatchNorm norm = new BatchNorm(2);
    export(new Sequential(norm), OnnxOptions.defaults(), 2);
    assertThat(norm.isTraining()).isTrue();
    assertThat(norm.buffers().get(0).value().sumNumber().doubleValue()).isZero();
  }

  private ModelProto export(Module net, OnnxOptions options, long... shape) throws IOException {
    Path file = directory.resolve("net.onnx");
    Onnx.export(net, shape, file, options);
    return ModelProto.parseFrom(Files.readAllBytes(file));
  }

  private static String shape(ValueInfoProto value) {
    List<String> sizes =
        value.getType().getTensorType().getShape().getDimList().stream()
            .map(OnnxTest::size)
            .toList();
    return value.getName() + " " + sizes;
  }

  private static String size(TensorShapeProto.Dimension size) {
    return size.getDimParam().isEmpty() ? String.valueOf(size.getDimValue()) : size.getDimParam();
  }
}
