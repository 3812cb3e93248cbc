package io.github.taeda.nn.ops.internal;

import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** One thread's memory for intermediate results; each grows to the largest that was asked for. */
final class Workspace {
  private static final ThreadLocal<Workspace> OF_THREAD = ThreadLocal.withInitial(Workspace::new);

  private final Block patches = new Block();
  private final Block sums = new Block();
  private final Block filters = new Block();
  private float[] image = new float[0];
  private float[] columns = new float[0];

  private Workspace() {}

  static Workspace ofThread() {
    return OF_THREAD.get();
  }

  /** The address of so many bytes for the patches of images; undefined content. */
  long patches(long bytes) {
    return patches.at(bytes);
  }

  /** The address of so many bytes for partial sums; undefined content. */
  long sums(long bytes) {
    return sums.at(bytes);
  }

  /** The address of so many bytes for filters in another form; undefined content. */
  long filters(long bytes) {
    return filters.at(bytes);
  }

  /** Part of an image, or filters, on the heap. */
  float[] image(int length) {
    if (image.length < length) {
      image = new float[length];
    }
    return image;
  }

  /** Patches, or bands of filters, on the heap. */
  float[] columns(int length) {
    if (columns.length < length) {
      columns = new float[length];
    }
    return columns;
  }

  private static final class Block {
    private @Nullable BytePointer memory;
    private long size;

    long at(long bytes) {
      BytePointer pointer = memory;
      if (pointer == null || size < bytes) {
        if (pointer != null) {
          pointer.close();
        }
        memory = null; // should there be none of the new size
        size = 0;
        pointer = new BytePointer(bytes);
        memory = pointer;
        size = bytes;
      }
      return pointer.address();
    }
  }
}
