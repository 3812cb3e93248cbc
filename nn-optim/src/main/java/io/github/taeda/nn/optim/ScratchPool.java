package io.github.taeda.nn.optim;

import io.github.taeda.nn.ops.Scratch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One {@link Scratch} per shape of batch; only the shapes used last are kept. */
public final class ScratchPool {
  private static final int MOST = 8;

  private final Map<List<Long>, Scratch> byShape =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Long>, Scratch> eldest) {
          return size() > MOST;
        }
      };

  /** The scratch for batches of this shape. */
  public Scratch of(long... shape) {
    List<Long> key = Arrays.stream(shape).boxed().collect(Collectors.toList());
    return byShape.computeIfAbsent(key, k -> new Scratch());
  }
}
