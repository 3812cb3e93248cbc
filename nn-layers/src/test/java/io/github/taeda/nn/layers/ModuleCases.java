package io.github.taeda.nn.layers;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.graph.Graph;
import io.github.taeda.nn.graph.Node;
import io.github.taeda.nn.ops.Window;
import io.github.taeda.nn.testing.ModuleCase;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The table of modules: every public module has a row here, and every law runs over all rows. */
public final class ModuleCases {
  private ModuleCases() {}

  /** Every row. */
  public static Stream<ModuleCase> all() {
    return Stream.of(
            linear(),
            activations(),
            moreActivations(),
            windows(),
            groups(),
            transposed(),
            norms(),
            structure(),
            recurrent(),
            sequences(),
            attention(),
            positions(),
            graphs(),
            chains())
        .flatMap(rows -> rows);
  }

  private static Stream<ModuleCase> linear() {
    return Stream.of(
        ModuleCase.of("Linear(3 -> 2)", random -> new Linear(3, 2, random), 4, 3)
            .refuses("input must be [*, 3], but was [4, 5]", 4, 5)
            .refuses("input must be [*, 3], but was [3]", 3),
        ModuleCase.of("Linear(3 -> 2)", random -> new Linear(3, 2, random), 1, 3),
        ModuleCase.of("Linear(1 -> 1)", random -> new Linear(1, 1, random), 4, 1),
        ModuleCase.of("Linear(3 -> 3)", random -> new Linear(3, 3, random), 3, 3),
        ModuleCase.of("Linear(4 -> 3)", random -> new Linear(4, 3, random), 2, 5, 4)
            .refuses("input must be [*, 4], but was [2, 4, 5]", 2, 4, 5),
        // Large enough for the other kind of native product.
        ModuleCase.of("Linear(130 -> 70)", random -> new Linear(130, 70, random), 40, 130).large(),
        ModuleCase.of(
            "Linear(3 -> 2)",
            random -> new Linear(Linear.Config.of(3, 2).init(Init.normal(0.5)), random),
            4,
            3),
        ModuleCase.of(
                "Linear(4 -> 3, without bias)",
                random -> new Linear(Linear.Config.of(4, 3).withoutBias(), random),
                5,
                4)
            .refuses("input must be [*, 4], but was [5, 3]", 5, 3));
  }

  private static Stream<ModuleCase> graphs() {
    return Stream.of(
        ModuleCase.of(
                "Graph(\n  hidden: Linear(3 -> 4)\n  2: TanH\n  last: Linear(5 -> 2)\n)",
                ModuleCases::branchedGraph,
                4,
                3)
            .refuses("input must be [*, 3], but was [4, 2]", 4, 2),
        ModuleCase.of("Graph(\n  1: TanH\n)", random -> squares(), 4, 3),
        ModuleCase.of("Graph(\n  1: TanH\n)", random -> squares(), 2, 3, 5));
  }

  /** A slice, a product and a sum of nodes that are read twice, and a shared module. */
  private static Module branchedGraph(RandomGenerator random) {
    Node x = Node.input("x");
    Node hidden = x.then("hidden", new Linear(3, 4, random));
    TanH shared = new TanH();
    Node gate = hidden.then(shared).then(shared);
    Node product = Node.multiply(hidden, gate, gate);
    Node joined = Node.concat(1, Node.add(product, hidden, hidden), x.slice(1, 1, 2));
    return new Graph(x, joined.then("last", new Linear(5, 2, random)));
  }

  /** {@code y² + y} with y = tanh x. */
  private static Module squares() {
    Node x = Node.input("x");
    Node y = x.then(new TanH());
    return new Graph(x, Node.add(Node.multiply(y, y), y));
  }

  private static Stream<ModuleCase> activations() {
    return Stream.of(
        ModuleCase.of("TanH", random -> new TanH(), 4, 3),
        ModuleCase.of("TanH", random -> new TanH(), 5),
        ModuleCase.of("TanH", random -> new TanH(), 2, 3, 5),
        ModuleCase.of("TanH", random -> new TanH(), 40, 20), // past the switch to oneDNN
        ModuleCase.of("Sigmoid", random -> new Sigmoid(), 4, 3),
        ModuleCase.of("Sigmoid", random -> new Sigmoid(), 2, 3, 5),
        ModuleCase.of("ReLU", random -> new ReLU(), 4, 3),
        ModuleCase.of("ReLU", random -> new ReLU(), 2, 3, 5));
  }

