package io.github.taeda.nn.data;

import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The classes of examples as numbers 0, 1, … */
public final class Labels {
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
  public static INDArray lasting(int... labels) {
    return filled(NDArrays.zeros(DataType.INT32, labels.length), labels);
  }

  private static INDArray filled(INDArray array, int... labels) {
    array.data().setData(labels);
    return array;
  }

  /**
   * The labels of all examples of a data set whose targets are {@code [batch]} or {@code [batch,
   * 1]} (whole numbers from 0), or {@code [batch, classes]} (one-hot).
   */
  static int[] of(Object owner, Dataset data) {
    int[] labels = new int[data.size()];
    double[] numbers = {};
    int done = 0;
    Scratch scratch = new Scratch();
    for (int[] rows : Batches.inOrder(data.size(), BATCH)) {
      Scratch.Step step = scratch.step();
      try {
        INDArray targets = data.batch(rows).target();
        int classes = classes(owner, targets);
        if (numbers.length != rows.length * classes) {
          numbers = new double[rows.length * classes];
        }
        NDArrays.readValues(targets, numbers);
        for (int i = 0; i < rows.length; i++, done++) {
          labels[done] =
              classes == 1
                  ? number(owner, numbers[i], rows[i])
                  : oneHot(owner, numbers, i * classes, classes, rows[i]);
        }
      } finally {
        step.close();
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

  private static int number(Object owner, double number, int row) {
    if (!(number >= 0 && number <= Integer.MAX_VALUE && number == Math.rint(number))) {
      throw new IllegalArgumentException(
          owner + ": the targets must be classes 0, 1, …, but row " + row + " has " + number);
    }
    return (int) number;
  }

  private static int oneHot(Object owner, double[] numbers, int start, int classes, int row) {
    int ones = 0;
    int label = 0;
    for (int i = 0; i < classes; i++) {
      double number = numbers[start + i];
      if (number != 0 && number != 1) {
        throw new IllegalArgumentException(
            owner
                + ": the targets must be one-hot, 0 and once 1, but row "
                + row
                + " has "
                + number);
      }
      if (number == 1) {
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
