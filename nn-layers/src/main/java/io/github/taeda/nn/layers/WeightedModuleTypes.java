package io.github.taeda.nn.layers;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.io.ConfigReader;
import io.github.taeda.nn.io.ConfigWriter;
import io.github.taeda.nn.io.ModuleType;
import io.github.taeda.nn.ops.Window;
import java.util.List;
import java.util.random.RandomGenerator;

/** How model files hold the modules that draw their weights. */
final class WeightedModuleTypes {
  private static final Init ZERO = Init.constant(0); // the file's numbers come after

  private WeightedModuleTypes() {}

  static List<ModuleType<?>> all() {
    return List.of(
        ModuleType.of("Linear", Linear.class, WeightedModuleTypes::put, WeightedModuleTypes::linear)
            .torch("weight", "weight", 1, 0),
        ModuleType.of(
            "TiedLinear",
            TiedLinear.class,
            (tied, out) -> out.put("linear", tied.linear),
            in -> new TiedLinear(in.module("linear", Linear.class))),
        ModuleType.of(
            "Embedding",
            Embedding.class,
            (table, out) -> {
              out.put("count", table.count);
              out.put("size", table.size);
            },
            in -> new Embedding(in.size("count"), in.size("size"), ZERO, random())),
        ModuleType.of("Conv1D", Conv1D.class, WeightedModuleTypes::put, WeightedModuleTypes::conv1D)
            .torch("weight", "weight", 2, 1, 0),
        ModuleType.of("Conv2D", Conv2D.class, WeightedModuleTypes::put, WeightedModuleTypes::conv2D)
            .torch("weight", "weight", 3, 2, 0, 1));
  }

  private static void put(Linear linear, ConfigWriter out) {
    out.put("in", linear.in);
    out.put("out", linear.out);
    out.put("bias", linear.bias != null);
  }

  private static Linear linear(ConfigReader in) {
    long ins = in.size("in");
    long outs = in.size("out");
    return in.flag("bias")
        ? new Linear(ins, outs, ZERO, random())
        : Linear.withoutBias(ins, outs, ZERO, random());
  }

  private static void put(Conv1D conv, ConfigWriter out) {
    Window window = conv.window;
    out.put("kernel", window.kernelWidth());
    out.put("in", conv.weight.value().size(1));
    out.put("out", conv.weight.value().size(2));
    out.put("stride", window.strideWidth());
    out.put("padding", window.paddingWidth());
    out.put("dilation", window.dilationWidth());
    out.put("bias", conv.bias != null);
  }

  private static Conv1D conv1D(ConfigReader in) {
    long kernel = in.size("kernel");
    long ins = in.size("in");
    long outs = in.size("out");
    long stride = in.integer("stride");
    Conv1D conv =
        in.flag("bias")
            ? new Conv1D(kernel, ins, outs, stride, ZERO, random())
            : Conv1D.withoutBias(kernel, ins, outs, stride, ZERO, random());
    return conv.withPadding(in.integer("padding")).withDilation(in.integer("dilation"));
  }

  private static void put(Conv2D conv, ConfigWriter out) {
    Window window = conv.window;
    out.put("kernelHeight", window.kernelHeight());
    out.put("kernelWidth", window.kernelWidth());
    out.put("in", conv.weight.value().size(2));
    out.put("out", conv.weight.value().size(3));
    out.put("strideHeight", window.strideHeight());
    out.put("strideWidth", window.strideWidth());
    out.put("paddingHeight", window.paddingHeight());
    out.put("paddingWidth", window.paddingWidth());
    out.put("dilationHeight", window.dilationHeight());
    out.put("dilationWidth", window.dilationWidth());
    out.put("bias", conv.bias != null);
  }

  private static Conv2D conv2D(ConfigReader in) {
    Window window =
        new Window(
            in.size("kernelHeight"),
            in.size("kernelWidth"),
            in.integer("strideHeight"),
            in.integer("strideWidth"),
            in.integer("paddingHeight"),
            in.integer("paddingWidth"),
            in.integer("dilationHeight"),
            in.integer("dilationWidth"));
    long ins = in.size("in");
    long outs = in.size("out");
    return in.flag("bias")
        ? Conv2D.over(window, ins, outs, ZERO, random())
        : Conv2D.withoutBias(window, ins, outs, ZERO, random());
  }

  /** Asked for no number, but required. */
  private static RandomGenerator random() {
    return RandomGenerator.getDefault();
  }
}