  private static Stream<ModuleCase> moreActivations() {
    return Stream.of(
        ModuleCase.of("LeakyReLU(0.1)", random -> new LeakyReLU(0.1), 4, 3),
        ModuleCase.of("LeakyReLU(0.01)", random -> new LeakyReLU(), 2, 3, 5),
        ModuleCase.of("ELU(1.0)", random -> new ELU(), 4, 3),
        ModuleCase.of("ELU(0.5)", random -> new ELU(0.5), 2, 3, 5),
        ModuleCase.of("ELU(1.0)", random -> new ELU(), 40, 20), // past the switch to oneDNN
        ModuleCase.of("GELU", random -> new GELU(), 2, 3, 5),
        ModuleCase.of("SiLU", random -> new SiLU(), 2, 3, 5),
        ModuleCase.of("Softplus", random -> new Softplus(), 2, 3, 5),
        ModuleCase.of("Softsign", random -> new Softsign(), 2, 3, 5),
        ModuleCase.of("HardTanH", random -> new HardTanH(), 2, 3, 5),
        ModuleCase.of("Heaviside", random -> new Heaviside(), 4, 3),
        ModuleCase.of("Identity", random -> new Identity(), 4, 3),
        ModuleCase.of("PReLU(1)", random -> new PReLU(), 4, 3),
        ModuleCase.of("PReLU(3)", random -> new PReLU(3), 2, 4, 3)
            .refuses("input must be [*, 3], but was [2, 4]", 2, 4),
        ModuleCase.of("Softmax", random -> new Softmax(), 4, 3)
            .refuses("input must be [*, n], but was [3]", 3),
        ModuleCase.of("Softmax", random -> new Softmax(), 4, 1),
        ModuleCase.of("Softmax", random -> new Softmax(), 2, 3, 5),
        ModuleCase.of("LogSoftmax", random -> new LogSoftmax(), 4, 3)
            .refuses("input must be [*, n], but was [3]", 3),
        ModuleCase.of("LogSoftmax", random -> new LogSoftmax(), 2, 3, 5),
        ModuleCase.of("LogSoftmax", random -> new LogSoftmax(), 4, 1),
        ModuleCase.of("Lambda", random -> Lambda.elementwise(Math::sin, Math::cos), 4, 3),
        ModuleCase.of("Dropout(0.5)", random -> new Dropout(0.5, random), 4, 3).random(),
        ModuleCase.of("SpatialDropout(0.5)", random -> new SpatialDropout(0.5, random), 4, 2, 3, 3)
            .random()
            .refuses(
                "input must be [batch, ..., channels] of at least 3 axes, but was [4, 3]", 4, 3));
  }

