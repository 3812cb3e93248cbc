package io.github.taeda.nn.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The scratches of one loop, one for each use and shape of batch, so that a batch of another size
 * does not throw away the arrays of the usual one. Only those used last are kept. A pool belongs to
 * one thread at a time.
 */
public final class ScratchPool {
  private static final int MAX_SCRATCHES = 12;

  private final List<Entry> entries = new ArrayList<>(); // the one used last is the first

  /** Creates a pool without scratches. */
  public ScratchPool() {}

  /**
   * The scratch of one use and shape; steps of different uses may be nested.
   *
   * @param use such as {@code gradient}
   * @param shape of the batch, or its size
   */
  public Scratch of(String use, long... shape) {
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.use.equals(use) && Arrays.equals(entry.shape, shape)) {
        if (i > 1) { // two uses that take turns need not be moved
          entries.remove(i);
          entries.add(0, entry);
        }
        return entry.scratch;
      }
    }
    if (entries.size() == MAX_SCRATCHES) {
      entries.remove(MAX_SCRATCHES - 1);
    }
    Scratch scratch = new Scratch();
    entries.add(0, new Entry(use, shape.clone(), scratch));
    return scratch;
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by its fields, never as a whole
  private record Entry(String use, long[] shape, Scratch scratch) {}
}
