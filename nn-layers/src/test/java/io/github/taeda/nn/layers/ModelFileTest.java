package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.io.LoadReport;
import io.github.taeda.nn.io.ModelFile;
import io.github.taeda.nn.io.ModelFile.Layout;
import io.github.taeda.nn.io.ModuleTypes;
import io.github.taeda.nn.io.SafeTensors;
import io.github.taeda.nn.ops.Window;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ModelFileTest {
  @TempDir Path directory;
  private Path file = Path.of("net.safetensors");

  @BeforeEach
  void inDirectory() {
    file = directory.resolve("net.safetensors");
  }

  @Test
  void the_file_holds_the_arrays_by_name_and_the_architecture_as_text() throws IOException {
    ModelFile.save(new Sequential(new Linear(2, 1), new BatchNorm(1), new TanH()), file);

    SafeTensors content = SafeTensors.read(file);
    assertThat(content.tensors().keySet())
        .containsExactly(
            "0.weight", "0.bias", "1.scale", "1.shift", "1.runningMean", "1.runningVariance");
    assertThat(content.metadata())
        .containsEntry("taeda.format", "2")
        .containsEntry("taeda.layout", "taeda")
        .containsEntry("taeda.frozen", "[]")
        .containsEntry(
            "taeda.module",
            "{\"type\":\"Sequential\",\"settings\":{\"modules\":["
                + "{\"type\":\"Linear\",\"settings\":{\"in\":2,\"out\":1,\"bias\":true}},"
                + "{\"type\":\"BatchNorm\",\"settings\":"
                + "{\"features\":1,\"momentum\":0.1,\"epsilon\":1.0E-5}},"
                + "{\"type\":\"TanH\"}]}}");
    assertThat(content.metadata().get("taeda.version")).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }

  @Test
  void types_and_frozen_parameters_are_kept() throws IOException {
    Module net =
        new Sequential(
            new Linear(2, 3),
            new Sequential(new Linear(3, 2), new BatchNorm(2)).to(DataType.DOUBLE));
    net.parameters().get(2).freeze();

    ModelFile.save(net, file);
    Module loaded = ModelFile.load(file);

    for (int i = 0; i < net.parameters().size(); i++) {
      Parameter parameter = loaded.parameters().get(i);
      Compare.exact(parameter.name(), parameter.value(), net.parameters().get(i).value());
      assertThat(parameter.isFrozen()).as(parameter.name()).isEqualTo(i == 2);
    }
    assertThat(loaded.buffers().get(0).value().dataType()).isEqualTo(DataType.DOUBLE);
  }

  @Test
  void what_is_shared_stays_shared() throws IOException {
    Linear encoder = new Linear(2, 2);
    Module net = new Sequential(encoder, new TanH(), encoder, new TiedLinear(encoder));

    ModelFile.save(net, file);
    Sequential loaded = (Sequential) ModelFile.load(file);

    assertThat(loaded.get(2)).isSameAs(loaded.get(0));
    assertThat(loaded.parameters())
        .extracting(Parameter::name)
        .containsExactly("0.weight", "0.bias", "3.bias");
    assertThat(SafeTensors.read(file).metadata().get("taeda.module"))
        .contains("{\"same\":1},{\"type\":\"TiedLinear\",\"settings\":{\"linear\":{\"same\":1}}}");
  }

  @Test
  void settings_other_than_the_default_are_kept() throws IOException {
    ModelFile.save(new BatchNorm(BatchNorm.Config.of(2).momentum(0.25).epsilon(0.5)), file);
    assertThat(ModelFile.load(file)).hasToString("BatchNorm(2, momentum 0.25, epsilon 0.5)");

    ModelFile.save(new LayerNorm(LayerNorm.Config.of(2).epsilon(0.5)), file);
    assertThat(ModelFile.load(file)).hasToString("LayerNorm(2, epsilon 0.5)");
  }

  @Test
  void own_modules_are_registered_in_one_line() throws IOException {
    ModelFile.save(new Sequential(new Doubling("a")), file);
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            file
                + ": Sequential.modules[0] > Doubling: no module type is called Doubling: call"
                + " ModuleTypes.register(Doubling.TYPE) before loading, or add the library that has"
                + " it");

    ModuleTypes.register(Doubling.TYPE);
    ModuleTypes.register(Doubling.TYPE);

    Doubling loaded = (Doubling) ((Sequential) ModelFile.load(file)).get(0);
    assertThat(loaded.label).isEqualTo("a");
  }

  @Test
  void a_module_without_type_cannot_be_saved() {
    assertThatThrownBy(() -> ModelFile.save(new Sequential(new Untyped()), file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "ModelFile: Sequential.modules[0] > Untyped: its class"
                + " io.github.taeda.nn.layers.ModelFileTest$Untyped must override type() to be"
                + " saved");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void a_name_is_of_one_class() {
    ModuleType<Other.Linear> type = ModuleType.of(Other.Linear.class, Other.Linear::new);
    assertThatThrownBy(() -> ModuleTypes.register(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "ModuleTypes: the name Linear of"
                + " io.github.taeda.nn.layers.ModelFileTest$Other$Linear is taken by"
                + " io.github.taeda.nn.layers.Linear");
    assertThatThrownBy(() -> ModelFile.save(new Sequential(new Other.Linear()), file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "ModelFile: Sequential.modules[0] > Linear: its name is taken by"
                + " io.github.taeda.nn.layers.Linear");
  }

  @Test
  void a_lambda_cannot_be_saved() {
    Module net = new Sequential(new TanH(), Lambda.elementwise(Math::sin, Math::cos));

    assertThatThrownBy(() -> ModelFile.save(net, file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "ModelFile: Sequential.modules[1] > Lambda: setting function is of type"
                + " java.util.function.UnaryOperator<org.nd4j.linalg.api.ndarray.INDArray>, which no"
                + " file can hold");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void a_window_is_written_by_axis() throws IOException {
    Conv2D conv =
        new Conv2D(
            Conv2D.Config.of(Window.of(2, 3).stride(1, 2).padding(0, 1), 1, 2).withoutBias(),
            new SplittableRandom(1));
    ModelFile.save(conv, file);

    assertThat(SafeTensors.read(file).metadata())
        .containsEntry(
            "taeda.module",
            "{\"type\":\"Conv2D\",\"settings\":{\"window\":{\"settings\":{\"kernel\":[2,3],"
                + "\"stride\":[1,2],\"padding\":[0,1],\"dilation\":[1,1]}},\"in\":1,\"out\":2,"
                + "\"groups\":1,\"bias\":false}}");
    assertThat(ModelFile.load(file)).hasToString(conv.toString());
  }

  @Test
  void a_convolution_saved_before_there_were_groups_is_read() throws IOException {
    Module conv = new Conv1D(3, 2, 4, 1);
    ModelFile.save(conv, file);
    SafeTensors content = SafeTensors.read(file);
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    metadata.computeIfPresent("taeda.module", (key, json) -> json.replace("\"groups\":1,", ""));
    assertThat(metadata).isNotEqualTo(content.metadata());
    SafeTensors.write(file, content.tensors(), metadata);

    assertThat(ModelFile.load(file)).hasToString(conv.toString());
  }

  @Test
  void modules_nested_too_deeply_are_refused_by_both() throws IOException {
    Module most = nested(79); // in each other, the innermost is the 80th
    ModelFile.save(most, file);
    assertThat(ModelFile.load(file)).hasToString(most.toString());

    assertThatThrownBy(() -> ModelFile.save(nested(80), file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("> TanH: stands in more than 80 modules");
    String deeper = "{\"type\":\"Residual\",\"settings\":{\"module\":";
    requireError(
        Map.of("taeda.module", deeper.repeat(80) + "{\"type\":\"TanH\"}" + "}}".repeat(80)),
        "Residual.module > ".repeat(80) + "TanH: stands in more than 80 modules");
    requireError(
        Map.of("taeda.module", deeper.repeat(1000)),
        "the architecture: objects and lists are nested more than 248 deep");
  }

  @Test
  void shared_modules_cannot_multiply_without_end() throws IOException {
    Sequential net = new Sequential(new TanH());
    for (int i = 0; i < 17; i++) { // 2^17 modules, each written once
      net = new Sequential(net, net);
    }
    Module much = net;
    assertThatThrownBy(() -> ModelFile.save(much, file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("Sequential: consists of more than 100000 modules");

    StringBuilder text = new StringBuilder("{\"type\":\"TanH\"}");
    for (int i = 40; i > 0; i--) { // module i - 1 holds module i twice
      text.insert(0, "{\"type\":\"Sequential\",\"settings\":{\"modules\":[");
      text.append(",{\"same\":").append(i).append("}]}}");
    }
    requireError(
        Map.of("taeda.module", text.toString()),
        "Sequential.modules[0] > ".repeat(24) + "Sequential: consists of more than 100000 modules");
  }

  static Stream<Arguments> architectures() {
    return Stream.of(
        Arguments.of(
            "", "the architecture is not valid JSON: End of input at line 1 column 1 path $"),
        Arguments.of("[]", "the architecture, $: expected an object, but was begin array"),
        Arguments.of(
            "{}", "the architecture, $: a module must have either a type, with settings, or same"),
        Arguments.of("{\"same\":0}", "same: there is no module of index 0 before it"),
        Arguments.of(
            "{\"type\":\"Residual\",\"settings\":{\"module\":{\"same\":0}}}",
            "Residual.module > same: there is no module of index 0 before it"),
        Arguments.of(
            "{\"type\":\"Mystery\"}",
            "Mystery: no module type is called Mystery: call ModuleTypes.register(Mystery.TYPE)"
                + " before loading, or add the library that has it"),
        Arguments.of(
            linear("\"in\":2,\"out\":1"), "Linear: setting bias is missing, there are [in, out]"),
        Arguments.of(
            linear("\"in\":2,\"out\":1,\"bias\":1"),
            "Linear: setting bias must be true or false, but was 1"),
        Arguments.of(
            linear("\"in\":2.0,\"out\":1,\"bias\":true"),
            "Linear: setting in must be an integer, but was 2.0"),
        Arguments.of(
            linear("\"in\":2,\"out\":1,\"bias\":true,\"colour\":3"),
            "Linear: settings [colour] are unknown"),
        Arguments.of(
            linear("\"in\":0,\"out\":1,\"bias\":true"),
            "Linear: Linear: in must be at least 1, but was 0"),
        Arguments.of(
            linear("\"in\":1000000000,\"out\":1000000000,\"bias\":true"),
            "Linear: Linear: weight must have at most 2147483647 elements, but [1000000000,"
                + " 1000000000] has 1000000000000000000"),
        Arguments.of(
            linear("\"in\":3,\"out\":3,\"bias\":true"),
            "Linear: has 12 elements, 12 with those before it, but the file has 3"),
        Arguments.of(
            "{\"type\":\"Sequential\",\"settings\":{\"modules\":[{\"type\":\"LayerNorm\",\"settings\":"
                + "{\"features\":2,\"epsilon\":1}},"
                + linear("\"in\":2,\"out\":1,\"bias\":true")
                + "]}}",
            "Sequential.modules[1] > Linear: has 3 elements, 7 with those before it, but the file"
                + " has 3"),
        Arguments.of(
            linear("\"in\":2,\"out\":2,\"bias\":true"),
            "tensor \"weight\" must be [2, 2], but was [2, 1]"),
        Arguments.of(
            linear("\"in\":1,\"out\":2,\"bias\":true"),
            "tensor \"weight\" must be [1, 2], but was [2, 1]"),
        Arguments.of(
            linear("\"in\":2,\"out\":1,\"bias\":false"),
            "its arrays are not those of its module: missing [], unexpected [bias]"),
        Arguments.of(
            "{\"type\":\"BatchNorm\",\"settings\":{\"features\":1,\"momentum\":0.1,\"epsilon\":1}}",
            "its arrays are not those of its module: missing [scale, shift, runningMean,"
                + " runningVariance], unexpected [weight, bias]"),
        Arguments.of(
            "{\"type\":\"LayerNorm\",\"settings\":{\"features\":1,\"epsilon\":1}}",
            "its arrays are not those of its module: missing [scale, shift], unexpected [weight,"
                + " bias]"),
        Arguments.of(
            "{\"settings\":{\"in\":2}}", "same: there is no module of index -1 before it"));
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void a_wrong_architecture_is_an_error_that_says_so(String architecture, String message)
      throws IOException {
    requireError(Map.of("taeda.module", architecture), message);
  }

  @Test
  void wrong_metadata_are_an_error_that_says_so() throws IOException {
    requireError(
        Map.of("taeda.format", "3", "taeda.version", "9.1.0"),
        "is of format 3, written by Taeda 9.1.0; this is Taeda "
            + version()
            + ", which reads up to format 2: use a newer one");
    requireError(
        Map.of("taeda.format", "1", "taeda.version", "0.1.0"),
        "is of the earlier format 1, written by Taeda 0.1.0; this is Taeda "
            + version()
            + ", which reads format 2: build the module, call loadInto for its arrays, and save it"
            + " again");
    requireError(
        Map.of("taeda.format", "new"), "taeda.format must be a whole number, but was \"new\"");
    requireError(
        Map.of("taeda.layout", "rows"), "taeda.layout must be taeda or pytorch, but was \"rows\"");
    requireError(
        Map.of("taeda.frozen", "[\"gamma\"]"),
        "names a frozen parameter \"gamma\", but the module has none");
    requireError(Map.of("taeda.frozen", "3"), "taeda.frozen, $: expected a list, but was number");
  }

  @Test
  void a_file_that_does_not_say_its_layout_is_rejected() throws IOException {
    ModelFile.save(new Linear(2, 2), file, Layout.PYTORCH);
    SafeTensors content = SafeTensors.read(file);
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    metadata.remove("taeda.layout");
    SafeTensors.write(file, content.tensors(), metadata);
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(file + ": its metadata lack taeda.layout");
  }

  @Test
  void arrays_of_a_wrong_type_are_an_error() throws IOException {
    requireArrayError(
        "bias", Nd4j.createFromArray(1L), "tensor \"bias\" must be FLOAT or DOUBLE, but was LONG");
    requireArrayError(
        "bias",
        Make.vector(1),
        "tensor \"bias\" is DOUBLE, but the other arrays of its module make it FLOAT");
  }

  @Test
  void a_file_without_module_says_what_to_do() throws IOException {
    SafeTensors.write(file, Map.of("a", Make.vector(1)), Map.of());

    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            file
                + ": holds arrays but no module of Taeda's, for its metadata lack taeda.format;"
                + " build the module and call loadInto");
  }

  @Test
  void loadInto_says_what_it_found() throws IOException {
    Linear linear = new Linear(2, 1);
    float[] bias = linear.parameters().get(1).value().dup().data().asFloat();
    SafeTensors.write(
        file,
        Map.of("weight", Make.matrix(new double[] {3}, new double[] {4}), "x", Make.vector(1)),
        Map.of());

    LoadReport report = ModelFile.loadInto(linear, file);

    assertThat(report)
        .isEqualTo(new LoadReport(Layout.TAEDA, List.of("weight"), List.of("bias"), List.of("x")));
    assertThat(report).hasToString("1 array loaded; missing: bias; unexpected: x");
    assertThatThrownBy(report::requireComplete)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("1 array loaded; missing: bias; unexpected: x");
    Compare.exact( // DOUBLE in the file, FLOAT in the module
        "weight",
        linear.parameters().get(0).value(),
        Make.matrix(new double[] {3}, new double[] {4}).castTo(DataType.FLOAT));
    assertThat(linear.parameters().get(1).value().data().asFloat()).isEqualTo(bias);
  }

  @Test
  void loadInto_of_another_shape_changes_nothing() throws IOException {
    Module saved = new Sequential(new Linear(2, 2), new Linear(2, 1));
    Module module = new Sequential(new Linear(2, 2), new Linear(2, 3));
    INDArray before = module.parameters().get(0).value().dup();
    ModelFile.save(saved, file);

    assertThatThrownBy(() -> ModelFile.loadInto(module, file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(file + ": tensor \"1.weight\" must be [2, 3], but was [2, 1]");

    Compare.exact("0.weight", module.parameters().get(0).value(), before);
  }

  @Test
  void a_file_for_PyTorch_has_its_names_and_layouts() throws IOException {
    Module net =
        new Sequential(
            new Conv1D(3, 2, 4, 1),
            new Flatten(),
            new Linear(8, 5),
            new BatchNorm(5),
            new LayerNorm(5),
            new Residual(new PReLU()));
    ModelFile.save(net, file, Layout.PYTORCH);

    // Sizes as torch.nn documents them: Conv1d [out, in, kernel], Linear [out, in].
    Map<String, INDArray> tensors = SafeTensors.read(file).tensors();
    Map<String, String> shapes = new LinkedHashMap<>();
    tensors.forEach((name, array) -> shapes.put(name, Arrays.toString(array.shape())));
    assertThat(shapes)
        .containsOnly(
            Map.entry("0.weight", "[4, 2, 3]"),
            Map.entry("0.bias", "[4]"),
            Map.entry("2.weight", "[5, 8]"),
            Map.entry("2.bias", "[5]"),
            Map.entry("3.weight", "[5]"),
            Map.entry("3.bias", "[5]"),
            Map.entry("3.running_mean", "[5]"),
            Map.entry("3.running_var", "[5]"),
            Map.entry("3.num_batches_tracked", "[]"),
            Map.entry("4.weight", "[5]"),
            Map.entry("4.bias", "[5]"),
            Map.entry("5.0.weight", "[1]"));
    INDArray conv = net.parameters().get(0).value(); // [kernel, in, out]
    assertThat(tensors.get("0.weight").getDouble(3, 1, 2)).isEqualTo(conv.getDouble(2, 1, 3));
  }

  @Test
  void weights_of_transposed_and_grouped_convolutions_have_PyTorch_s_layout() throws IOException {
    Module net =
        new Sequential(
            new ConvTranspose1D(3, 2, 4, 1),
            new ConvTranspose2D(
                ConvTranspose2D.Config.of(Window.of(5, 3), 2, 4), new SplittableRandom(1)),
            new Conv2D(Conv2D.Config.of(3, 4, 6).groups(2), new SplittableRandom(1)));
    ModelFile.save(net, file, Layout.PYTORCH);

    // As torch.nn documents them: ConvTranspose1d [in, out, kernel], ConvTranspose2d
    // [in, out, height, width], Conv2d [out, in / groups, height, width].
    Map<String, INDArray> tensors = SafeTensors.read(file).tensors();
    assertThat(tensors.get("0.weight").shape()).containsExactly(2, 4, 3);
    assertThat(tensors.get("1.weight").shape()).containsExactly(2, 4, 5, 3);
    assertThat(tensors.get("2.weight").shape()).containsExactly(6, 2, 3, 3);
    INDArray one = net.parameters().get(0).value(); // [kernel, in, out]
    assertThat(tensors.get("0.weight").getDouble(1, 3, 2)).isEqualTo(one.getDouble(2, 1, 3));
    INDArray two = net.parameters().get(2).value(); // [height, width, in, out]
    assertThat(tensors.get("1.weight").getDouble(1, 3, 4, 2)).isEqualTo(two.getDouble(4, 2, 1, 3));
    INDArray groups = net.parameters().get(4).value(); // [height, width, in / groups, out]
    assertThat(tensors.get("2.weight").getDouble(5, 1, 0, 2))
        .isEqualTo(groups.getDouble(0, 2, 1, 5));
  }

  @Test
  void a_file_of_PyTorch_is_read() throws IOException {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    // Conv2d(1, 2, (1, 3)): [out, in, height, width]
    tensors.put("0.weight", Make.of(new long[] {2, 1, 1, 3}, 1, 2, 3, 4, 5, 6));
    tensors.put("0.bias", Make.vector(0.5, -0.5));
    tensors.put("1.weight", Make.vector(1, 2));
    tensors.put("1.bias", Make.vector(3, 4));
    tensors.put("1.running_mean", Make.vector(5, 6));
    tensors.put("1.running_var", Make.vector(7, 8));
    tensors.put("1.num_batches_tracked", Nd4j.scalar(DataType.INT64, 9));
    SafeTensors.write(file, tensors, Map.of("format", "pt"));
    Conv2D conv = new Conv2D(Conv2D.Config.of(Window.of(1, 3), 1, 2), new SplittableRandom(1));
    Sequential net = new Sequential(conv, new BatchNorm(2));

    LoadReport report = ModelFile.loadInto(net, file, Layout.PYTORCH).requireComplete();

    assertThat(report).hasToString("6 arrays loaded from PyTorch's layout");
    // [height, width, in, out]: place j of output o is weight[o, 0, 0, j].
    Compare.exact(
        "weight",
        conv.parameters().get(0).value(),
        Make.of(new long[] {1, 3, 1, 2}, 1, 4, 2, 5, 3, 6).castTo(DataType.FLOAT));
    Compare.exact(
        "runningVariance", net.buffers().get(1).value(), Make.vector(7, 8).castTo(DataType.FLOAT));
  }

  @Test
  void a_file_that_says_it_is_of_PyTorch_is_taken_at_its_word() throws IOException {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put("weight", Make.matrix(new double[] {1, 2}, new double[] {3, 4})); // [out, in]
    tensors.put("bias", Make.vector(5, 6));
    SafeTensors.write(file, tensors, Map.of("format", "pt"));
    Linear linear = new Linear(2, 2);

    LoadReport report = ModelFile.loadInto(linear, file);

    assertThat(report.layout()).isEqualTo(Layout.PYTORCH);
    assertThat(report).hasToString("2 arrays loaded from PyTorch's layout");
    INDArray weight = linear.parameters().get(0).value(); // [in, out]
    assertThat(weight.toFloatMatrix()).isDeepEqualTo(new float[][] {{1, 3}, {2, 4}});

    ModelFile.loadInto(linear, file, Layout.TAEDA);
    assertThat(weight.toFloatMatrix()).isDeepEqualTo(new float[][] {{1, 2}, {3, 4}});

    ModelFile.save(linear, file); // the file's own word
    assertThat(ModelFile.loadInto(linear, file).layout()).isEqualTo(Layout.TAEDA);
  }

  @Test
  void loadInto_rejects_a_file_of_which_it_would_load_nothing() throws IOException {
    Linear linear = new Linear(2, 1);
    SafeTensors.write(file, Map.of("layer.weight", Make.vector(1)), Map.of());
    assertThatThrownBy(() -> ModelFile.loadInto(linear, file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            file
                + ": none of its arrays is one of the module's: it has layer.weight, the module"
                + " weight, bias");

    Sequential large = new Sequential();
    for (int i = 0; i < 4; i++) {
      large.add(new Linear(1, 1));
    }
    SafeTensors.write(file, Map.of(), Map.of());
    assertThatThrownBy(() -> ModelFile.loadInto(large, file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            file
                + ": none of its arrays is one of the module's: it has none, the module 0.weight,"
                + " 0.bias, 1.weight, 1.bias, 2.weight, … (8)");

    assertThat(ModelFile.loadInto(new TanH(), file)).hasToString("0 arrays loaded");
  }

  @Test
  void a_checkpoint_is_no_model_file() throws IOException {
    Map<String, INDArray> arrays = Map.of("module.weight", Make.matrix(new double[] {1, 2}));
    SafeTensors.write(file, arrays, Map.of("taeda.checkpoint", "2"));
    String message =
        file
            + ": is a checkpoint of a training run, not a model file; build the module and call"
            + " Checkpoints.file(path).load().copyInto(module)";
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> ModelFile.loadInto(new Linear(1, 2), file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(message);
  }

  @Test
  void names_are_mapped_by_a_function() throws IOException {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put("encoder.fc.weight", Make.matrix(new double[] {1, 2})); // [out, in]
    tensors.put("encoder.fc.bias", Make.vector(3));
    tensors.put("head.bias", Make.vector(4));
    SafeTensors.write(file, tensors, Map.of());
    Sequential net = new Sequential(new Linear(2, 1));

    LoadReport report =
        ModelFile.loadInto(
            net, file, Layout.PYTORCH, name -> name.replaceFirst("^encoder\\.fc\\.", "0."));

    assertThat(report)
        .isEqualTo(
            new LoadReport(
                Layout.PYTORCH, List.of("0.weight", "0.bias"), List.of(), List.of("head.bias")));
    assertThat(net.parameters().get(0).value().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1}, {2}});
    assertThat(net.parameters().get(1).value().getFloat(0)).isEqualTo(3);
  }

  @Test
  void a_function_that_gives_two_arrays_one_name_is_rejected() throws IOException {
    SafeTensors.write(
        file, new LinkedHashMap<>(Map.of("a.x", Make.vector(1), "b.x", Make.vector(2))), Map.of());
    assertThatThrownBy(
            () -> ModelFile.loadInto(new Linear(2, 1), file, Layout.TAEDA, name -> "weight"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("ModelFile: names gives \"weight\" for \".\\.x\" and for \".\\.x\"");
  }

  @Test
  void tensors_that_nobody_needs_are_passed_over_and_narrow_ones_widened() throws IOException {
    String header =
        "{\"weight\":{\"dtype\":\"BF16\",\"shape\":[2,1],\"data_offsets\":[0,4]},"
            + "\"bias\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[4,6]},"
            + "\"mask\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[6,8]},"
            + "\"ids\":{\"dtype\":\"U64\",\"shape\":[1],\"data_offsets\":[8,16]}}";
    writeRaw(header, 0x80, 0x3f, 0x20, 0xc0, 0, 0x3c, 1, 0); // 1, -2.5; 1
    Linear linear = new Linear(2, 1);

    LoadReport report = ModelFile.loadInto(linear, file);

    assertThat(report).hasToString("2 arrays loaded; unexpected: mask, ids");
    assertThat(linear.parameters().get(0).value().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1}, {-2.5f}});
    assertThat(linear.parameters().get(1).value().getFloat(0)).isEqualTo(1);

    writeRaw(header.replace("ids", "x").replace("BF16", "X").replace("[2,1]", "[3]"));
    assertThatThrownBy(() -> ModelFile.loadInto(linear, file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            file + ": tensor \"weight\" must be F32, F64, F16 or BF16 [2, 1], but was X [3]");
  }

  private void writeRaw(String header, int... elements) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text);
    for (int element : elements) {
      bytes.put((byte) element);
    }
    Files.write(file, bytes.array());
  }

  private void requireArrayError(String name, INDArray array, String message) throws IOException {
    ModelFile.save(new Linear(2, 1), file);
    SafeTensors content = SafeTensors.read(file);
    Map<String, INDArray> tensors = new LinkedHashMap<>(content.tensors());
    tensors.put(name, array);
    SafeTensors.write(file, tensors, content.metadata());
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(file + ": " + message);
  }

  /** The file of a Linear(2 -> 1) with other metadata must be refused. */
  private void requireError(Map<String, String> changed, String message) throws IOException {
    ModelFile.save(new Linear(2, 1), file);
    SafeTensors content = SafeTensors.read(file);
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    metadata.putAll(changed);
    SafeTensors.write(file, content.tensors(), metadata);
    assertThatThrownBy(() -> ModelFile.load(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(file + ": " + message);
  }

  private String version() throws IOException {
    ModelFile.save(new TanH(), file);
    return String.valueOf(SafeTensors.read(file).metadata().get("taeda.version"));
  }

  private static String linear(String settings) {
    return "{\"type\":\"Linear\",\"settings\":{" + settings + "}}";
  }

  private static Module nested(int containers) {
    Module module = new TanH();
    for (int i = 0; i < containers; i++) {
      module = new Residual(module);
    }
    return module;
  }

  /** A module that no file knows at first. */
  private static final class Doubling extends Untyped {
    static final ModuleType<Doubling> TYPE =
        ModuleType.of(
            Doubling.class,
            Config.class,
            doubling -> new Config(doubling.label),
            config -> new Doubling(config.label()));

    private record Config(String label) implements ModuleConfig {}

    private final String label;

    Doubling(String label) {
      this.label = label;
    }

    @Override
    public ModuleType<Doubling> type() {
      return TYPE;
    }
  }

  private static class Untyped extends Activation {
    @Override
    protected void apply(INDArray input, INDArray output) {
      output.assign(input.mul(2));
    }

    @Override
    protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
      result.assign(delta.mul(2));
    }
  }

  private static final class Other {
    private static final class Linear extends Untyped {
      @Override
      public ModuleType<Linear> type() {
        return ModuleType.of(Linear.class, Linear::new);
      }
    }
  }
}