  private static Stream<ModuleCase> windows() {
    return Stream.of(
        ModuleCase.of(
                "Conv1D(2 -> 3, 3, stride 1)", random -> new Conv1D(3, 2, 3, 1, random), 2, 7, 2)
            .refuses("input must be [batch, length, 2], channels last, but was [2, 7, 3]", 2, 7, 3)
            .refuses(
                "input must be [batch, length, 2], channels last, but was [3, 2, 7], channels"
                    + " first: take input.permute(0, 2, 1)",
                3,
                2,
                7)
            .refuses("input must be [batch, length, 2], channels last, but was [2, 7]", 2, 7)
            .refuses("the input's length must be at least 3, but was 2 in [4, 2, 2]", 4, 2, 2),
        ModuleCase.of(
            "Conv1D(1 -> 2, 3, stride 1)", random -> new Conv1D(3, 1, 2, 1, random), 2, 5, 1),
        ModuleCase.of(
            "Conv1D(1 -> 4, 3, stride 2)", random -> new Conv1D(3, 1, 4, 2, random), 3, 10, 1),
        ModuleCase.of(
            "Conv1D(3 -> 2, 5, stride 1)", random -> new Conv1D(5, 3, 2, 1, random), 1, 5, 3),
        ModuleCase.of(
            "Conv1D(2 -> 3, 3, stride 2, padding 2, dilation 2)",
            random ->
                new Conv1D(Conv1D.Config.of(3, 2, 3).stride(2).padding(2).dilation(2), random),
            2,
            7,
            2),
        ModuleCase.of(
            "Conv1D(1 -> 3, 3, stride 1, padding 1, dilation 2, without bias)",
            random ->
                new Conv1D(Conv1D.Config.of(3, 1, 3).padding(1).dilation(2).withoutBias(), random),
            2,
            7,
            1),
        ModuleCase.of(
                "Conv2D(2 -> 3, 3x3, stride 1)", random -> new Conv2D(3, 2, 3, random), 2, 5, 6, 2)
            .refuses(
                "input must be [batch, height, width, 2], channels last, but was [2, 5, 6]",
                2,
                5,
                6)
            .refuses(
                "input must be [batch, height, width, 2], channels last, but was [3, 2, 5, 6],"
                    + " channels first: take input.permute(0, 2, 3, 1)",
                3,
                2,
                5,
                6)
            .refuses("the input's width must be at least 3, but was 2 in [1, 5, 2, 2]", 1, 5, 2, 2),
        ModuleCase.of(
            "Conv2D(1 -> 2, 3x3, stride 2, padding 1)",
            random -> new Conv2D(Conv2D.Config.of(3, 1, 2).stride(2).padding(1), random),
            3,
            6,
            5,
            1),
        ModuleCase.of(
            "Conv2D(2 -> 2, 2x3, stride 1x2, padding 0x1, dilation 2x1)",
            random ->
                new Conv2D(
                    Conv2D.Config.of(
                        Window.of(2, 3).stride(1, 2).padding(0, 1).dilation(2, 1), 2, 2),
                    random),
            2,
            5,
            6,
            2),
        ModuleCase.of(
            "Conv2D(2 -> 2, 2x3, stride 1x2, without bias)",
            random ->
                new Conv2D(
                    Conv2D.Config.of(Window.of(2, 3).stride(1, 2), 2, 2).withoutBias(), random),
            2,
            5,
            6,
            2),
        ModuleCase.of(
            "Conv2D(1 -> 2, 3x3, stride 1, without bias)",
            random -> new Conv2D(Conv2D.Config.of(3, 1, 2).withoutBias(), random),
            2,
            5,
            5,
            1),
        ModuleCase.of("MaxPool1D(2, stride 2)", random -> new MaxPool1D(2, 2), 2, 7, 3)
            .refuses("input must be [batch, length, channels], channels last, but was [2, 7]", 2, 7)
            .refuses("the input's length must be at least 2, but was 1 in [2, 1, 3]", 2, 1, 3),
        ModuleCase.of("MaxPool1D(3, stride 3)", random -> new MaxPool1D(3), 2, 7, 2),
        ModuleCase.of("AvgPool1D(3, stride 3)", random -> new AvgPool1D(3), 2, 7, 2),
        ModuleCase.of("MaxPool2D(2x2, stride 2)", random -> new MaxPool2D(2), 2, 4, 5, 2),
        ModuleCase.of("AvgPool2D(2x2, stride 2)", random -> new AvgPool2D(2), 2, 4, 5, 2),
        ModuleCase.of("MaxPool1D(3, stride 1)", random -> new MaxPool1D(3, 1), 2, 6, 2),
        ModuleCase.of("AvgPool1D(3, stride 2)", random -> new AvgPool1D(3, 2), 2, 9, 2),
        ModuleCase.of("MaxPool2D(2x2, stride 2)", random -> new MaxPool2D(2, 2), 2, 4, 5, 3),
        ModuleCase.of(
            "MaxPool2D(2x3, stride 1x2)",
            random -> new MaxPool2D(Window.of(2, 3).stride(1, 2)),
            2,
            4,
            7,
            2),
        ModuleCase.of("AvgPool2D(2x2, stride 2)", random -> new AvgPool2D(2, 2), 2, 4, 5, 3),
        ModuleCase.of(
            "AvgPool2D(2x3, stride 1x2)",
            random -> new AvgPool2D(Window.of(2, 3).stride(1, 2)),
            2,
            4,
            7,
            2),
        ModuleCase.of("GlobalAvgPool", random -> new GlobalAvgPool(), 2, 4, 3)
            .refuses(
                "input must be [batch, ..., channels] of at least 3 axes, but was [4, 3]", 4, 3),
        ModuleCase.of("GlobalAvgPool", random -> new GlobalAvgPool(), 2, 3, 4, 2),
        ModuleCase.of("GlobalMaxPool", random -> new GlobalMaxPool(), 2, 4, 3)
            .refuses(
                "input must be [batch, ..., channels] of at least 3 axes, but was [4, 3]", 4, 3),
        ModuleCase.of("GlobalMaxPool", random -> new GlobalMaxPool(), 2, 3, 4, 2),
        ModuleCase.of(
            "MaxPool1D(3, stride 2, padding 1)",
            random -> new MaxPool1D(Window.of(3).stride(2).padding(1)),
            2,
            6,
            2),
        ModuleCase.of(
            "AvgPool1D(3, stride 2, padding 2)",
            random -> new AvgPool1D(Window.of(3).stride(2).padding(2)),
            2,
            6,
            2),
        ModuleCase.of(
            "MaxPool2D(3x2, stride 2x1, padding 1)",
            random -> new MaxPool2D(Window.of(3, 2).stride(2, 1).padding(1)),
            2,
            4,
            3,
            2),
        ModuleCase.of(
            "AvgPool2D(3x3, stride 2, padding 1x2)",
            random -> new AvgPool2D(Window.of(3, 3).stride(2).padding(1, 2)),
            2,
            5,
            4,
            2),
        ModuleCase.of("ZeroPad1D(2)", random -> new ZeroPad1D(2), 2, 3, 2)
            .withConstants()
            .refuses("input must be [batch, length, channels], but was [2, 3]", 2, 3),
        ModuleCase.of("ZeroPad1D(0, 2)", random -> new ZeroPad1D(0, 2), 2, 3, 2).withConstants(),
        ModuleCase.of("ZeroPad2D(1)", random -> new ZeroPad2D(1), 2, 3, 4, 2)
            .withConstants()
            .refuses("input must be [batch, height, width, channels], but was [2, 3, 4]", 2, 3, 4),
        ModuleCase.of("ZeroPad2D(1x0, 2x3)", random -> new ZeroPad2D(1, 2, 0, 3), 2, 3, 4, 2)
            .withConstants(),
        // As long as the input.
        ModuleCase.of(
            "Conv2D(2 -> 3, 3x3, stride 2)",
            random -> new Conv2D(Conv2D.Config.of(3, 2, 3).stride(2), random),
            2,
            3,
            3,
            2),
        ModuleCase.of("MaxPool1D(5, stride 2)", random -> new MaxPool1D(5, 2), 3, 5, 2),
        ModuleCase.of("AvgPool1D(5, stride 2)", random -> new AvgPool1D(5, 2), 3, 5, 2),
        ModuleCase.of("MaxPool2D(3x3, stride 3)", random -> new MaxPool2D(3, 3), 2, 3, 3, 2),
        ModuleCase.of("AvgPool2D(3x3, stride 3)", random -> new AvgPool2D(3, 3), 2, 3, 3, 2));
  }

