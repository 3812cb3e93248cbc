package io.github.taeda.nn.ops.internal;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares the parts of one computation among the caller and a few helper threads.
 *
 * <p>The caller never waits for a helper to wake up: it takes part after part itself, its own
 * first, and a helper takes its own, then what is left ({@link Region}). At the end it waits only
 * for parts that a helper has begun. On a machine whose other cores are busy a helper may be
 * suspended within a part for a scheduler slice of milliseconds; a caller that had to wait so long
 * computes alone for a while, longer if that happens again soon (docs/adr/0007-kernels.md). Which
 * thread computes a part has no influence on its result, so neither has the number of threads.
 *
 * <p>The system property {@code taeda.threads} sets how many threads compute, the caller included,
 * at most as many as there are processors; otherwise the environment variable {@code
 * OMP_NUM_THREADS}, otherwise the number of processors.
 */
public final class KernelThreads {
  /** How long a helper looks for the next region before it sleeps, in ns. */
  private static final long SPIN = 40_000;

  /** A wait for begun parts, beyond twice the longest part, that counts as a stall, in ns. */
  private static final long STALL = 500_000;

  /**
   * How long regions run in one thread after a first stall, in ns; twice as long after the next.
   */
  private static final long MIN_ALONE = 5_000_000;

  /** The longest of these times, in ns: a stall of some ms is then little beside it. */
  private static final long MAX_ALONE = 400_000_000;

  /** After so long with several threads a stall counts as a first one, in ns. */
  private static final long CALM = 50_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(KernelThreads.class);
  private static final int THREADS = threads();
  private static final int MAX_HELPERS = THREADS - 1;

  private static volatile @Nullable Region current;
  private static volatile long aloneUntil = System.nanoTime();
  private static long alone = MIN_ALONE;
  private static volatile Helper[] helpers = {};

  private KernelThreads() {}

  /** A computation over a range. */
  @FunctionalInterface
  public interface Range {
    /** Computes {@code count} elements from {@code start}. */
    void run(long start, long count);
  }

  /** How many threads compute at most, the caller included. */
  public static int maxThreads() {
    return THREADS;
  }

  /** Runs a computation of {@code n} elements in parts whose bounds are multiples of a unit. */
  public static void ranges(long n, long unit, Range range) {
    ranges(n, unit, 4 * THREADS, range);
  }

  /**
   * The same in at most so many parts: where the bits depend on the parts, or parts repeat work.
   */
  static void ranges(long n, long unit, int maxParts, Range range) {
    long units = (n + unit - 1) / unit;
    int parts = (int) Math.min(units, maxParts);
    run(
        parts,
        part -> {
          long start = units * part / parts * unit;
          long end = Math.min(n, units * (part + 1) / parts * unit);
          range.run(start, end - start);
        });
  }

  /** Runs parts 0…parts − 1, each once, and returns when all are done. */
  public static void run(int parts, IntConsumer part) {
    Region region = new Region(parts, part, THREADS);
    boolean alone = parts < 2 || THREADS < 2 || System.nanoTime() - aloneUntil < 0;
    if (!alone && current == null) {
      publish(region);
    }
    long longest = region.work(0);
    if (current == region) {
      current = null;
    }
    if (region.await(STALL + 2 * longest)) {
      stalled();
    }
  }

  private static void publish(Region region) {
    int wanted = Math.min(region.parts() - 1, MAX_HELPERS);
    if (helpers.length < wanted) {
      start(wanted);
    }
    current = region;
    Helper[] awake = helpers;
    for (int i = 0; i < Math.min(wanted, awake.length); i++) {
      awake[i].wake();
    }
  }

  /** Starts helpers up to a number; the machine may not allow as many threads. */
  private static synchronized void start(int number) {
    try {
      while (helpers.length < number) {
        Helper helper = new Helper(helpers.length + 1);
        helper.start();
        Helper[] more = Arrays.copyOf(helpers, helpers.length + 1);
        more[helpers.length] = helper;
        helpers = more;
      }
    } catch (OutOfMemoryError e) {
      LOG.debug("no more threads for kernels: {}", e.toString());
    }
  }

  private static void stalled() {
    long now = System.nanoTime();
    alone = now - aloneUntil > CALM ? MIN_ALONE : Math.min(2 * alone, MAX_ALONE);
    aloneUntil = now + alone;
  }

  private static int threads() {
    Integer asked = Integer.getInteger("taeda.threads");
    if (asked == null) {
      String variable = System.getenv("OMP_NUM_THREADS");
      asked = variable != null && variable.matches("[1-9]\\d{0,3}") ? Integer.valueOf(variable) : 0;
    }
    int processors = Runtime.getRuntime().availableProcessors();
    return asked < 1 ? processors : Math.min(asked, processors);
  }

  /** A thread that helps with whatever region is published. */
  private static final class Helper extends Thread {
    private final int number; // 1 for the first
    private volatile boolean asleep;

    Helper(int number) {
      super("taeda-kernels-" + number);
      this.number = number;
      setDaemon(true);
    }

    void wake() {
      if (asleep) {
        asleep = false;
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      long last = System.nanoTime();
      while (true) {
        Region region = current;
        if (region != null && region.isOpen()) {
          region.work(number);
          last = System.nanoTime();
        } else if (System.nanoTime() - last < SPIN) {
          Thread.onSpinWait();
        } else {
          asleep = true;
          if (current == null) {
            LockSupport.park(this);
          }
          asleep = false;
          last = System.nanoTime();
        }
      }
    }
  }
}
