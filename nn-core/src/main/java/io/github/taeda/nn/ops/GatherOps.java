package io.github.taeda.nn.ops;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows picked by number. ND4J's own gather is silent about rows that do not exist; these are not. */
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
    Operands.requireSameType("gatherRows", source, output);
    Operands.requireOutput("gatherRows", output);
    long[] expected = source.shape().clone();
    expected[0] = rows.length;
    Operands.require(
        Arrays.equals(expected, output.shape()), "gatherRows", source, source, output);
    for (int row : rows) {
      if (row < 0 || row >= source.size(0)) {
        throw new IllegalArgumentException(
            "gatherRows: row " + row + " does not exist, there are " + source.size(0));
      }
    }
    INDArray indices = Scratch.array(DataType.INT32, rows.length);
    indices.data().setData(rows);
    GATHER.run(output, Operands.contiguous(source), indices);
  }
}
