package io.github.taeda.nn.onnx;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.layers.AvgPool1D;
import io.github.taeda.nn.layers.AvgPool2D;
import io.github.taeda.nn.layers.Conv1D;
import io.github.taeda.nn.layers.Conv2D;
import io.github.taeda.nn.layers.ConvTranspose1D;
import io.github.taeda.nn.layers.ConvTranspose2D;
import io.github.taeda.nn.layers.GlobalAvgPool;
import io.github.taeda.nn.layers.GlobalMaxPool;
import io.github.taeda.nn.layers.MaxPool1D;
import io.github.taeda.nn.layers.MaxPool2D;
import io.github.taeda.nn.layers.Upsample2D;
import io.github.taeda.nn.layers.ZeroPad1D;
import io.github.taeda.nn.layers.ZeroPad2D;
import io.github.taeda.nn.ops.NDArrays;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolutions, poolings, paddings and upsampling: channels first in ONNX. */
final class WindowConverters {
  private WindowConverters() {}

  static void addTo(ConverterTable table) {
    table.addLayoutFree(Conv1D.class, WindowConverters::convolution);
    table.addLayoutFree(Conv2D.class, WindowConverters::convolution);
    table.addLayoutFree(ConvTranspose1D.class, WindowConverters::transposed);
    table.addLayoutFree(ConvTranspose2D.class, WindowConverters::transposed);
    table.addLayoutFree(MaxPool1D.class, (module, graph, x) -> pool("MaxPool", module, graph, x));
    table.addLayoutFree(MaxPool2D.class, (module, graph, x) -> pool("MaxPool", module, graph, x));
    table.addLayoutFree(AvgPool1D.class, (m, graph, x) -> pool("AveragePool", m, graph, x));
    table.addLayoutFree(AvgPool2D.class, (m, graph, x) -> pool("AveragePool", m, graph, x));
    table.addLayoutFree(GlobalAvgPool.class, (m, graph, x) -> global("ReduceMean", graph, x));
    table.addLayoutFree(GlobalMaxPool.class, (m, graph, x) -> global("ReduceMax", graph, x));
    table.addLayoutFree(ZeroPad1D.class, WindowConverters::padding);
    table.addLayoutFree(ZeroPad2D.class, WindowConverters::padding);
    table.addLayoutFree(Upsample2D.class, WindowConverters::upsampling);
  }

  /** {@code [kernel…, in / groups, out] → [out, in / groups, kernel…]}. */
  private static OnnxValue convolution(Module conv, OnnxGraph graph, OnnxValue x) {
    Settings settings = Settings.of(conv);
    Map<String, Object> attributes = window(settings.within("window"));
    attributes.put("group", settings.integer("groups"));
    int axes = conv.parameters().get(0).value().rank();
    int[] order =
        IntStream.concat(IntStream.of(axes - 1, axes - 2), IntStream.range(0, axes - 2)).toArray();
    return filters("Conv", conv, order, attributes, graph, x);
  }

  /** {@code [kernel…, in, out] → [in, out, kernel…]}. */
  private static OnnxValue transposed(Module conv, OnnxGraph graph, OnnxValue x) {
    Settings settings = Settings.of(conv);
    Map<String, Object> attributes = window(settings.within("window"));
    attributes.put("output_padding", settings.sizes("outputPadding"));
    int axes = conv.parameters().get(0).value().rank();
    int[] order =
        IntStream.concat(IntStream.of(axes - 2, axes - 1), IntStream.range(0, axes - 2)).toArray();
    return filters("ConvTranspose", conv, order, attributes, graph, x);
  }

  private static OnnxValue filters(
      String operator,
      Module conv,
      int[] order,
      Map<String, Object> attributes,
      OnnxGraph graph,
      OnnxValue x) {
    List<Parameter> parameters = conv.parameters();
    INDArray weight = parameters.get(0).value().permute(order);
    List<OnnxValue> inputs = new ArrayList<>(List.of(graph.channelsFirst(x)));
    inputs.add(graph.parameter(parameters.get(0), weight));
    if (parameters.size() == 2) {
      inputs.add(graph.parameter(parameters.get(1)));
    }
    return graph.apply(operator, inputs, attributes);
  }

  private static OnnxValue pool(String operator, Module pool, OnnxGraph graph, OnnxValue x) {
    Map<String, Object> attributes = window(Settings.of(pool).within("window"));
    attributes.remove("dilations");
    if (operator.equals("AveragePool")) {
      attributes.put("count_include_pad", 1);
    }
    return graph.apply(operator, List.of(graph.channelsFirst(x)), attributes);
  }

  private static Map<String, Object> window(Settings window) {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("kernel_shape", window.sizes("kernel"));
    attributes.put("strides", window.sizes("stride"));
    attributes.put("dilations", window.sizes("dilation"));
    List<Long> padding = new ArrayList<>(window.sizes("padding"));
    padding.addAll(window.sizes("padding")); // before each axis, then after
    attributes.put("pads", padding);
    return attributes;
  }

  private static OnnxValue global(String operator, OnnxGraph graph, OnnxValue x) {
    int first = x.isChannelsFirst() ? 2 : 1;
    long[] axes = LongStream.range(first, first + x.rank() - 2L).toArray();
    String name = graph.apply(operator, List.of(x), Map.of("axes", axes, "keepdims", 0)).name();
    return new OnnxValue(name, 2, false);
  }

  private static OnnxValue padding(Module pad, OnnxGraph graph, OnnxValue x) {
    Settings settings = Settings.of(pad);
    long[] sizes = new long[2 * x.rank()];
    int first = x.isChannelsFirst() ? 2 : 1;
    for (int i = 0; i < x.rank() - 2; i++) {
      sizes[first + i] = settings.sizes("before").get(i);
      sizes[x.rank() + first + i] = settings.sizes("after").get(i);
    }
    return graph.apply("Pad", x, graph.integers(sizes));
  }

  private static OnnxValue upsampling(Upsample2D upsample, OnnxGraph graph, OnnxValue x) {
    Settings settings = Settings.of(upsample);
    boolean isNearest = settings.text("mode").equals(Upsample2D.Mode.NEAREST.name());
    double factor = settings.integer("factor");
    INDArray scales = NDArrays.of(new double[] {1, 1, factor, factor}, 4);
    return graph.apply(
        "Resize",
        List.of(graph.channelsFirst(x), OnnxValue.NONE, graph.constant("scales", scales)),
        Map.of(
            "mode", isNearest ? "nearest" : "linear",
            "nearest_mode", "floor",
            "coordinate_transformation_mode", isNearest ? "asymmetric" : "half_pixel"));
  }
}
