package io.github.taeda.nn.layers;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.io.ConfigReader;
import io.github.taeda.nn.io.ConfigWriter;
import io.github.taeda.nn.io.ModuleType;
import io.github.taeda.nn.io.ModuleTypeProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** How model files hold the modules of this package. */
public final class LayerModuleTypes implements ModuleTypeProvider {

  private static final String LAMBDA =
      "its functions are Java code, which no file can hold; write a module class of your own and"
          + " register it by ModuleTypes.register";

  /** Makes the provider; the service loader does. */
  public LayerModuleTypes() {}

  @Override
  public List<ModuleType<?>> moduleTypes() {
    List<ModuleType<?>> types = new ArrayList<>();
    types.addAll(WeightedModuleTypes.all());
    types.addAll(norms());
    types.addAll(activations());
    types.addAll(pools());
    types.addAll(structure());
    return types;
  }

  private static List<ModuleType<?>> norms() {
    return List.of(
        ModuleType.of(
                "BatchNorm",
                BatchNorm.class,
                (norm, out) -> {
                  out.put("features", norm.settings.features());
                  out.put("momentum", norm.settings.momentum());
                  out.put("epsilon", norm.settings.epsilon());
                },
                in ->
                    new BatchNorm(in.size("features"))
                        .withMomentum(in.real("momentum"))
                        .withEpsilon(in.real("epsilon")))
            .torch("scale", "weight")
            .torch("shift", "bias")
            .torch("runningMean", "running_mean")
            .torch("runningVariance", "running_var")
            .torchCounter("num_batches_tracked"),
        ModuleType.of(
                "LayerNorm",
                LayerNorm.class,
                (norm, out) -> {
                  out.put("features", norm.features);
                  out.put("epsilon", norm.epsilon);
                },
                in -> new LayerNorm(in.size("features")).withEpsilon(in.real("epsilon")))
            .torch("scale", "weight")
            .torch("shift", "bias"),
        ModuleType.of(
            "Dropout",
            Dropout.class,
            (dropout, out) -> out.put("p", dropout.p),
            in -> new Dropout(in.real("p"))));
  }

  private static List<ModuleType<?>> activations() {
    return List.of(
        plain("TanH", TanH.class, TanH::new),
        plain("Sigmoid", Sigmoid.class, Sigmoid::new),
        plain("ReLU", ReLU.class, ReLU::new),
        plain("GELU", GELU.class, GELU::new),
        plain("SiLU", SiLU.class, SiLU::new),
        plain("Softplus", Softplus.class, Softplus::new),
        plain("Softsign", Softsign.class, Softsign::new),
        plain("HardTanH", HardTanH.class, HardTanH::new),
        plain("Heaviside", Heaviside.class, Heaviside::new),
        plain("Identity", Identity.class, Identity::new),
        plain("Softmax", Softmax.class, Softmax::new),
        plain("LogSoftmax", LogSoftmax.class, LogSoftmax::new),
        ModuleType.of(
            "LeakyReLU",
            LeakyReLU.class,
            (relu, out) -> out.put("slope", relu.slope),
            in -> new LeakyReLU(in.real("slope"))),
        ModuleType.of(
            "ELU",
            ELU.class,
            (elu, out) -> out.put("alpha", elu.alpha),
            in -> new ELU(in.real("alpha"))),
        ModuleType.of(
                "PReLU",
                PReLU.class,
                (relu, out) -> out.put("channels", relu.slope.value().length()),
                in -> new PReLU(in.size("channels")))
            .torch("slope", "weight"),
        ModuleType.of(
            "Lambda",
            Lambda.class,
            (lambda, out) -> {
              throw new IllegalArgumentException(LAMBDA);
            },
            in -> {
              throw new IllegalArgumentException(LAMBDA);
            }));
  }

  private static List<ModuleType<?>> pools() {
    return List.of(
        ModuleType.of(
            "MaxPool1D",
            MaxPool1D.class,
            LayerModuleTypes::putLength,
            in -> new MaxPool1D(in.integer("kernel"), in.integer("stride"))),
        ModuleType.of(
            "AvgPool1D",
            AvgPool1D.class,
            LayerModuleTypes::putLength,
            in -> new AvgPool1D(in.integer("kernel"), in.integer("stride"))),
        ModuleType.of(
            "MaxPool2D",
            MaxPool2D.class,
            LayerModuleTypes::putArea,
            in ->
                new MaxPool2D(
                    in.integer("kernelHeight"),
                    in.integer("kernelWidth"),
                    in.integer("strideHeight"),
                    in.integer("strideWidth"))),
        ModuleType.of(
            "AvgPool2D",
            AvgPool2D.class,
            LayerModuleTypes::putArea,
            in ->
                new AvgPool2D(
                    in.integer("kernelHeight"),
                    in.integer("kernelWidth"),
                    in.integer("strideHeight"),
                    in.integer("strideWidth"))));
  }

  private static void putLength(Pool pool, ConfigWriter out) {
    out.put("kernel", pool.window.kernelWidth());
    out.put("stride", pool.window.strideWidth());
  }

  private static void putArea(Pool pool, ConfigWriter out) {
    out.put("kernelHeight", pool.window.kernelHeight());
    out.put("kernelWidth", pool.window.kernelWidth());
    out.put("strideHeight", pool.window.strideHeight());
    out.put("strideWidth", pool.window.strideWidth());
  }

  private static List<ModuleType<?>> structure() {
    return List.of(
        plain("Flatten", Flatten.class, Flatten::new),
        ModuleType.of(
            "Reshape",
            Reshape.class,
            (reshape, out) -> out.put("shape", reshape.shape),
            in -> new Reshape(in.integers("shape"))),
        ModuleType.of(
            "Transpose",
            Transpose.class,
            (transpose, out) ->
                out.put("axes", Arrays.stream(transpose.axes()).asLongStream().toArray()),
            in ->
                new Transpose(
                    Arrays.stream(in.integers("axes")).mapToInt(Math::toIntExact).toArray())),
        ModuleType.of(
            "Residual",
            Residual.class,
            (residual, out) -> out.put("module", residual.get(0)),
            in -> new Residual(in.module("module"))),
        ModuleType.of(
            "Concat", Concat.class, LayerModuleTypes::put, in -> new Concat(axis(in), modules(in))),
        ModuleType.of(
            "Parallel",
            Parallel.class,
            LayerModuleTypes::put,
            in -> new Parallel(axis(in), modules(in))));
  }

  private static void put(BranchContainer joint, ConfigWriter out) {
    out.put("axis", joint.axis);
    out.put("modules", joint.children());
  }

  private static int axis(ConfigReader in) {
    return Math.toIntExact(in.integer("axis"));
  }

  private static Module[] modules(ConfigReader in) {
    return in.modules("modules").toArray(new Module[0]);
  }

  /** A type without settings. */
  private static <M extends Module> ModuleType<M> plain(
      String name, Class<M> type, Supplier<M> build) {
    return ModuleType.of(name, type, (module, out) -> {}, in -> build.get());
  }
}
