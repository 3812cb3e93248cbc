package io.github.taeda.nn.listeners.live;

import io.github.taeda.nn.optim.TrainingRun;
import io.github.taeda.nn.optim.metrics.ConfusionMatrix;
import io.github.taeda.nn.optim.metrics.Metric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The confusion matrix of a validation.
 *
 * @param names of the classes
 * @param counts {@code [target][prediction]}
 */
@SuppressWarnings("ArrayRecordComponent") // it is only written out
record ConfusionCounts(int epoch, List<String> names, long[][] counts) {
  private static final int MAX_CLASSES = 100;

  /** That of the last validation of a run, if it has such a metric and is not too large to show. */
  static @Nullable ConfusionCounts of(TrainingRun run, int epoch) {
    for (Metric metric : run.validationMetrics()) {
      if (metric instanceof ConfusionMatrix matrix && matrix.size() <= MAX_CLASSES && epoch > 0) {
        return new ConfusionCounts(epoch, matrix.names(), matrix.counts());
      }
    }
    return null;
  }
}
