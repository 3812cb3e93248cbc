package io.github.taeda.nn.ops;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows picked by number. ND4J's own gather is silent about rows that do not exist; these are not.
 */
abstract class GatherOps extends ActivationOps {
  private static final CustomOperation GATHER = new CustomOperation("gather", 0);

  GatherOps() {}

  /**
   * {@code output[i] = source[rows[i]]}: copies whole examples.
   *
   * @param source {@code [n, …]}, of any type
   * @param rows the numbers of the rows, each in 0…n−1, in any order
   * @param output {@code [rows.length, …]}
   * @throws IllegalArgumentException if a row does not exist; nothing is written then
   */
  public static void gatherRows(INDArray source, int[] rows, INDArray output) {
    Operands.requireArray("gatherRows", "source", source);
    if (source.rank() == 0) {
      throw new IllegalArgumentException("gatherRows: source must have an axis, but is a scalar");
    }
    requireRowNumbers(rows, source.size(0));
    long[] shape = source.shape().clone();
    shape[0] = rows.length;
    Operands.require("gatherRows", "output", output, source.dataType(), shape);
    Operands.requireContiguous("gatherRows", "output", output);
    Operands.requireOther("gatherRows", "output", output, "source", source);
    INDArray indices = Scratch.array(DataType.INT32, rows.length);
    indices.data().setData(rows);
    GATHER.run(output, source, indices); // a copy of a strided source would cost all its rows
  }

  private static void requireRowNumbers(int[] rows, long count) {
    if (rows == null || rows.length == 0) {
      throw new IllegalArgumentException(
          "gatherRows: rows is " + (rows == null ? "null" : "empty"));
    }
    for (int row : rows) {
      if (row < 0 || row >= count) {
        throw new IllegalArgumentException(
            "gatherRows: row " + row + " does not exist, there are " + count);
      }
    }
  }
}
