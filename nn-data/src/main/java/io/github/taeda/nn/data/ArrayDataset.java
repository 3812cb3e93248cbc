package io.github.taeda.nn.data;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.Scratch;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A data set whose examples are the rows of two arrays in memory. */
final class ArrayDataset implements Dataset {
  private final INDArray inputs; // [size, …]
  private final INDArray targets; // [size, …]

  ArrayDataset(INDArray inputs, INDArray targets) {
    Shapes.requireArray("Dataset", "inputs", inputs);
    Shapes.requireArray("Dataset", "targets", targets);
    if (inputs.rank() == 0 || targets.rank() == 0 || inputs.size(0) != targets.size(0)) {
      throw new IllegalArgumentException(
          "Dataset: there must be one target per input, but inputs are "
              + Shapes.text(inputs.shape())
              + " and targets "
              + Shapes.text(targets.shape()));
    }
    this.inputs = inputs;
    this.targets = targets;
  }

  @Override
  public int size() {
    return Math.toIntExact(inputs.size(0));
  }

  @Override
  public Batch batch(int... rows) {
    ExampleIndices.require(this, rows, size());
    return new Batch(rowsOf(inputs, rows), rowsOf(targets, rows));
  }

  private static INDArray rowsOf(INDArray source, int[] rows) {
    long[] shape = source.shape().clone();
    shape[0] = rows.length;
    INDArray output = Scratch.array(source.dataType(), shape);
    Gathers.gatherRows(source, rows, output);
    return output;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Dataset(%d examples, %s -> %s)",
        size(),
        Shapes.text(inputs.shape()),
        Shapes.text(targets.shape()));
  }
}
