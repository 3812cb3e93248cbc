package io.github.taeda.nn;

import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Tells modules which time steps of a batch of sequences are padding, during passes on one thread.
 *
 * <p>A mask is an array {@code [batch, length]}: 1 for a real step, 0 for padding.
 *
 * <pre>{@code
 * INDArray mask = PaddingMask.ofLengths(5, 3, 5); // of two sequences, 3 and 5 steps long
 * INDArray output = PaddingMask.run(mask, () -> net.forward(input));
 * INDArray inputDelta = PaddingMask.run(mask, () -> net.backward(input, delta));
 * }</pre>
 *
 * <p>Modules that know of padding ask {@link #current}; others compute as ever. Backward needs the
 * mask of forward, the very array. Other threads see nothing of it; a module that hands work to
 * threads of its own must ask first.
 */
public final class PaddingMask {
  private static final ThreadLocal<@Nullable INDArray> MASK = new ThreadLocal<>();
  private static final AtomicInteger OPEN = new AtomicInteger(); // on any thread

  private PaddingMask() {}

  /**
   * The mask of sequences that are padded at their ends.
   *
   * @param length of the padded sequences, at least 1
   * @param lengths of each sequence without padding, 0 to {@code length}; at least one
   * @return a FLOAT array {@code [lengths.length, length]}
   * @throws IllegalArgumentException if a length is out of range
   */
  public static INDArray ofLengths(int length, int... lengths) {
    Shapes.requireSize("PaddingMask", "length", length);
    Objects.requireNonNull(lengths, "PaddingMask: lengths is null");
    Shapes.requireSize("PaddingMask", "number of lengths", lengths.length);
    float[] values = new float[Shapes.requireCount("PaddingMask", "mask", lengths.length, length)];
    for (int row = 0; row < lengths.length; row++) {
      if (lengths[row] < 0 || lengths[row] > length) {
        throw new IllegalArgumentException(
            "PaddingMask: lengths["
                + row
                + "] must be 0 to "
                + length
                + ", but was "
                + lengths[row]);
      }
      for (int step = 0; step < lengths[row]; step++) {
        values[row * length + step] = 1;
      }
    }
    return NDArrays.of(values, lengths.length, length);
  }

  /**
   * Runs a pass with a mask, in place of one that may be open already; it is open again afterwards.
   *
   * @param mask FLOAT or DOUBLE {@code [batch, length]}, each element 0 or 1; not to be written to
   *     until backward is done
   * @return what the pass returns
   * @throws ShapeException if the mask has another rank or another value
   */
  public static <T> T run(INDArray mask, Supplier<T> pass) {
    requireMask(mask);
    Objects.requireNonNull(pass, "PaddingMask: pass is null");
    INDArray outer = MASK.get();
    MASK.set(mask);
    OPEN.incrementAndGet();
    try {
      return pass.get();
    } finally {
      OPEN.decrementAndGet();
      if (outer == null) {
        MASK.remove();
      } else {
        MASK.set(outer);
      }
    }
  }

  /**
   * The mask that is open on this thread.
   *
   * @param owner the module that asks
   * @param input what it computes with, FLOAT or DOUBLE {@code [batch, length, …]}
   * @return {@code [batch, length]} of the input's type, only to be read; null if there is no mask
   * @throws ShapeException if the mask is of another batch or length
   */
  public static @Nullable INDArray current(Object owner, INDArray input) {
    INDArray mask = open();
    if (mask == null) {
      return null;
    }
    if (input.rank() < 2 || mask.size(0) != input.size(0) || mask.size(1) != input.size(1)) {
      throw new ShapeException(
          Container.nameOf(owner)
              + ": the padding mask must be [batch, length] of the input "
              + Shapes.text(input.shape())
              + ", but was "
              + Shapes.text(mask.shape()));
    }
    if (mask.dataType() == input.dataType()) {
      return mask;
    }
    INDArray converted = Scratch.array(input.dataType(), mask.shape());
    NDArrays.setValues(values(mask), converted);
    return converted;
  }

  /** This thread's mask as it was given; one read of a counter while no thread has any. */
  static @Nullable INDArray open() {
    return OPEN.get() == 0 ? null : MASK.get();
  }

  private static void requireMask(INDArray mask) {
    Shapes.requireShape("PaddingMask", "mask", mask, -1, -1);
    double[] values = values(mask);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0 && values[i] != 1) {
        throw new ShapeException(
            "PaddingMask: mask must be 0 or 1, but at "
                + Shapes.place(mask, i)
                + " was "
                + Shapes.number(values[i]));
      }
    }
  }

  private static double[] values(INDArray mask) {
    double[] values = new double[(int) mask.length()];
    NDArrays.readValues(mask, values);
    return values;
  }
}
