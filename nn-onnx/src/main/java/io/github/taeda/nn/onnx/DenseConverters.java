package io.github.taeda.nn.onnx;

import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.layers.Embedding;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TiedLinear;
import java.util.List;
import java.util.Map;

/** Affine maps and tables. */
final class DenseConverters {
  private static final int INT64 = 7; // TensorProto.DataType

  private DenseConverters() {}

  static void addTo(ConverterTable table) {
    table.add(Linear.class, DenseConverters::linear);
    table.add(TiedLinear.class, DenseConverters::tied);
    table.add(Embedding.class, DenseConverters::embedding);
  }

  private static OnnxValue linear(Linear linear, OnnxGraph graph, OnnxValue x) {
    return affine(linear.parameters(), false, graph, x);
  }

  private static OnnxValue tied(TiedLinear linear, OnnxGraph graph, OnnxValue x) {
    return affine(linear.parameters(), true, graph, x);
  }

  /** {@code x W + b} or {@code x Wᵀ + b}; without b if there is none. */
  private static OnnxValue affine(
      List<Parameter> parameters, boolean isTransposed, OnnxGraph graph, OnnxValue x) {
    OnnxValue weight = graph.parameter(parameters.get(0));
    if (x.rank() == 2 && parameters.size() == 2) {
      OnnxValue bias = graph.parameter(parameters.get(1));
      return graph.apply("Gemm", List.of(x, weight, bias), Map.of("transB", isTransposed ? 1 : 0));
    }
    OnnxValue right =
        isTransposed
            ? graph.apply("Transpose", List.of(weight), Map.of("perm", new long[] {1, 0}))
            : weight;
    OnnxValue product = graph.apply("MatMul", x, right);
    return parameters.size() == 1
        ? product
        : graph.apply("Add", product, graph.parameter(parameters.get(1)));
  }

  private static OnnxValue embedding(Embedding table, OnnxGraph graph, OnnxValue ids) {
    OnnxValue indices = graph.apply("Cast", List.of(ids), Map.of("to", INT64));
    OnnxValue weight = graph.parameter(table.parameters().get(0));
    return graph
        .apply("Gather", List.of(weight, indices), Map.of("axis", 0))
        .withRank(ids.rank() + 1);
  }
}
