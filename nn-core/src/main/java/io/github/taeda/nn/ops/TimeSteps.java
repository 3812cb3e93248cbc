package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.KernelThreads;
import io.github.taeda.nn.ops.internal.NativeMemory;
import io.github.taeda.nn.ops.internal.PlaneBlocks;
import io.github.taeda.nn.ops.internal.RecurrentKernels;
import java.lang.ref.Reference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The time steps of a recurrent cell over a batch of sequences, time first: arrays are {@code
 * [length, batch, …]}, and states {@code [length + 1, batch, hidden]} begin with the initial one.
 *
 * <p>A padded step computes nothing: states and their deltas pass it unchanged.
 */
final class TimeSteps {
  private static final Cell ADD =
      new Cell(RecurrentKernels.ADD, p -> Elementwise.add(p[0], p[1], p[1]));

  /** Multiplications per gate from which threads share the sequences: some 100 µs in one. */
  private static final long MIN_SHARED = 500_000;

  /** Sequences of a part, about: with fewer, products take longer than the other thread saves. */
  private static final int PART_ROWS = 16;

  private final DataType type;
  private final int length;
  private final int batch;
  private final int hidden;
  private final boolean @Nullable [] padding; // [length · batch]

  /** The steps of operands that fit. */
  TimeSteps(StepOperands operands, INDArray states, boolean @Nullable [] padding) {
    type = states.dataType();
    length = operands.length();
    batch = operands.batch();
    hidden = operands.hidden();
    this.padding = padding;
  }

  /**
   * Computes all steps, from the first.
   *
   * @param products what {@code h b} is added to before the cell computes
   * @param states h, and what else padding leaves as it is
   */
  void forward(Cell cell, Plane[] planes, INDArray b, INDArray products, INDArray... states) {
    StepProduct product = new StepProduct(b, false, (long) length * batch);
    share(
        rows -> {
          for (int step = 0; step < length; step++) {
            add(product, step, rows, states[0], products);
            compute(cell, step, rows, planes);
            for (INDArray state : states) {
              carry(step, rows, state);
            }
          }
        });
  }

  /**
   * Computes the deltas of all steps, from the last.
   *
   * @param delta of the states, if there is one
   * @param gateDeltas 0 at padding; {@code stateDelta += d bᵀ} with the last of them
   */
  void backward(
      Cell cell,
      Plane[] planes,
      INDArray b,
      @Nullable INDArray delta,
      INDArray stateDelta,
      INDArray... gateDeltas) {
    StepProduct product = new StepProduct(b, true, (long) length * batch);
    Plane[] sum =
        delta == null
            ? null
            : Plane.join(Plane.now(Operands.contiguous(delta)), Plane.now(stateDelta));
    share(
        rows -> {
          for (int step = length - 1; step >= 0; step--) {
            if (sum != null) {
              compute(ADD, step, rows, sum);
            }
            compute(cell, step, rows, planes);
            for (INDArray gateDelta : gateDeltas) {
              clear(step, rows, gateDelta);
            }
            INDArray last = gateDeltas[gateDeltas.length - 1];
            add(product, step, rows, last, stateDelta);
          }
        });
  }

  /**
   * Computes the sequences of a large batch in parts, each with all its steps, which threads share:
   * so many parts as the batch is large, whatever the number of threads.
   */
  private void share(Consumer<Rows> work) {
    boolean isLarge = (long) length * batch * hidden * hidden >= MIN_SHARED;
    int parts = isLarge && Direct.isOn() ? Math.max(1, batch / PART_ROWS) : 1;
    KernelThreads.run(
        parts,
        part -> {
          int first = (int) ((long) batch * part / parts);
          int end = (int) ((long) batch * (part + 1) / parts);
          work.accept(new Rows(first, end, parts == 1));
        });
  }

  /** What the cell computes at one step, for the sequences that have it. */
  private void compute(Cell cell, int step, Rows rows, Plane... planes) {
    for (int first = rows.first; first < rows.end; first++) {
      if (isPadding(step, first)) {
        continue;
      }
      int end = first + 1;
      while (end < rows.end && !isPadding(step, end)) {
        end++;
      }
      compute(cell, step, first, end - first, planes);
      first = end;
    }
  }

