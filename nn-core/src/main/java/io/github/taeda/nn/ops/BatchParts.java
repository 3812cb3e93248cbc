package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.KernelThreads;
import io.github.taeda.nn.ops.internal.OpenMp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch of images, divided into parts for ND4J's operations that are oneDNN's: each part is a
 * call that computes in one thread, and {@link KernelThreads} share the calls.
 *
 * <p>Left alone, oneDNN shares a batch among threads of OpenMP and waits for all of them. Two sets
 * of threads then compete for the processors: a wait takes milliseconds while a thread of one is
 * suspended for the sake of the other.
 */
final class BatchParts {
  /** Multiplications from which a batch is divided: some 35 µs of work. */
  private static final long MIN_DIVIDED = 2_000_000;

  /**
   * Batches are divided into a multiple of four parts, so that two or four threads compute equally
   * many. A call takes 12 µs more than what it computes: no more parts than necessary.
   */
  private static final int FOUR = 4;

  /** Multiplications of four parts where there are more of them. */
  private static final long SIZE_OF_FOUR = 64_000_000;

  private static final int MAX_PARTS = 32;

  private final long images;
  private final int parts;
  private final boolean isSingleThreaded;

  private BatchParts(long images, int parts, boolean isSingleThreaded) {
    this.images = images;
    this.parts = parts;
    this.isSingleThreaded = isSingleThreaded;
  }

  /** All images in one call, for which ND4J chooses the threads. */
  static BatchParts whole(long images) {
    return new BatchParts(images, 1, false);
  }

  /**
   * The parts of a batch, by its sizes alone; few large images are one call.
   *
   * @param multiplications of all images
   * @param most parts at most, if the batch is divided
   */
  static BatchParts of(DataType type, long images, long multiplications, long most) {
    if (!Direct.callsOneDnn(type)) {
      return whole(images);
    }
    if (multiplications < MIN_DIVIDED) {
      return new BatchParts(images, 1, true);
    }
    long wanted = Math.max(1, multiplications / SIZE_OF_FOUR) * FOUR;
    long possible = Math.min(Math.min(most, images), MAX_PARTS) / FOUR * FOUR;
    int parts = (int) Math.min(wanted, possible);
    return parts == 0 ? whole(images) : new BatchParts(images, parts, true);
  }

  /** The number of parts. */
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
    if (!isSingleThreaded) {
      operation.run(outputs.apply(0), inputs.apply(0));
      return;
    }
    List<CustomCall> calls = new ArrayList<>(parts);
    try {
      for (int i = 0; i < parts; i++) {
        CustomCall call = operation.call();
        calls.add(call);
        call.bind(outputs.apply(i), inputs.apply(i));
      }
      KernelThreads.run(parts, i -> OpenMp.inOneThread(calls.get(i)::execute));
    } finally {
      if (Scratch.current() == null) {
        calls.forEach(CustomCall::close);
      }
    }
  }
}
