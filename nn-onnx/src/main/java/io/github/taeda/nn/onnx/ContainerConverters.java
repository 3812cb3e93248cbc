package io.github.taeda.nn.onnx;

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.graph.Graph;
import io.github.taeda.nn.layers.Bidirectional;
import io.github.taeda.nn.layers.Concat;
import io.github.taeda.nn.layers.Masking;
import io.github.taeda.nn.layers.Parallel;
import io.github.taeda.nn.layers.Residual;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Containers. */
final class ContainerConverters {
  private ContainerConverters() {}

  static void addTo(ConverterTable table) {
    table.addLayoutFree(Sequential.class, ContainerConverters::chain);
    table.addLayoutFree(Residual.class, ContainerConverters::residual);
    table.addLayoutFree(Concat.class, ContainerConverters::branches);
    table.add(Parallel.class, ContainerConverters::slices);
    table.add(Bidirectional.class, ContainerConverters::directions);
    table.addLayoutFree(
        Graph.class, (graph, onnx, x) -> GraphConverter.outputs(graph, onnx, List.of(x)).get(0));
    table.add(
        Masking.class,
        (masking, graph, x) -> {
          throw graph.unsupported(masking, "ONNX has no padding masks; write its body");
        });
  }

  private static OnnxValue chain(Sequential chain, OnnxGraph graph, OnnxValue x) {
    OnnxValue value = x;
    for (int i = 0; i < chain.size(); i++) {
      value = graph.child(chain, i, value);
    }
    return value;
  }

  private static OnnxValue residual(Residual residual, OnnxGraph graph, OnnxValue x) {
    return graph.apply("Add", graph.aligned(List.of(x, graph.child(residual, 0, x))), Map.of());
  }

  private static OnnxValue branches(Concat concat, OnnxGraph graph, OnnxValue x) {
    List<OnnxValue> outputs =
        IntStream.range(0, concat.size()).mapToObj(i -> graph.child(concat, i, x)).toList();
    return concat(graph, outputs, Settings.of(concat).integer("axis"));
  }

  private static OnnxValue slices(Parallel parallel, OnnxGraph graph, OnnxValue x) {
    long axis = Settings.of(parallel).integer("axis");
    List<OnnxValue> outputs =
        IntStream.range(0, parallel.size())
            .mapToObj(
                i -> {
                  OnnxValue slice =
                      graph.apply("Gather", List.of(x, graph.integer(i)), Map.of("axis", axis));
                  return graph.child(parallel, i, slice.withRank(x.rank() - 1));
                })
            .toList();
    return concat(graph, outputs, axis);
  }

  private static OnnxValue directions(Bidirectional both, OnnxGraph graph, OnnxValue x) {
    OnnxValue forward = graph.child(both, 0, x);
    OnnxValue backward = graph.child(both, 1, x);
    boolean isSum = Settings.of(both).text("join").equals(Bidirectional.Join.SUM.name());
    return isSum
        ? graph.apply("Add", graph.aligned(List.of(forward, backward)), Map.of())
        : concat(graph, List.of(forward, backward), forward.rank() - 1L);
  }

  /** Values one after another along an axis as modules count them. */
  static OnnxValue concat(OnnxGraph graph, List<OnnxValue> values, long axis) {
    List<OnnxValue> aligned = graph.aligned(values);
    long there = axis(aligned.get(0), axis);
    return graph.apply("Concat", aligned, Map.of("axis", there));
  }

  /** Where an axis is in a value's layout. */
  static long axis(OnnxValue value, long axis) {
    if (!value.isChannelsFirst() || axis == 0) {
      return axis;
    }
    return axis == value.rank() - 1 ? 1 : axis + 1;
  }
}
