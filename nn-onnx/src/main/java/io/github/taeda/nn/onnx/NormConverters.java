package io.github.taeda.nn.onnx;

import io.github.taeda.nn.Buffer;
import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.GroupNorm;
import io.github.taeda.nn.layers.LayerNorm;
import io.github.taeda.nn.ops.NDArrays;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Normalisations, as they compute in evaluation. */
final class NormConverters {
  private NormConverters() {}

  static void addTo(ConverterTable table) {
    table.addLayoutFree(BatchNorm.class, NormConverters::batch);
    table.add(LayerNorm.class, NormConverters::layer);
    table.addLayoutFree(GroupNorm.class, NormConverters::group);
  }

  private static OnnxValue batch(BatchNorm norm, OnnxGraph graph, OnnxValue x) {
    List<Parameter> parameters = norm.parameters();
    List<Buffer> buffers = norm.buffers();
    return graph.apply(
        "BatchNormalization",
        List.of(
            graph.channelsFirst(x),
            graph.parameter(parameters.get(0)),
            graph.parameter(parameters.get(1)),
            graph.parameter(buffers.get(0)),
            graph.parameter(buffers.get(1))),
        Map.of("epsilon", Settings.of(norm).number("epsilon")));
  }

  private static OnnxValue layer(LayerNorm norm, OnnxGraph graph, OnnxValue x) {
    List<Parameter> parameters = norm.parameters();
    return graph.apply(
        "LayerNormalization",
        List.of(x, graph.parameter(parameters.get(0)), graph.parameter(parameters.get(1))),
        Map.of("axis", -1, "epsilon", Settings.of(norm).number("epsilon")));
  }

  /** Each group as a channel of its own, normalised; then scale and shift of the channels. */
  private static OnnxValue group(GroupNorm norm, OnnxGraph graph, OnnxValue input) {
    Settings settings = Settings.of(norm);
    long groups = settings.integer("groups");
    OnnxValue x = graph.channelsFirst(input);
    OnnxValue rows = graph.apply("Reshape", x, graph.integers(0, groups, -1)).withRank(3);
    OnnxValue ones = graph.constant("ones", NDArrays.filled(1, groups));
    OnnxValue zeros = graph.constant("zeros", NDArrays.filled(0, groups));
    OnnxValue normalized =
        graph.apply(
            "InstanceNormalization",
            List.of(rows, ones, zeros),
            Map.of("epsilon", settings.number("epsilon")));
    String restored = graph.apply("Reshape", normalized, graph.apply("Shape", x)).name();
    OnnxValue y = new OnnxValue(restored, x.rank(), x.isChannelsFirst());
    List<Parameter> parameters = norm.parameters();
    OnnxValue scaled = graph.apply("Mul", y, perChannel(parameters.get(0), graph, x));
    return graph.apply("Add", scaled, perChannel(parameters.get(1), graph, x));
  }

  /** {@code [channels] → [channels, 1…]}, as many axes as are behind the channels. */
  private static OnnxValue perChannel(ModuleArray array, OnnxGraph graph, OnnxValue x) {
    long[] shape = new long[x.rank() - 1];
    Arrays.fill(shape, 1);
    shape[0] = array.value().length();
    return graph
        .apply("Reshape", graph.parameter(array), graph.integers(shape))
        .withRank(shape.length);
  }
}
