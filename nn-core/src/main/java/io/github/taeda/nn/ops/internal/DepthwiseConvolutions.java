package io.github.taeda.nn.ops.internal;

import java.lang.ref.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolutions of FLOAT images with one group for each channel of the input, image by image. All
 * arrays are dense; filters are {@code [elements of the window, out]}.
 */
public final class DepthwiseConvolutions {
  /** Multiplications from which several threads share the images: some 100 µs of work. */
  private static final long PARALLEL = 400_000;

  private static final int GROUPS = 8; // of images whose gradients are summed apart

  private static final long MAX_ELEMENTS = 1 << 24; // that one thread keeps

  private DepthwiseConvolutions() {}

  /** Whether convolutions of these sizes can be computed here. */
  public static boolean suits(WindowShape shape) {
    long elements = (long) shape.vertical().kernel() * shape.horizontal().kernel();
    return elements <= MAX_ELEMENTS
        && elements * shape.outWidth() * shape.out() <= MAX_ELEMENTS
        && (long) shape.height() * shape.width() * shape.out() <= MAX_ELEMENTS;
  }

  /** {@code output = x ⋆ weight}. */
  public static void forward(WindowShape shape, INDArray x, INDArray weight, INDArray output) {
    images(shape, weight, (rows, in, out) -> rows.forward(in.of(x), out.of(output)), x, output);
  }

  /** {@code xDelta = } the delta of x. */
  public static void backwardDelta(
      WindowShape shape, INDArray weight, INDArray delta, INDArray xDelta) {
    images(
        shape,
        weight,
        (rows, in, out) -> rows.backward(out.of(delta), in.of(xDelta)),
        delta,
        xDelta);
  }

  /** {@code gradient += } the gradient of the filters. */
  public static void addGradient(WindowShape shape, INDArray x, INDArray delta, INDArray gradient) {
    int groups = isLarge(shape) ? Math.min(GROUPS, shape.batch()) : 1;
    float[][] sums = new float[groups][];
    try {
      KernelThreads.run(
          groups,
          group -> {
            DepthwiseRows rows = DepthwiseRows.ofThread(shape);
            rows.clearSums();
            int end = (int) ((long) shape.batch() * (group + 1) / groups);
            for (int i = (int) ((long) shape.batch() * group / groups); i < end; i++) {
              rows.addGradients(in(shape, i).of(x), out(shape, i).of(delta));
            }
            sums[group] = rows.sums();
          });
      add(sums, NativeMemory.address(gradient));
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(delta);
      Reference.reachabilityFence(gradient);
    }
  }

  private static void add(float[][] sums, long gradient) {
    int n = sums[0].length;
    float[] total = new float[n];
    NativeMemory.read(gradient, total, 0, n);
    for (float[] sum : sums) {
      for (int i = 0; i < n; i++) {
        total[i] += sum[i];
      }
    }
    NativeMemory.write(total, 0, gradient, n);
  }

  /** A pass over one image, at offsets in bytes of arrays of inputs and of outputs. */
  @FunctionalInterface
  private interface Pass {
    void run(DepthwiseRows rows, Offset in, Offset out);
  }

  /** Where an image begins in an array. */
  private record Offset(long bytes) {
    long of(INDArray array) {
      return NativeMemory.address(array) + bytes;
    }
  }

  private static Offset in(WindowShape shape, long image) {
    return new Offset(4 * image * shape.inputSize());
  }

  private static Offset out(WindowShape shape, long image) {
    return new Offset(4 * image * shape.outputSize());
  }

  private static boolean isLarge(WindowShape shape) {
    return shape.batch() * shape.work() / shape.in() >= PARALLEL;
  }

  private static void images(WindowShape shape, INDArray weight, Pass pass, INDArray... arrays) {
    KernelThreads.Range images =
        (start, count) -> {
          DepthwiseRows rows = DepthwiseRows.ofThread(shape);
          rows.useFilters(NativeMemory.address(weight));
          for (long i = start; i < start + count; i++) {
            pass.run(rows, in(shape, i), out(shape, i));
          }
        };
    try {
      if (isLarge(shape)) {
        KernelThreads.ranges(shape.batch(), 1, images);
      } else {
        images.run(0, shape.batch());
      }
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(weight);
      Reference.reachabilityFence(arrays);
    }
  }
}
