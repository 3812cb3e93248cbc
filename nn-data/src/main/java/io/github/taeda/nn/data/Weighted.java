package io.github.taeda.nn.data;

import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Examples of another data set with weights: how much each counts in losses and metrics; a view.
 */
public final class Weighted implements Dataset {
  private final Dataset data;
  private final double[] weights; // [size]

  private Weighted(Dataset data, double... weights) {
    this.data = data;
    this.weights = weights;
  }

  /**
   * The examples with these weights, in place of any they have.
   *
   * @param weights one for each example, at least 0: 2 counts like two examples, 0 like none
   */
  public static Weighted of(Dataset data, double... weights) {
    Objects.requireNonNull(data, "Weighted: data is null");
    Objects.requireNonNull(weights, "Weighted: weights is null");
    if (weights.length != data.size()) {
      throw new IllegalArgumentException(
          "Weighted: there must be one weight per example, but there are "
              + weights.length
              + " weights and "
              + data.size()
              + " examples");
    }
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "Weighted: weights[%d] must be at least 0 and finite, but was %s",
                i,
                weights[i]));
      }
    }
    return new Weighted(data, weights.clone());
  }

  @Override
  public int size() {
    return data.size();
  }

  @Override
  public List<RandomGenerator> generators() {
    return data.generators();
  }

  @Override
  public Batch batch(int... rows) {
    Batch batch = data.batch(rows);
    INDArray chosen = Scratch.array(DataType.DOUBLE, rows.length);
    NDArrays.setValues(Arrays.stream(rows).mapToDouble(row -> weights[row]).toArray(), chosen);
    return batch.withWeights(chosen);
  }

  /** {@code Weighted(Dataset(…))}. */
  @Override
  public String toString() {
    return "Weighted(" + data + ")";
  }
}