  private void compute(Cell cell, int step, int first, int rows, Plane... planes) {
    if (!Direct.isOn()) {
      computeByArrays(cell, step, first, rows, planes);
      return;
    }
    long[] addresses = new long[planes.length];
    long[] strides = new long[planes.length];
    for (int i = 0; i < planes.length; i++) {
      addresses[i] = address(planes[i], step, first);
      strides[i] = planes[i].array().size(-1);
    }
    try {
      PlaneBlocks.run(cell.kernel(), type == DataType.FLOAT, rows, hidden, addresses, strides);
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(planes);
    }
  }

  private void computeByArrays(Cell cell, int step, int first, int rows, Plane... planes) {
    INDArray[] copies = new INDArray[planes.length];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = Scratch.array(type, rows, hidden);
      if (i < cell.kernel().reads()) {
        copies[i].assign(part(planes[i], step, first, rows, hidden));
      }
    }
    cell.arrays().accept(copies);
    for (int i = copies.length - cell.kernel().writes(); i < copies.length; i++) {
      part(planes[i], step, first, rows, hidden).assign(copies[i]);
    }
  }

  /** Adds the product with a to the output, for sequences at one step. */
  private void add(StepProduct product, int step, Rows rows, INDArray a, INDArray output) {
    int m = rows.end - rows.first;
    Plane from = new Plane(a, 0, 0);
    Plane to = new Plane(output, 0, 0);
    if (!product.isDirect(m)) {
      INDArray left = part(from, step, rows.first, m, product.depth());
      product.add(left, part(to, step, rows.first, m, product.columns()));
      return;
    }
    try {
      long left = address(from, step, rows.first);
      product.add(m, left, address(to, step, rows.first), rows.isAll);
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(a);
      Reference.reachabilityFence(output);
    }
  }

  /** States after a step: those before it, for sequences that have no such step. */
  private void carry(int step, Rows rows, INDArray states) {
    Plane before = new Plane(states, 0, 0);
    Plane after = new Plane(states, 1, 0);
    for (int row = rows.first; row < rows.end; row++) {
      if (isPadding(step, row) && Direct.isOn()) {
        long from = address(before, step, row);
        NativeMemory.copy(from, address(after, step, row), (long) type.width() * hidden);
      } else if (isPadding(step, row)) {
        part(after, step, row, 1, hidden).assign(part(before, step, row, 1, hidden));
      }
    }
  }

  /** Sets rows of sequences that have no such step to 0. */
  private void clear(int step, Rows rows, INDArray array) {
    Plane plane = new Plane(array, 0, 0);
    int width = Math.toIntExact(array.size(-1));
    for (int row = rows.first; row < rows.end; row++) {
      if (isPadding(step, row) && Direct.isOn()) {
        NativeMemory.zero(address(plane, step, row), (long) type.width() * width);
      } else if (isPadding(step, row)) {
        part(plane, step, row, 1, width).assign(0);
      }
    }
  }

  /** Rows of an array at a step, a view. */
  private INDArray part(Plane plane, int step, int row, int rows, int columns) {
    long[] strides = {plane.array().size(-1), 1};
    return Scratch.strided(
        plane.array(), start(plane, step, row), new long[] {rows, columns}, strides);
  }

  private long address(Plane plane, int step, int row) {
    return NativeMemory.address(plane.array()) + type.width() * start(plane, step, row);
  }

  /** The first element of a plane's row at a step. */
  private long start(Plane plane, int step, int row) {
    long width = plane.array().size(-1);
    long time = plane.array().rank() == 2 ? 0 : step + plane.shift();
    return (time * batch + row) * width + (long) plane.part() * hidden;
  }

  private boolean isPadding(int step, int row) {
    return padding != null && padding[step * batch + row];
  }

  /** Some sequences of the batch, or all of them. */
  private record Rows(int first, int end, boolean isAll) {}
}
