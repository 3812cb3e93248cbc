package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.KernelThreads;
import io.github.taeda.nn.ops.internal.OpenMp;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch of images in parts, of which each is one call of ND4J that computes in one thread; {@link
 * KernelThreads} share the calls.
 *
 * <p>Left alone, oneDNN shares a batch among threads of OpenMP and waits for all of them. Two sets
 * of threads then compete for the processors: a wait takes milliseconds while a thread of one is
 * suspended for the sake of the other.
 */
final class BatchParts {
  /** Multiplications from which a batch has several parts: some 35 µs of work. */
  private static final long MIN_SHARED = 2_000_000;

  /**
   * Parts of a batch that has several, or a divisor of them, so that two or four threads have as
   * many; a call takes 12 µs more than what it computes.
   */
  private static final int UNIT = 4;

  /** Multiplications of so many parts of larger batches. */
  private static final long UNIT_SIZE = 64_000_000;

  private static final int MAX_UNITS = 8;

  private final long images;
  private final int parts;
  private final boolean isAlone; // each part in one thread

  private BatchParts(long images, int parts, boolean isAlone) {
    this.images = images;
    this.parts = parts;
    this.isAlone = isAlone;
  }

  /** All images in one call, whose threads are ND4J's affair. */
  static BatchParts whole(long images) {
    return new BatchParts(images, 1, false);
  }

  /**
   * The parts of a batch, by its sizes alone; few large images are left to ND4J's threads.
   *
   * @param multiplications of all images
   */
  static BatchParts of(DataType type, long images, long multiplications) {
    if (!Direct.callsOneDnn(type)) {
      return whole(images);
    }
    if (multiplications < MIN_SHARED) {
      return new BatchParts(images, 1, true);
    }
    long units = Math.max(1, Math.min(MAX_UNITS, multiplications / UNIT_SIZE));
    long parts = Math.min(units, images / UNIT) * UNIT;
    return parts == 0 ? whole(images) : new BatchParts(images, (int) parts, true);
  }

  /** How many there are. */
  int count() {
    return parts;
  }

  /** The images of a part, a view. */
  INDArray part(INDArray array, int index) {
    if (parts == 1) {
      return array;
    }
    long first = images * index / parts;
    long[] shape = array.shape().clone();
    shape[0] = images * (index + 1) / parts - first;
    long[] strides = array.stride();
    return Scratch.strided(array, first * strides[0], shape, strides);
  }

  /** Runs an operation for each part. */
  void run(
      CustomOperation operation, IntFunction<INDArray[]> outputs, IntFunction<INDArray[]> inputs) {
    if (!isAlone) {
      operation.run(outputs.apply(0), inputs.apply(0));
      return;
    }
    CustomCall[] calls = new CustomCall[parts];
    for (int i = 0; i < parts; i++) {
      calls[i] = operation.bound(outputs.apply(i), inputs.apply(i));
    }
    try {
      KernelThreads.run(parts, i -> OpenMp.inOneThread(calls[i]::execute));
    } finally {
      if (Scratch.current() == null) {
        for (CustomCall call : calls) {
          call.close();
        }
      }
    }
  }
}
