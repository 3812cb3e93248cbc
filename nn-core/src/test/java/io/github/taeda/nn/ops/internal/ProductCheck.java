package io.github.taeda.nn.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Computes FLOAT products of arrays by a function of addresses, and compares them with DOUBLE. */
final class ProductCheck {
  private static final int GAP = 3; // between two rows of c

  private final Multiplication multiplication;

  /** What is tested. */
  @FunctionalInterface
  interface Multiplication {
    void run(Product product, long a, long b, boolean add, long c);
  }

  ProductCheck(Multiplication multiplication) {
    this.multiplication = multiplication;
  }

  /** Sizes m, n, k with every choice of transposes: transposeA, transposeB, m, n, k. */
  static Stream<Arguments> transposed(int[][] sizes) {
    return Stream.of(sizes)
        .flatMap(
            s -> Stream.of(0, 1, 2, 3).map(i -> Arguments.of(i % 2 > 0, i > 1, s[0], s[1], s[2])));
  }

  static Product product(boolean transposeA, boolean transposeB, int m, int n, int k, int strideC) {
    int strideA = transposeA ? m : k;
    return new Product(transposeA, transposeB, m, n, k, strideA, transposeB ? k : n, strideC);
  }

  /** Requires the product of DOUBLE, added to c and in place of it, and nothing beside it. */
  void check(boolean transposeA, boolean transposeB, int m, int n, int k) {
    INDArray a = Make.normal(new SplittableRandom(3), m, k);
    INDArray b = Make.normal(new SplittableRandom(4), k, n);
    INDArray c = Make.normal(new SplittableRandom(5), m, n + GAP);
    INDArray expected = a.castTo(DataType.DOUBLE).mmul(b.castTo(DataType.DOUBLE));
    INDArray rest = c.get(NDArrayIndex.all(), NDArrayIndex.interval(n, n + GAP)).dup('c');
    INDArray before = c.get(NDArrayIndex.all(), NDArrayIndex.interval(0, n)).dup('c');

    INDArray added = c.castTo(DataType.FLOAT);
    run(transposeA, transposeB, a, b, true, added);
    check(added, n, expected.add(before), rest);

    INDArray set = c.castTo(DataType.FLOAT);
    set.get(NDArrayIndex.all(), NDArrayIndex.interval(0, n)).assign(Float.NaN);
    run(transposeA, transposeB, a, b, false, set);
    check(set, n, expected, rest);
  }

  private static void check(INDArray c, int n, INDArray expected, INDArray rest) {
    INDArray product = c.get(NDArrayIndex.all(), NDArrayIndex.interval(0, n)).dup('c');
    Compare.close("product", product, expected, 1e-5);
    INDArray others = c.get(NDArrayIndex.all(), NDArrayIndex.interval(n, n + GAP)).dup('c');
    Compare.exact("elements beside it", others, rest.castTo(DataType.FLOAT));
  }

  /** Requires that 0 times infinity, and NaN, become NaN in {@code [m, 39] x [39, n]}. */
  void checkNotANumber(boolean transposeA, boolean transposeB, int m, int n) {
    int k = 39; // not a multiple of what kernels compute at once
    for (int l : new int[] {0, 7, k - 1}) {
      int row = l < m ? l : 1;
      int column = l < n ? l : 1;
      int otherRow = row == 0 ? 1 : 0;
      int otherColumn = column == 0 ? 1 : 0;
      for (Float special :
          List.of(Float.NEGATIVE_INFINITY, Float.NaN)) { // equal to itself if boxed
        INDArray a = Make.filled(DataType.FLOAT, 1, m, k).putScalar(row, l, 0);
        INDArray b = Make.filled(DataType.FLOAT, 1, k, n).putScalar(l, column, special);
        INDArray c = run(transposeA, transposeB, a, b);
        assertThat(c.getFloat(row, column)).isNaN();
        assertThat(c.getFloat(otherRow, column)).isEqualTo(special);
        assertThat(c.getFloat(row, otherColumn)).isEqualTo(k - 1f);
        assertThat(c.getFloat(otherRow, otherColumn)).isEqualTo((float) k);

        a = Make.filled(DataType.FLOAT, 1, m, k).putScalar(row, l, special);
        b = Make.filled(DataType.FLOAT, 1, k, n).putScalar(l, column, 0);
        c = run(transposeA, transposeB, a, b);
        assertThat(c.getFloat(row, column)).isNaN();
        assertThat(c.getFloat(row, otherColumn)).isEqualTo(special);
        assertThat(c.getFloat(otherRow, column)).isEqualTo(k - 1f);
        assertThat(c.getFloat(otherRow, otherColumn)).isEqualTo((float) k);
      }
    }
  }

  private INDArray run(boolean transposeA, boolean transposeB, INDArray a, INDArray b) {
    INDArray c = Make.filled(DataType.FLOAT, 0, a.size(0), b.size(1));
    run(transposeA, transposeB, a, b, false, c);
    return c;
  }

  void run(
      boolean transposeA, boolean transposeB, INDArray a, INDArray b, boolean add, INDArray c) {
    INDArray left = (transposeA ? a.transpose() : a).castTo(DataType.FLOAT).dup('c');
    INDArray right = (transposeB ? b.transpose() : b).castTo(DataType.FLOAT).dup('c');
    int m = (int) a.size(0);
    int n = (int) b.size(1);
    multiplication.run(
        product(transposeA, transposeB, m, n, (int) a.size(1), (int) c.size(1)),
        NativeMemory.address(left),
        NativeMemory.address(right),
        add,
        NativeMemory.address(c));
  }
}
