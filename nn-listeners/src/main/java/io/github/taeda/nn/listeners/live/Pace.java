package io.github.taeda.nn.listeners.live;

import java.util.function.LongSupplier;

/**
 * Says about ten times a second that it is time to tell the page, asked after each batch. Where
 * batches are fast it does not read the clock each time: that would take longer than they do.
 */
final class Pace {
  private static final long PERIOD = 100_000_000; // nanoseconds
  private static final long LOOK = 5_000_000; // nanoseconds between two looks at the clock

  private final LongSupplier clock; // nanoseconds
  private long last; // time that was due
  private long looked; // time of the last look
  private long calls = 1; // between the last two looks
  private long left = 1; // calls until the next one

  Pace(LongSupplier clock) {
    this.clock = clock;
    looked = clock.getAsLong();
    last = looked - PERIOD;
  }

  /** Counts a call, and says whether it is time. */
  boolean isDue() {
    return --left <= 0 && look();
  }

  private boolean look() {
    long now = clock.getAsLong();
    long passed = Math.max(1, now - looked);
    calls = Math.max(1, Math.min(2 * calls, calls * LOOK / passed));
    left = calls;
    looked = now;
    return isDue(now);
  }

  /** The same by a time that is known. */
  boolean isDue(long now) {
    if (now - last < PERIOD) {
      return false;
    }
    last = now;
    return true;
  }
}
