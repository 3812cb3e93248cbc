package io.github.taeda.nn.ops.internal;

/**
 * Runs the function of a recurrent cell over columns of matrices in the CPU's memory, block by
 * block: the blocks of all planes together stay in the processor's first cache.
 */
public final class PlaneBlocks {
  /** The elements of a plane's block. */
  static final int LENGTH = 512;

  /** Planes, at most. */
  private static final int MAX_PLANES = 12;

  private static final ThreadLocal<PlaneBlocks> OF_THREAD =
      ThreadLocal.withInitial(PlaneBlocks::new);

  private final BlockBuffers buffers = BlockBuffers.ofThread();
  private final float[][] floats = new float[MAX_PLANES][LENGTH];
  private double[][] doubles = {};

  private PlaneBlocks() {}

  /**
   * Computes a matrix of elements; each of its planes has a matrix in memory.
   *
   * @param addresses of each plane's first element
   * @param strides of each plane, the distance of two rows in elements
   */
  public static void run(
      PlaneKernel kernel,
      boolean isFloat,
      int rows,
      int columns,
      long[] addresses,
      long... strides) {
    PlaneBlocks blocks = OF_THREAD.get();
    if (!isFloat && blocks.doubles.length == 0) {
      blocks.doubles = new double[MAX_PLANES][LENGTH];
    }
    int width = Math.min(columns, LENGTH);
    int height = Math.min(rows, LENGTH / width);
    for (int row = 0; row < rows; row += height) {
      for (int column = 0; column < columns; column += width) {
        Block block =
            new Block(row, Math.min(height, rows - row), column, Math.min(width, columns - column));
        blocks.run(kernel, isFloat, block, addresses, strides);
      }
    }
  }

  private void run(
      PlaneKernel kernel, boolean isFloat, Block block, long[] addresses, long... strides) {
    int n = block.height * block.width;
    for (int plane = 0; plane < kernel.reads(); plane++) {
      move(true, isFloat, plane, block, addresses[plane], strides[plane]);
    }
    if (isFloat) {
      kernel.floats().run(floats, n, buffers);
    } else {
      kernel.doubles().run(doubles, n);
    }
    for (int plane = addresses.length - kernel.writes(); plane < addresses.length; plane++) {
      move(false, isFloat, plane, block, addresses[plane], strides[plane]);
    }
  }

  /** Reads a block of a plane from memory or writes it there; dense rows in one go. */
  private void move(
      boolean reads, boolean isFloat, int plane, Block block, long address, long stride) {
    boolean isDense = stride == block.width;
    int count = isDense ? 1 : block.height;
    int length = isDense ? block.height * block.width : block.width;
    int size = isFloat ? 4 : 8;
    for (int i = 0; i < count; i++) {
      long at = address + size * ((block.row + i) * stride + block.column);
      if (isFloat && reads) {
        NativeMemory.read(at, floats[plane], i * length, length);
      } else if (isFloat) {
        NativeMemory.write(floats[plane], i * length, at, length);
      } else if (reads) {
        NativeMemory.read(at, doubles[plane], i * length, length);
      } else {
        NativeMemory.write(doubles[plane], i * length, at, length);
      }
    }
  }

  private record Block(int row, int height, int column, int width) {}
}
