package io.github.taeda.nn.ops.internal;

import java.lang.ref.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Maximum and mean pooling of FLOAT images, image by image. In backward the first of several equal
 * maxima gets the delta; a NaN in a window is its maximum. Padding is never the maximum; it counts
 * as zeros in the mean.
 */
public final class Pools {
  /** Input elements from which several threads share the images: some 100 µs of work. */
  private static final long PARALLEL = 200_000;

  /** The same for the delta of maxima. */
  private static final long PARALLEL_DELTA = 65_000;

  /** Elements of an image: each thread keeps two to four copies of one. */
  private static final long MAX_IMAGE = 1 << 22;

  private Pools() {}

  /** Whether poolings of these sizes can be computed here. */
  public static boolean suits(WindowShape shape) {
    return shape.inputSize() <= MAX_IMAGE;
  }

  /** {@code output = max} of each window. */
  public static void maxForward(WindowShape shape, INDArray x, INDArray output) {
    images(
        shape, PARALLEL, (rows, in, out) -> rows.maxForward(in.of(x), out.of(output)), x, output);
  }

  /** {@code xDelta = } the deltas, each at the first maximum of its window. */
  public static void maxBackward(WindowShape shape, INDArray x, INDArray delta, INDArray xDelta) {
    images(
        shape,
        PARALLEL_DELTA,
        (rows, in, out) -> rows.maxBackward(in.of(x), out.of(delta), in.of(xDelta)),
        x,
        delta,
        xDelta);
  }

  /** {@code output = mean} of each window. */
  public static void meanForward(WindowShape shape, INDArray x, INDArray output) {
    images(
        shape, PARALLEL, (rows, in, out) -> rows.meanForward(in.of(x), out.of(output)), x, output);
  }

  /** {@code xDelta = } the deltas, each spread evenly over its window. */
  public static void meanBackward(WindowShape shape, INDArray delta, INDArray xDelta) {
    images(
        shape,
        PARALLEL,
        (rows, in, out) -> rows.meanBackward(out.of(delta), in.of(xDelta)),
        delta,
        xDelta);
  }

  /** A pass over one image, at offsets in bytes of arrays of inputs and of outputs. */
  @FunctionalInterface
  private interface Pass {
    void run(PoolRows rows, Offset in, Offset out);
  }

  /** Where an image begins in an array. */
  private record Offset(long bytes) {
    long of(INDArray array) {
      return NativeMemory.address(array) + bytes;
    }
  }

  private static void images(WindowShape shape, long parallel, Pass pass, INDArray... arrays) {
    KernelThreads.Range images =
        (start, count) -> {
          PoolRows rows = PoolRows.ofThread(shape);
          for (long i = start; i < start + count; i++) {
            Offset in = new Offset(4 * i * shape.inputSize());
            pass.run(rows, in, new Offset(4 * i * shape.outputSize()));
          }
        };
    try {
      if (shape.batch() * shape.inputSize() < parallel) {
        images.run(0, shape.batch());
      } else {
        KernelThreads.ranges(shape.batch(), 1, images);
      }
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(arrays);
    }
  }
}
