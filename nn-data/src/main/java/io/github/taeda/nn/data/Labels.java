package io.github.taeda.nn.data;

import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Class indices of examples. */
final class Labels {
  private static final int BATCH = 256;

  private Labels() {}

  /** The class indices of some examples, {@code [batch]}, INT32. */
  static INDArray batch(int[] labels, int... rows) {
    int[] chosen = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = labels[rows[i]];
    }
    return filled(Scratch.array(DataType.INT32, rows.length), chosen);
  }

  /** Class indices as an array that is never recycled, {@code [labels.length]}, INT32. */
  static INDArray lasting(int... labels) {
    return filled(NDArrays.zeros(DataType.INT32, labels.length), labels);
  }

  private static INDArray filled(INDArray array, int... labels) {
    array.data().setData(labels);
    return array;
  }

  /**
   * The class indices of all examples of a data set whose targets are class indices {@code [batch]}
   * or {@code [batch, 1]}, or one-hot {@code [batch, classes]}.
   */
  static int[] of(Object owner, Dataset data) {
    if (data instanceof ImageDataset images) {
      return IntStream.range(0, images.size()).map(images::label).toArray(); // without the pixels
    }
    return ofTargets(owner, data);
  }

  private static int[] ofTargets(Object owner, Dataset data) {
    int[] labels = new int[data.size()];
    double[] values = {};
    Scratch scratch = new Scratch();
    for (int[] rows : Batches.inOrder(data.size(), BATCH)) {
      try (Scratch.Step step = scratch.step()) {
        INDArray targets = data.batch(rows).target();
        int classes = classes(owner, targets);
        if (values.length != rows.length * classes) {
          values = new double[rows.length * classes];
        }
        NDArrays.readValues(targets, values);
        for (int i = 0; i < rows.length; i++) {
          labels[rows[i]] =
              classes == 1
                  ? classIndex(owner, values[i], rows[i])
                  : oneHot(owner, values, i * classes, classes, rows[i]);
        }
      }
    }
    return labels;
  }

  private static int classes(Object owner, INDArray targets) {
    if (targets.rank() != 1 && targets.rank() != 2) {
      throw new IllegalArgumentException(
          owner
              + ": the targets must be classes, [batch] or [batch, classes], but have "
              + targets.rank()
              + " axes");
    }
    return targets.rank() == 1 ? 1 : Math.toIntExact(targets.size(1));
  }

  private static int classIndex(Object owner, double value, int row) {
    if (!(value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value))) {
      throw new IllegalArgumentException(
          owner + ": the targets must be classes 0, 1, …, but row " + row + " has " + value);
    }
    return (int) value;
  }

  private static int oneHot(Object owner, double[] values, int start, int classes, int row) {
    int ones = 0;
    int label = 0;
    for (int i = 0; i < classes; i++) {
      double value = values[start + i];
      if (value != 0 && value != 1) {
        throw new IllegalArgumentException(
            owner
                + ": the targets must be one-hot, 0 and once 1, but row "
                + row
                + " has "
                + value);
      }
      if (value == 1) {
        ones++;
        label = i;
      }
    }
    if (ones != 1) {
      throw new IllegalArgumentException(
          owner + ": the targets must be one-hot, but row " + row + " has " + ones + " ones");
    }
    return label;
  }
}
