package io.github.taeda.nn.optim.metrics;

import io.github.taeda.nn.ExampleWeights;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.Scratch;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The examples of a weighted batch for a metric that counts: those whose weight is not 0. */
final class CountedExamples {
  private CountedExamples() {}

  static void add(Metric metric, INDArray target, INDArray prediction, INDArray weights) {
    Shapes.requireBatch(metric, "prediction", prediction);
    ExampleWeights read = ExampleWeights.of(metric, weights, prediction.size(0));
    Shapes.requireArray(metric, "target", target);
    int[] rows = IntStream.range(0, read.size()).filter(i -> read.get(i) > 0).toArray();
    if (rows.length == read.size() || target.rank() == 0 || target.size(0) != read.size()) {
      metric.add(target, prediction); // which rejects targets that do not fit
    } else if (rows.length > 0) {
      metric.add(rows(target, rows), rows(prediction, rows));
    }
  }

  private static INDArray rows(INDArray array, int... rows) {
    long[] shape = array.shape().clone();
    shape[0] = rows.length;
    INDArray chosen = Scratch.array(array.dataType(), shape);
    Gathers.gatherRows(array, rows, chosen);
    return chosen;
  }
}
