package io.github.taeda.reliability;

import io.github.taeda.nn.ops.Convolution;
import io.github.taeda.nn.ops.Matrices;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Pooling;
import io.github.taeda.nn.ops.Window;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Products, convolutions and poolings against naive loops, for random shapes and layouts in memory.
 * They hold for both implementations, direct and ND4J's: {@code -Dtaeda.kernels=nd4j}.
 */
class PrimitiveProperties {

  @Property(seed = "1")
  void products_are_those_of_three_loops(
      @ForAll @IntRange(min = 1, max = 20) int m,
      @ForAll @IntRange(min = 1, max = 20) int k,
      @ForAll @IntRange(min = 1, max = 20) int n,
      @ForAll int seed) {
    SplittableRandom random = random(seed);
    INDArray a = Make.normal(random, m, k);
    INDArray b = Make.normal(random, k, n);
    INDArray start = Make.normal(random, m, n);
    INDArray product = Naive.product(a, b);
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      INDArray x = laid(random, a, type);
      INDArray y = laid(random, b, type);
      INDArray output = NDArrays.zeros(type, m, n);
      Matrices.multiply(x, y, output);
      close("a b", output, product);
      Matrices.multiplyTransposeB(x, laid(random, transposed(b), type), output);
      close("a bᵀ", output, product);
      Matrices.multiplyTransposeA(laid(random, transposed(a), type), y, output);
      close("aᵀ b", output, product);
      INDArray sum = start.castTo(type).dup('c');
      Matrices.addMultiply(x, y, sum);
      close("c + a b", sum, start.add(product));
    }
  }

  @Property(seed = "2")
  void convolutions_and_poolings_are_those_of_loops(
      @ForAll @IntRange(min = 1, max = 4) int batch,
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @IntRange(min = 1, max = 5) int in,
      @ForAll @IntRange(min = 1, max = 5) int out,
      @ForAll int seed) {
    SplittableRandom random = random(seed);
    long kernelHeight = 1L + random.nextInt(Math.min(3, height));
    long kernelWidth = 1L + random.nextInt(Math.min(3, width));
    Window pool =
        Window.of(kernelHeight, kernelWidth)
            .stride(1 + random.nextInt(3), 1 + random.nextInt(3))
            .padding(random.nextInt((int) kernelHeight), random.nextInt((int) kernelWidth));
    boolean fits = height >= 2 * kernelHeight - 1 && width >= 2 * kernelWidth - 1;
    Window window = fits ? pool.dilation(1 + random.nextInt(2), 1 + random.nextInt(2)) : pool;
    INDArray x = Make.normal(random, batch, height, width, in);
    INDArray weight = Make.normal(random, kernelHeight, kernelWidth, in, out);
    INDArray bias = Make.normal(random, out);
    INDArray convolution = Naive.convolution(window, x, weight, bias);
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      INDArray image = laid(random, x, type);
      INDArray output = NDArrays.zeros(type, convolution.shape());
      new Convolution(window)
          .forward(image, laid(random, weight, type), laid(random, bias, type), output);
      close("convolution " + window, output, convolution);
      pooling(pool, image, x, true);
      pooling(pool, image, x, false);
    }
  }

  private static void pooling(Window window, INDArray image, INDArray x, boolean isMaximum) {
    INDArray expected = Naive.pooling(window, x, isMaximum);
    INDArray output = NDArrays.zeros(image.dataType(), expected.shape());
    Pooling pooling = isMaximum ? Pooling.maximum(window) : Pooling.mean(window);
    pooling.forward(image, output);
    close((isMaximum ? "maximum " : "mean ") + window, output, expected);
  }

  private static SplittableRandom random(int seed) {
    return new SplittableRandom(RandomNet.SEED * 1_000_003 + seed);
  }

  private static INDArray transposed(INDArray matrix) {
    return matrix.permute(1, 0).dup('c');
  }

  /** The same values in a random layout, contiguous 'c' order included. */
  private static INDArray laid(SplittableRandom random, INDArray array, DataType type) {
    INDArray typed = array.castTo(type);
    List<INDArray> layouts = new ArrayList<>(Make.layouts(typed).values());
    layouts.add(typed);
    return layouts.get(random.nextInt(layouts.size()));
  }

  private static void close(String what, INDArray actual, INDArray expected) {
    double tolerance = actual.dataType() == DataType.FLOAT ? 1e-5 : 1e-13;
    Compare.close(
        what + " " + actual.dataType() + " " + Arrays.toString(actual.shape()),
        actual,
        expected,
        tolerance);
  }
}
