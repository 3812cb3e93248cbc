package io.github.taeda.nn.onnx;

import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.Reshape;
import io.github.taeda.nn.layers.Transpose;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Changes of shape and order. */
final class ShapeConverters {
  private ShapeConverters() {}

  static void addTo(ConverterTable table) {
    table.add(
        Flatten.class,
        (module, graph, x) -> graph.apply("Flatten", List.of(x), Map.of("axis", 1)).withRank(2));
    table.add(Reshape.class, ShapeConverters::reshape);
    table.add(Transpose.class, ShapeConverters::transpose);
  }

  private static OnnxValue reshape(Reshape reshape, OnnxGraph graph, OnnxValue x) {
    List<Long> sizes = Settings.of(reshape).sizes("shape");
    OnnxValue shape = graph.integers(withBatch(sizes)); // 0: the input's size
    return graph.apply("Reshape", x, shape).withRank(sizes.size() + 1);
  }

  private static OnnxValue transpose(Transpose transpose, OnnxGraph graph, OnnxValue x) {
    long[] axes = withBatch(Settings.of(transpose).sizes("axes"));
    return graph.apply("Transpose", List.of(x), Map.of("perm", axes));
  }

  private static long[] withBatch(List<Long> others) {
    return LongStream.concat(LongStream.of(0), others.stream().mapToLong(Long::longValue))
        .toArray();
  }
}
