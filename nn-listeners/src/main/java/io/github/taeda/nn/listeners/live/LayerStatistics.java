package io.github.taeda.nn.listeners.live;

import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ParameterVector;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Slices;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Statistics of the parameters in one iteration, from the values before and after it. */
final class LayerStatistics {
  private static final int PART = 65_536; // elements that are read at once

  private final ParameterVector vector;
  private final INDArray values;
  private final INDArray gradients;
  private @Nullable INDArray before; // [n], of the values

  LayerStatistics(ParameterVector vector) {
    this.vector = vector;
    values = vector.values();
    gradients = vector.gradients();
  }

  /** Keeps a copy of the values before the iteration. */
  void begin() {
    INDArray copy = before;
    if (copy == null) {
      copy = NDArrays.zeros(values.dataType(), values.length());
      before = copy;
    }
    Slices.copy(vector.values(), copy);
  }

  /** The statistics after it. */
  List<LayerRow> end() {
    INDArray old = before;
    if (old == null) {
      throw new IllegalStateException("LayerStatistics: not begun");
    }
    vector.gradients(); // sets to zero what only counts as zero
    List<LayerRow> rows = new ArrayList<>();
    long start = 0;
    for (Parameter parameter : vector.parameters()) {
      long end = start + parameter.value().length();
      rows.add(row(parameter, old, start, end));
      start = end;
    }
    return rows;
  }

  private LayerRow row(Parameter parameter, INDArray old, long start, long end) {
    ParameterSummary summary = new ParameterSummary(parameter);
    for (long from = start; from < end; from += PART) {
      long to = Math.min(end, from + PART);
      summary.add(read(old, from, to), read(values, from, to), read(gradients, from, to));
    }
    return summary.row();
  }

  private static double[] read(INDArray array, long from, long to) {
    double[] elements = new double[(int) (to - from)];
    NDArrays.readValues(array.get(NDArrayIndex.interval(from, to)), elements);
    return elements;
  }
}