  private static Stream<ModuleCase> groups() {
    return Stream.of(
        ModuleCase.of(
                "Conv1D(4 -> 6, 3, stride 1, groups 2)",
                random -> new Conv1D(Conv1D.Config.of(3, 4, 6).groups(2), random),
                2,
                5,
                4)
            .refuses("input must be [batch, length, 4], channels last, but was [2, 5, 2]", 2, 5, 2),
        ModuleCase.of(
            "Conv1D(3 -> 3, 3, stride 2, padding 1, groups 3, without bias)",
            random ->
                new Conv1D(
                    Conv1D.Config.of(3, 3, 3).stride(2).padding(1).groups(3).withoutBias(), random),
            2,
            6,
            3),
        ModuleCase.of(
            "Conv2D(3 -> 3, 3x3, stride 1, padding 1, groups 3)",
            random -> new Conv2D(Conv2D.Config.of(3, 3, 3).padding(1).groups(3), random),
            2,
            4,
            3,
            3),
        ModuleCase.of(
            "Conv2D(2 -> 4, 2x2, stride 2, dilation 2, groups 2)",
            random -> new Conv2D(Conv2D.Config.of(2, 2, 4).stride(2).dilation(2).groups(2), random),
            2,
            5,
            4,
            2));
  }

  private static Stream<ModuleCase> transposed() {
    return Stream.of(
        ModuleCase.of("Upsample2D(2)", random -> new Upsample2D(2), 2, 3, 2, 2)
            .refuses(
                "input must be [batch, height, width, channels], channels last, but was [2, 3, 2]",
                2,
                3,
                2),
        ModuleCase.of("Upsample2D(3)", random -> new Upsample2D(3), 1, 1, 2, 3),
        ModuleCase.of(
            "Upsample2D(2, bilinear)",
            random -> new Upsample2D(2, Upsample2D.Mode.BILINEAR),
            2,
            3,
            2,
            2),
        ModuleCase.of(
            "Upsample2D(3, bilinear)",
            random -> new Upsample2D(3, Upsample2D.Mode.BILINEAR),
            2,
            1,
            3,
            1),
        ModuleCase.of(
                "ConvTranspose1D(2 -> 3, 3, stride 2)",
                random -> new ConvTranspose1D(3, 2, 3, 2, random),
                2,
                4,
                2)
            .refuses("input must be [batch, length, 2], channels last, but was [2, 4, 3]", 2, 4, 3)
            .refuses(
                "input must be [batch, length, 2], channels last, but was [3, 2, 4], channels"
                    + " first: take input.permute(0, 2, 1)",
                3,
                2,
                4),
        ModuleCase.of(
                "ConvTranspose1D(1 -> 2, 2, stride 3, padding 1, output padding 2, without bias)",
                random ->
                    new ConvTranspose1D(
                        ConvTranspose1D.Config.of(2, 1, 2)
                            .stride(3)
                            .padding(1)
                            .outputPadding(2)
                            .withoutBias(),
                        random),
                3,
                4,
                1)
            .withConstants(),
        ModuleCase.of(
                "ConvTranspose1D(2 -> 2, 3, stride 1, padding 2)",
                random ->
                    new ConvTranspose1D(ConvTranspose1D.Config.of(3, 2, 2).padding(2), random),
                2,
                4,
                2)
            .refuses("padding leaves nothing of the input [2, 2, 2]", 2, 2, 2),
        ModuleCase.of(
            "ConvTranspose1D(2 -> 1, 3, stride 1, padding 1, dilation 2)",
            random ->
                new ConvTranspose1D(
                    ConvTranspose1D.Config.of(3, 2, 1).padding(1).dilation(2), random),
            2,
            3,
            2),
        ModuleCase.of(
            "ConvTranspose2D(3 -> 2, 2x2, stride 2)",
            random -> new ConvTranspose2D(2, 3, 2, 2, random),
            2,
            2,
            3,
            3),
        ModuleCase.of(
            "ConvTranspose2D(2 -> 3, 3x3, stride 2, padding 1, output padding 1x0)",
            random ->
                new ConvTranspose2D(
                    ConvTranspose2D.Config.of(3, 2, 3).stride(2).padding(1).outputPadding(1, 0),
                    random),
            2,
            3,
            2,
            2),
        ModuleCase.of(
            "ConvTranspose2D(2 -> 2, 2x3, stride 1x2, dilation 2x1)",
            random ->
                new ConvTranspose2D(
                    ConvTranspose2D.Config.of(Window.of(2, 3).stride(1, 2).dilation(2, 1), 2, 2),
                    random),
            2,
            2,
            3,
            2));
  }

