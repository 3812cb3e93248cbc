package io.github.taeda.nn.ops;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The scratches of one loop, one for each use and shape of batch, so that a batch of another size
 * does not throw away the arrays of the usual one. Only those used last are kept. A pool belongs to
 * one thread at a time.
 */
public final class ScratchPool {
  private static final int MAX_SCRATCHES = 12;

  private final Map<Key, Scratch> scratches =
      new LinkedHashMap<>(MAX_SCRATCHES, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Scratch> eldest) {
          return size() > MAX_SCRATCHES;
        }
      };

  /** Creates a pool without scratches. */
  public ScratchPool() {}

  /**
   * The scratch of one use and shape; steps of different uses may be nested.
   *
   * @param use such as {@code gradient}
   * @param shape of the batch, or its size
   */
  public Scratch of(String use, long... shape) {
    return scratches.computeIfAbsent(
        new Key(use, LongStream.of(shape).boxed().toList()), key -> new Scratch());
  }

  private record Key(String use, List<Long> shape) {}
}
