package io.github.taeda.nn.onnx;

import static java.util.stream.Collectors.toMap;

import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.layers.MultiHeadAttention;
import io.github.taeda.nn.layers.PositionalEncoding;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Attention and the encoding of positions, for sequences of any length. */
final class AttentionConverters {
  private static final int FLOAT = 1; // TensorProto.DataType
  private static final int DOUBLE = 11;

  private AttentionConverters() {}

  static void addTo(ConverterTable table) {
    table.add(MultiHeadAttention.class, AttentionConverters::attention);
    table.add(PositionalEncoding.class, AttentionConverters::positions);
  }

  private static OnnxValue attention(MultiHeadAttention attention, OnnxGraph graph, OnnxValue x) {
    Settings settings = Settings.of(attention);
    long features = settings.integer("features");
    long heads = settings.integer("heads");
    Map<String, Parameter> parameters =
        attention.parameters().stream().collect(toMap(Parameter::name, parameter -> parameter));
    OnnxValue query = heads(affine("query", parameters, graph, x), heads, graph, 0, 2, 1, 3);
    OnnxValue key = heads(affine("key", parameters, graph, x), heads, graph, 0, 2, 3, 1);
    OnnxValue value = heads(affine("value", parameters, graph, x), heads, graph, 0, 2, 1, 3);
    double factor = Math.sqrt((double) heads / features);
    OnnxValue products = graph.apply("MatMul", query, key); // [batch, heads, length, length]
    OnnxValue scores = graph.apply("Mul", products, graph.constant(factor));
    if (settings.flag("causal")) {
      scores = graph.apply("Add", scores, future(graph, x));
    }
    OnnxValue weights = graph.apply("Softmax", List.of(scores), Map.of("axis", -1));
    OnnxValue mixed = graph.apply("MatMul", weights, value);
    OnnxValue moved =
        graph.apply("Transpose", List.of(mixed), Map.of("perm", new long[] {0, 2, 1, 3}));
    OnnxValue joined = graph.apply("Reshape", moved, graph.integers(0, 0, features)).withRank(3);
    return affine("output", parameters, graph, joined);
  }

  private static OnnxValue affine(
      String name, Map<String, Parameter> parameters, OnnxGraph graph, OnnxValue x) {
    Parameter weight = Objects.requireNonNull(parameters.get(name + "Weight"));
    Parameter bias = Objects.requireNonNull(parameters.get(name + "Bias"));
    return graph.apply(
        "Add", graph.apply("MatMul", x, graph.parameter(weight)), graph.parameter(bias));
  }

  /** {@code [batch, length, features]} as {@code [batch, length, heads, d]}, axes reordered. */
  private static OnnxValue heads(OnnxValue x, long heads, OnnxGraph graph, long... axes) {
    OnnxValue parts = graph.apply("Reshape", x, graph.integers(0, 0, heads, -1)).withRank(4);
    return graph.apply("Transpose", List.of(parts), Map.of("perm", axes));
  }

  /** {@code [length, length]}, −∞ above the diagonal, else 0. */
  private static OnnxValue future(OnnxGraph graph, OnnxValue x) {
    OnnxValue length = length(graph, x);
    OnnxValue shape = graph.apply("Concat", List.of(length, length), Map.of("axis", 0));
    OnnxValue infinite = graph.apply("Expand", graph.constant(Double.NEGATIVE_INFINITY), shape);
    return graph.apply("Trilu", List.of(infinite, graph.integer(1)), Map.of("upper", 1));
  }

  private static OnnxValue positions(PositionalEncoding encoding, OnnxGraph graph, OnnxValue x) {
    OnnxValue length = length(graph, x);
    if (encoding.parameters().isEmpty()) {
      return graph.apply("Add", x, sines(graph, length, Settings.of(encoding).integer("features")));
    }
    if (encoding.parameters().get(0).value().size(0) == 1) {
      throw graph.unsupported(encoding, "ONNX would repeat its one position");
    }
    OnnxValue all = graph.parameter(encoding.parameters().get(0));
    OnnxValue used =
        graph.apply("Slice", List.of(all, graph.integers(0), length, graph.integers(0)), Map.of());
    return graph.apply("Add", x, used);
  }

  /** {@code sin(t ω + φ)} with t the position, and φ = π/2 where it is a cosine. */
  private static OnnxValue sines(OnnxGraph graph, OnnxValue length, long features) {
    double[] frequencies = new double[(int) features];
    double[] phases = new double[(int) features];
    for (int j = 0; j < features; j++) {
      frequencies[j] = Math.pow(10_000, -(double) (j / 2 * 2) / features);
      phases[j] = j % 2 == 0 ? 0 : Math.PI / 2;
    }
    OnnxValue count = graph.apply("Squeeze", length, graph.integers(0)).withRank(0);
    OnnxValue steps =
        graph.apply("Range", List.of(graph.integer(0), count, graph.integer(1)), Map.of());
    OnnxValue t = graph.apply("Cast", List.of(steps), Map.of("to", DOUBLE)); // FLOAT rounds t ω
    OnnxValue column = graph.apply("Unsqueeze", t, graph.integers(1)).withRank(2);
    OnnxValue angles = graph.apply("Mul", column, graph.doubles("frequencies", frequencies));
    OnnxValue shifted = graph.apply("Add", angles, graph.doubles("phases", phases));
    return graph.apply("Cast", List.of(graph.apply("Sin", shifted)), Map.of("to", FLOAT));
  }

  /** The length of the sequences, {@code [1]}. */
  private static OnnxValue length(OnnxGraph graph, OnnxValue x) {
    OnnxValue shape = graph.apply("Shape", x).withRank(1);
    return graph.apply(
        "Slice", List.of(shape, graph.integers(1), graph.integers(2), graph.integers(0)), Map.of());
  }
}