  private static Stream<ModuleCase> norms() {
    return Stream.of(
        ModuleCase.of("BatchNorm(3)", random -> new BatchNorm(3), 4, 3).rowsDependInTraining(),
        ModuleCase.of("BatchNorm(3)", random -> new BatchNorm(3), 4, 2, 3)
            .rowsDependInTraining()
            .refuses("input must be [*, 3], but was [4, 2]", 4, 2),
        ModuleCase.of("BatchNorm(3)", random -> new BatchNorm(3), 2, 3, 2, 3)
            .rowsDependInTraining(),
        ModuleCase.of(
                "BatchNorm(3, momentum 0.3, epsilon 0.2)",
                random -> new BatchNorm(BatchNorm.Config.of(3).momentum(0.3).epsilon(0.2)),
                4,
                3)
            .rowsDependInTraining(),
        ModuleCase.of(
            "LayerNorm(3, epsilon 0.2)",
            random -> new LayerNorm(LayerNorm.Config.of(3).epsilon(0.2)),
            2,
            3),
        ModuleCase.of("LayerNorm(3)", random -> new LayerNorm(3), 4, 3)
            .refuses("input must be [*, 3], but was [4, 2]", 4, 2),
        ModuleCase.of("LayerNorm(5)", random -> new LayerNorm(5), 2, 3, 5),
        ModuleCase.of("GroupNorm(2 of 6)", random -> new GroupNorm(2, 6), 2, 3, 2, 6)
            .refuses("input must be [*, 6], but was [4, 2]", 4, 2),
        ModuleCase.of(
            "GroupNorm(1 of 4, epsilon 0.2)",
            random -> new GroupNorm(GroupNorm.Config.of(1, 4).epsilon(0.2)),
            3,
            2,
            4),
        ModuleCase.of("GroupNorm(3 of 3)", random -> new GroupNorm(3, 3), 2, 5, 3),
        ModuleCase.of("GroupNorm(2 of 6)", random -> new GroupNorm(2, 6), 4, 6));
  }

