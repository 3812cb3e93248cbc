package io.github.taeda.nn.listeners.live;

import io.github.taeda.nn.optim.Optim;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Computes the statistics of the layers now and then: at most once a second, and so seldom that
 * they take at most a hundredth of the time.
 */
final class LayerWatch {
  private static final long INTERVAL = 1_000_000_000; // nanoseconds
  private static final long BUDGET = 100; // the fraction of the time is one by this
  private static final long FIRST_PAUSE = 3_000_000_000L; // nanoseconds; the first time is slow
  private static final int MAX_CURVES = 24; // of each kind

  private final LongSupplier clock; // nanoseconds
  private final Curves curves;
  private @Nullable LayerStatistics statistics;
  private boolean first = true;
  private long next; // time
  private long cost; // nanoseconds of the current statistics
  private long armed = -1; // number of updates before the iteration, or −1

  LayerWatch(LongSupplier clock, Curves curves) {
    this.clock = clock;
    this.curves = curves;
    next = clock.getAsLong();
  }

  /** Prepares for the next iteration, if it is time to look at one. */
  void arm(Optim optim) {
    long start = clock.getAsLong();
    if (armed >= 0 || start < next) {
      return;
    }
    LayerStatistics of = statistics;
    if (of == null) {
      of = new LayerStatistics(optim.vector());
      statistics = of;
    }
    of.begin();
    armed = optim.iterations();
    cost = clock.getAsLong() - start;
  }

  /** Forgets the parameters, at the end of a training. */
  void release() {
    statistics = null;
    armed = -1;
  }

  /** Ends all looking. */
  void stop() {
    release();
    next = Long.MAX_VALUE;
  }

  /** Looks at what has just ended, if that is prepared for and was an update. */
  void take(Optim optim, double epoch) {
    LayerStatistics of = statistics;
    if (of == null || armed < 0 || optim.iterations() == armed) {
      return;
    }
    armed = -1;
    long start = clock.getAsLong();
    List<LayerRow> rows = of.end();
    curves.put("layers", new Layers(epoch, optim.iterations(), rows));
    int lines = 0;
    for (LayerRow row : rows) {
      if (row.units() > 0 && lines++ < MAX_CURVES) {
        curves.add("weight norm/" + row.name(), epoch, row.weightNorm());
        curves.add("gradient norm/" + row.name(), epoch, row.gradientNorm());
        curves.add("ratio/" + row.name(), epoch, row.ratio());
      }
    }
    long now = clock.getAsLong();
    long pause = Math.max(INTERVAL, BUDGET * (cost + now - start));
    next = now + (first ? Math.min(FIRST_PAUSE, pause) : pause);
    first = false;
  }

  /** What the page gets. */
  private record Layers(double epoch, long iteration, List<LayerRow> rows) {}
}
