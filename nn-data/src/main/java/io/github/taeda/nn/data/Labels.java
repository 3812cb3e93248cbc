package io.github.taeda.nn.data;

import io.github.taeda.nn.ops.Ops;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The classes of examples as numbers 0, 1, … */
final class Labels {
  private static final int BATCH = 256;

  private Labels() {}

  /** The labels of some rows, {@code [batch]}, INT32. */
  static INDArray batch(int[] labels, int... rows) {
    int[] chosen = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = labels[rows[i]];
    }
    return filled(Scratch.array(DataType.INT32, rows.length), chosen);
  }

  /** Labels as an array that is never recycled, {@code [labels.length]}, INT32. */
  static INDArray lasting(int... labels) {
    return filled(Ops.zeros(DataType.INT32, labels.length), labels);
  }

  private static INDArray filled(INDArray array, int... labels) {
    array.data().setData(labels);
    return array;
  }

  /**
   * The labels of all examples of a data set whose targets are {@code [batch]} or {@code [batch,
   * 1]} (whole numbers from 0), or {@code [batch, classes]} (one-hot; the largest counts).
   */
  static int[] of(Object owner, Dataset data) {
    int[] labels = new int[data.size()];
    int done = 0;
    Scratch scratch = new Scratch();
    for (int[] rows : Batches.inOrder(data.size(), BATCH)) {
      Scratch.Step step = scratch.step();
      try {
        INDArray targets = data.batch(rows).target();
        for (int i = 0; i < rows.length; i++) {
          labels[done + i] = label(owner, targets, i, rows[i]);
        }
        done += rows.length;
      } finally {
        step.close();
      }
    }
    return labels;
  }

  private static int label(Object owner, INDArray targets, int i, int row) {
    if (targets.rank() == 1 || (targets.rank() == 2 && targets.size(1) == 1)) {
      double number = Ops.contiguous(targets).getDouble(i);
      if (!(number >= 0 && number <= Integer.MAX_VALUE && number == Math.rint(number))) {
        throw new IllegalArgumentException(
            owner + ": the targets must be classes 0, 1, …, but row " + row + " has " + number);
      }
      return (int) number;
    }
    if (targets.rank() != 2) {
      throw new IllegalArgumentException(
          owner
              + ": the targets must be classes, [batch] or [batch, classes], but have "
              + targets.rank()
              + " axes");
    }
    int largest = 0;
    for (int column = 1; column < targets.size(1); column++) {
      if (targets.getDouble(i, column) > targets.getDouble(i, largest)) {
        largest = column;
      }
    }
    return largest;
  }
}
