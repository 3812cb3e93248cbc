package io.github.taeda.nn.ops.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One computation while its parts are handed out to threads.
 *
 * <p>Successive parts form a segment for each thread, if there are as many. A thread takes its own
 * from the front, then what is left of the others' from the end. So it computes about the same part
 * of each of several arrays in turn, and finds in its core's cache what it wrote there: fetched
 * from another core's it takes several times as long as a simple function of it.
 */
final class Region {
  /** A pause of a caller that is stalled, in ns. */
  private static final long PAUSE = 20_000;

  private final int parts;
  private final IntConsumer part;
  private final AtomicLongArray segments; // the parts left of each, first << 32 | end
  private final AtomicInteger done = new AtomicInteger();
  private volatile @Nullable Throwable failure;

  /** Parts 0…parts − 1, for so many threads at most. */
  Region(int parts, IntConsumer part, int threads) {
    this.parts = parts;
    this.part = part;
    int count = Math.max(1, Math.min(parts, threads));
    segments = new AtomicLongArray(count);
    for (int i = 0; i < count; i++) {
      segments.set(i, range((long) parts * i / count, parts * (i + 1L) / count));
    }
  }

  private static long range(long first, long end) {
    return first << 32 | end;
  }

  private static int first(long range) {
    return (int) (range >>> 32);
  }

  private static int end(long range) {
    return (int) range;
  }

  /** The number of parts. */
  int parts() {
    return parts;
  }

  /** Whether parts are left to be taken. */
  boolean isOpen() {
    for (int i = 0; i < segments.length(); i++) {
      long range = segments.get(i);
      if (first(range) < end(range)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes parts until none is left.
   *
   * @param thread the thread's number, 0 for the caller
   * @return the time of the longest in ns
   */
  long work(int thread) {
    long longest = 0;
    for (int i = take(thread); i >= 0; i = take(thread)) {
      long start = System.nanoTime();
      try {
        part.accept(i);
      } catch (RuntimeException | Error e) {
        failure = e;
      } finally {
        done.incrementAndGet();
      }
      longest = Math.max(longest, System.nanoTime() - start);
    }
    return longest;
  }

  /** The next part of a thread; −1 if none is left. */
  private int take(int thread) {
    int count = segments.length();
    for (int i = 0; i < count; i++) {
      int segment = (thread + i) % count;
      long range = segments.get(segment);
      while (first(range) < end(range)) {
        int taken = i == 0 ? first(range) : end(range) - 1;
        long rest = i == 0 ? range(taken + 1, end(range)) : range(first(range), taken);
        if (segments.compareAndSet(segment, range, rest)) {
          return taken;
        }
        range = segments.get(segment);
      }
    }
    return -1;
  }

  /**
   * Waits for the parts that others have begun, and throws what a part has thrown.
   *
   * @param limit ns after which the wait is a stall
   * @return whether it was one
   */
  boolean await(long limit) {
    boolean stalled = done.get() < parts && hasStalled(limit);
    Throwable thrown = failure;
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    return stalled;
  }

  private boolean hasStalled(long limit) {
    long start = System.nanoTime();
    while (done.get() < parts) {
      Thread.onSpinWait();
      if (System.nanoTime() - start > limit) {
        LockSupport.parkNanos(PAUSE);
      }
    }
    return System.nanoTime() - start > limit;
  }
}