  private static Stream<ModuleCase> structure() {
    return Stream.of(
        ModuleCase.of("Flatten", random -> new Flatten(), 2, 3, 4),
        ModuleCase.of("Flatten", random -> new Flatten(), 2, 3, 2, 2),
        ModuleCase.of("Reshape([3, 2])", random -> new Reshape(3, 2), 4, 6)
            .refuses(
                "each example of the input must have 6 elements, but the input was [4, 5]", 4, 5),
        ModuleCase.of("Reshape([2, *, 3])", random -> new Reshape(2, -1, 3), 3, 4, 3)
            .refuses(
                "each example of the input must have a multiple of 6 elements, but the input was"
                    + " [3, 4, 2]",
                3,
                4,
                2)
            .refuses(
                "each example of the input must have a multiple of 6 elements, but the input was"
                    + " [3]",
                3),
        ModuleCase.of("Reshape([*])", random -> new Reshape(-1), 3, 2, 2),
        ModuleCase.of("Transpose(2, 1)", random -> new Transpose(2, 1), 2, 3, 4)
            .refuses("input must have 3 axes, but was [2, 3]", 2, 3),
        ModuleCase.of("Transpose(3, 1, 2)", random -> new Transpose(3, 1, 2), 2, 3, 4, 2),
        ModuleCase.of(
            "Residual(\n  0: Linear(3 -> 3)\n)",
            random -> new Residual(new Linear(3, 3, random)),
            4,
            3),
        ModuleCase.of(
            "Concat(axis 1\n  0: Linear(3 -> 2)\n  1: TanH\n)",
            random -> new Concat(1, new Linear(3, 2, random), new TanH()),
            4,
            3),
        ModuleCase.of(
            "Concat(axis 2\n  0: Linear(3 -> 2)\n  1: Linear(3 -> 1)\n)",
            random -> new Concat(2, new Linear(3, 2, random), new Linear(3, 1, random)),
            2,
            4,
            3),
        ModuleCase.of(
            "Parallel(axis 1\n  0: Linear(3 -> 2)\n  1: TanH\n)",
            random -> new Parallel(1, new Linear(3, 2, random), new TanH()),
            4,
            2,
            3),
        ModuleCase.of(
            "Sequential(\n  0: Linear(3 -> 2)\n  1: TanH\n  2: TiedLinear(2 -> 3)\n)",
            ModuleCases::tied,
            4,
            3),
        ModuleCase.of(
                "TiedLinear(2 -> 3)", random -> new TiedLinear(new Linear(3, 2, random)), 4, 2)
            .refuses("input must be [*, 2], but was [4, 3]", 4, 3),
        ModuleCase.of("Embedding(5 -> 3)", random -> new Embedding(5, 3, random), 4, 2).ids(5),
        ModuleCase.of(
                "Sequential(\n  0: Embedding(5 -> 3)\n  1: Flatten\n  2: Linear(6 -> 2)\n)",
                random ->
                    new Sequential(
                        new Embedding(5, 3, random), new Flatten(), new Linear(6, 2, random)),
                4,
                2)
            .ids(5),
        ModuleCase.of(
            "Sequential(\n  0: Conv1D(1 -> 4, 3, stride 1)\n  1: MaxPool1D(2, stride 2)\n"
                + "  2: Flatten\n  3: Linear(12 -> 3)\n)",
            random ->
                new Sequential(
                    new Conv1D(3, 1, 4, 1, random),
                    new MaxPool1D(2, 2),
                    new Flatten(),
                    new Linear(12, 3, random)),
            4,
            8,
            1));
  }

