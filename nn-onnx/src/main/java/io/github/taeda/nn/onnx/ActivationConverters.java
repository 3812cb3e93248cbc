package io.github.taeda.nn.onnx;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.ELU;
import io.github.taeda.nn.layers.GELU;
import io.github.taeda.nn.layers.HardTanH;
import io.github.taeda.nn.layers.Heaviside;
import io.github.taeda.nn.layers.Identity;
import io.github.taeda.nn.layers.Lambda;
import io.github.taeda.nn.layers.LeakyReLU;
import io.github.taeda.nn.layers.LogSoftmax;
import io.github.taeda.nn.layers.PReLU;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.layers.SiLU;
import io.github.taeda.nn.layers.Sigmoid;
import io.github.taeda.nn.layers.Softmax;
import io.github.taeda.nn.layers.Softplus;
import io.github.taeda.nn.layers.Softsign;
import io.github.taeda.nn.layers.SpatialDropout;
import io.github.taeda.nn.layers.TanH;
import java.util.List;
import java.util.Map;

/** Activations, and dropout, which is the identity in evaluation. */
final class ActivationConverters {
  private static final int FLOAT = 1; // TensorProto.DataType

  private ActivationConverters() {}

  static void addTo(ConverterTable table) {
    operator(table, TanH.class, "Tanh");
    operator(table, Sigmoid.class, "Sigmoid");
    operator(table, ReLU.class, "Relu");
    operator(table, Softplus.class, "Softplus");
    operator(table, Softsign.class, "Softsign");
    table.addLayoutFree(LeakyReLU.class, (m, graph, x) -> slope("LeakyRelu", m, "slope", graph, x));
    table.addLayoutFree(ELU.class, (m, graph, x) -> slope("Elu", m, "alpha", graph, x));
    table.addLayoutFree(GELU.class, ActivationConverters::gelu);
    table.addLayoutFree(SiLU.class, ActivationConverters::silu);
    table.addLayoutFree(HardTanH.class, ActivationConverters::hardTanH);
    table.addLayoutFree(Heaviside.class, ActivationConverters::heaviside);
    table.addLayoutFree(PReLU.class, ActivationConverters::prelu);
    table.addLayoutFree(Identity.class, (module, graph, x) -> x);
    table.addLayoutFree(Dropout.class, (module, graph, x) -> x);
    table.addLayoutFree(SpatialDropout.class, (module, graph, x) -> x);
    table.add(Softmax.class, (module, graph, x) -> ofLastAxis("Softmax", graph, x));
    table.add(LogSoftmax.class, (module, graph, x) -> ofLastAxis("LogSoftmax", graph, x));
    table.add(
        Lambda.class,
        (module, graph, x) -> {
          throw graph.unsupported(module, "its function is Java code");
        });
  }

  private static <M extends Module> void operator(
      ConverterTable table, Class<M> type, String operator) {
    table.addLayoutFree(type, (module, graph, x) -> graph.apply(operator, x));
  }

  private static OnnxValue slope(
      String operator, Module module, String setting, OnnxGraph graph, OnnxValue x) {
    double alpha = Settings.of(module).number(setting);
    return graph.apply(operator, List.of(x), Map.of("alpha", alpha));
  }

  private static OnnxValue ofLastAxis(String operator, OnnxGraph graph, OnnxValue x) {
    return graph.apply(operator, List.of(x), Map.of("axis", -1));
  }

  private static OnnxValue silu(SiLU module, OnnxGraph graph, OnnxValue x) {
    return graph.apply("Mul", x, graph.apply("Sigmoid", x));
  }

  private static OnnxValue hardTanH(HardTanH module, OnnxGraph graph, OnnxValue x) {
    return graph.apply("Clip", List.of(x, graph.constant(-1), graph.constant(1)), Map.of());
  }

  private static OnnxValue heaviside(Heaviside module, OnnxGraph graph, OnnxValue x) {
    OnnxValue isPositive = graph.apply("Greater", x, graph.constant(0));
    OnnxValue step = graph.apply("Cast", List.of(isPositive), Map.of("to", FLOAT));
    OnnxValue isNaN = graph.apply("IsNaN", x);
    return graph.apply("Where", List.of(isNaN, x, step), Map.of());
  }

  /** {@code x · ½ (1 + erf(x / √2))}. */
  private static OnnxValue gelu(GELU module, OnnxGraph graph, OnnxValue x) {
    OnnxValue scaled = graph.apply("Mul", x, graph.constant(Math.sqrt(0.5)));
    OnnxValue shifted = graph.apply("Add", graph.apply("Erf", scaled), graph.constant(1));
    OnnxValue half = graph.apply("Mul", x, graph.constant(0.5));
    return graph.apply("Mul", half, shifted);
  }

  private static OnnxValue prelu(PReLU module, OnnxGraph graph, OnnxValue x) {
    Parameter slope = module.parameters().get(0);
    OnnxValue input = slope.value().length() == 1 ? x : graph.channelsLast(x);
    return graph.apply("PRelu", input, graph.parameter(slope));
  }
}
