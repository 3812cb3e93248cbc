package io.github.taeda.reliability;

import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waiting with an end. */
final class Wait {
  private static final long PATIENCE = 20_000_000_000L; // nanoseconds

  private Wait() {}

  /** Asks for a value until it is as wanted, and returns it. */
  static <T> T until(String what, Supplier<T> value, Predicate<T> wanted) {
    long start = System.nanoTime();
    T last = value.get();
    while (!wanted.test(last)) {
      if (System.nanoTime() - start > PATIENCE) {
        throw new AssertionError(what + " is still " + last);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted when " + what + " was " + last, e);
      }
      last = value.get();
    }
    return last;
  }
}