  private static Stream<ModuleCase> recurrent() {
    return Stream.of(
        ModuleCase.of("RNN(3 -> 4)", random -> new RNN(3, 4, random), 2, 5, 3)
            .refuses("input must be [*, *, 3], but was [2, 5, 4]", 2, 5, 4)
            .refuses("input must be [*, *, 3], but was [5, 3]", 5, 3),
        ModuleCase.of(
            "RNN(2 -> 3, reverse, last only)",
            random -> new RNN(RNN.Config.of(2, 3).reverse(true).lastOnly(), random),
            3,
            4,
            2),
        ModuleCase.of("LSTM(3 -> 4)", random -> new LSTM(3, 4, random), 2, 5, 3)
            .refuses("input must be [*, *, 3], but was [2, 5, 4]", 2, 5, 4),
        ModuleCase.of("LSTM(1 -> 1)", random -> new LSTM(1, 1, random).forgetBias(1), 2, 1, 1),
        ModuleCase.of(
            "LSTM(3 -> 2, reverse)",
            random -> new LSTM(LSTM.Config.of(3, 2).reverse(true), random),
            3,
            4,
            3),
        ModuleCase.of(
            "LSTM(3 -> 2, last only)",
            random -> new LSTM(LSTM.Config.of(3, 2).lastOnly(), random),
            3,
            4,
            3),
        // Two blocks of columns, and products that threads share.
        ModuleCase.of("LSTM(3 -> 600)", random -> new LSTM(3, 600, random), 2, 3, 3).large(),
        ModuleCase.of("GRU(3 -> 4)", random -> new GRU(3, 4, random), 2, 5, 3)
            .refuses("input must be [*, *, 3], but was [2, 5, 4]", 2, 5, 4),
        ModuleCase.of(
            "GRU(3 -> 2, reverse, last only)",
            random -> new GRU(GRU.Config.of(3, 2).reverse(true).lastOnly(), random),
            3,
            4,
            3),
        ModuleCase.of("GRU(3 -> 600)", random -> new GRU(3, 600, random), 2, 3, 3).large());
  }

  private static Stream<ModuleCase> sequences() {
    return Stream.of(
        ModuleCase.of(
            "Bidirectional(\n  0: LSTM(3 -> 2)\n  1: LSTM(3 -> 2, reverse)\n)",
            random ->
                new Bidirectional(
                    reverse -> new LSTM(LSTM.Config.of(3, 2).reverse(reverse), random),
                    Bidirectional.Join.CONCAT),
            2,
            4,
            3),
        ModuleCase.of(
            "Bidirectional(sum\n  0: GRU(3 -> 2, last only)\n  1: GRU(3 -> 2, reverse, last only)\n)",
            random ->
                new Bidirectional(
                    reverse -> new GRU(GRU.Config.of(3, 2).reverse(reverse).lastOnly(), random),
                    Bidirectional.Join.SUM),
            2,
            4,
            3),
        ModuleCase.of(
            "Sequential(\n  0: RNN(3 -> 4)\n  1: LSTM(4 -> 2, last only)\n)",
            random ->
                new Sequential(
                    new RNN(3, 4, random), new LSTM(LSTM.Config.of(4, 2).lastOnly(), random)),
            2,
            4,
            3),
        masked("RNN(3 -> 4)", random -> new RNN(3, 4, random)),
        masked(
            "LSTM(3 -> 4, reverse)",
            random -> new LSTM(LSTM.Config.of(3, 4).reverse(true), random)),
        masked(
            "LSTM(3 -> 4, last only)", random -> new LSTM(LSTM.Config.of(3, 4).lastOnly(), random)),
        masked("GRU(3 -> 4)", random -> new GRU(3, 4, random)),
        masked("GlobalAvgPool", random -> new GlobalAvgPool()),
        masked("GlobalMaxPool", random -> new GlobalMaxPool()),
        ModuleCase.of(
                "Masking(0\n  0: Linear(3 -> 2)\n)",
                random -> new Masking(0, new Linear(3, 2, random)),
                2,
                4,
                3)
            .refuses("input must be [batch, length] or [batch, length, features], but was [3]", 3));
  }

  private static Stream<ModuleCase> attention() {
    MultiHeadAttention.Config config = MultiHeadAttention.Config.of(4, 2);
    return Stream.of(
        ModuleCase.of(
                "MultiHeadAttention(4, heads 2)",
                random -> new MultiHeadAttention(config, random),
                2,
                5,
                4)
            .multipliesInputs()
            .refuses("input must be [*, *, 4], but was [2, 5, 3]", 2, 5, 3)
            .refuses("input must be [*, *, 4], but was [5, 4]", 5, 4),
        ModuleCase.of(
                "MultiHeadAttention(4, heads 2, causal)",
                random -> new MultiHeadAttention(config.causal(true), random),
                3,
                4,
                4)
            .multipliesInputs(),
        ModuleCase.of(
                "MultiHeadAttention(1, heads 1)",
                random -> new MultiHeadAttention(1, 1, random),
                2,
                1,
                1)
            .multipliesInputs(),
        // More heads than one thread computes.
        ModuleCase.of(
                "MultiHeadAttention(64, heads 4)",
                random -> new MultiHeadAttention(64, 4, random),
                2,
                70,
                64)
            .large()
            .multipliesInputs(),
        masked("MultiHeadAttention(3, heads 3)", random -> new MultiHeadAttention(3, 3, random)),
        masked(
            "MultiHeadAttention(3, heads 1, causal)",
            random ->
                new MultiHeadAttention(MultiHeadAttention.Config.of(3, 1).causal(true), random)));
  }

  private static Stream<ModuleCase> positions() {
    return Stream.of(
        ModuleCase.of("PositionalEncoding(4)", random -> new PositionalEncoding(4), 2, 3, 4)
            .refuses("input must be [*, *, 4], but was [2, 3, 3]", 2, 3, 3),
        ModuleCase.of("PositionalEncoding(3)", random -> new PositionalEncoding(3), 1, 5, 3),
        ModuleCase.of(
                "PositionalEncoding(2, learnt 4)",
                random -> new PositionalEncoding(PositionalEncoding.Config.of(2).learnt(4), random),
                3,
                3,
                2)
            .refuses("the input's length must be at most 4, but was 5", 2, 5, 2),
        ModuleCase.of(
                """
            Sequential(
              0: Residual(
                0: Sequential(
                  0: LayerNorm(4)
                  1: MultiHeadAttention(4, heads 2, causal)
                  2: Identity
                )
              )
              1: Residual(
                0: Sequential(
                  0: LayerNorm(4)
                  1: Linear(4 -> 6)
                  2: GELU
                  3: Linear(6 -> 4)
                  4: Identity
                )
              )
            )""",
                random ->
                    TransformerBlock.of(
                        MultiHeadAttention.Config.of(4, 2).causal(true), 6, 0, random),
                2,
                3,
                4)
            .multipliesInputs());
  }

  /** A module over embedded ids, 0 being padding. */
  private static ModuleCase masked(String text, Function<RandomGenerator, Module> module) {
    return ModuleCase.of(
            "Masking(0\n  0: Sequential(\n    0: Embedding(3 -> 3)\n    1: " + text + "\n  )\n)",
            random ->
                new Masking(0, new Sequential(new Embedding(3, 3, random), module.apply(random))),
            3,
            6)
        .ids(3);
  }

  /** An autoencoder whose decoder is its encoder's weight. */
  private static Module tied(RandomGenerator random) {
    Linear encoder = new Linear(3, 2, random);
    return new Sequential(encoder, new TanH(), new TiedLinear(encoder));
  }

  private static Stream<ModuleCase> chains() {
    return Stream.of(
        ModuleCase.of(
                "Sequential(\n  0: Linear(3 -> 5)\n  1: TanH\n  2: Linear(5 -> 2)\n  3: Sigmoid\n)",
                random ->
                    new Sequential(
                        new Linear(3, 5, random),
                        new TanH(),
                        new Linear(5, 2, random),
                        new Sigmoid()),
                4,
                3)
            .refuses("input must be [*, 3], but was [4, 2]", 4, 2),
        ModuleCase.of("Sequential(\n  0: ReLU\n)", random -> new Sequential(new ReLU()), 4, 3),
        ModuleCase.of(
            "Sequential(\n  0: Sequential(\n    0: Linear(3 -> 4)\n    1: ReLU\n  )\n  1: TanH\n"
                + "  2: Sequential(\n    0: Sequential(\n      0: Linear(4 -> 2)\n    )\n  )\n)",
            random ->
                new Sequential(
                    new Sequential(new Linear(3, 4, random), new ReLU()),
                    new TanH(),
                    new Sequential(new Sequential(new Linear(4, 2, random)))),
            4,
            3),
        ModuleCase.of(
            "Sequential(\n  0: Linear(3 -> 3)\n  1: TanH\n  2: Linear(3 -> 3)\n  3: TanH\n)",
            ModuleCases::shared,
            4,
            3),
        ModuleCase.of(
            "Sequential(\n  0: Sequential(\n    0: Linear(3 -> 3)\n    1: Sigmoid\n  )\n"
                + "  1: Sequential(\n    0: Linear(3 -> 3)\n    1: Sigmoid\n  )\n)",
            ModuleCases::sharedChain,
            4,
            3));
  }

  /** The same Linear and the same TanH twice. */
  private static Module shared(RandomGenerator random) {
    Linear linear = new Linear(3, 3, random);
    TanH tanh = new TanH();
    return new Sequential(linear, tanh, linear, tanh);
  }

  /** The same chain twice. */
  private static Module sharedChain(RandomGenerator random) {
    Sequential chain = new Sequential(new Linear(3, 3, random), new Sigmoid());
    return new Sequential(chain, chain);
  }
}
