package io.github.taeda.nn.data.transforms;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.Scratch;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A view of a data set with one-hot targets {@code [batch, classes]}: 1 at the class index, 0
 * elsewhere.
 */
public final class OneHot implements Dataset {
  private final Dataset data;
  private final int classes;

  private OneHot(Dataset data, int classes) {
    this.data = data;
    this.classes = classes;
  }

  /**
   * The same data with one-hot targets, of the inputs' type.
   *
   * @param data its targets are class indices {@code [batch]} or {@code [batch, 1]}
   * @param classes the number of classes, at least 1
   */
  public static OneHot of(Dataset data, int classes) {
    Objects.requireNonNull(data, "OneHot: data is null");
    Shapes.requireSize("OneHot", "classes", classes);
    return new OneHot(data, classes);
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
    if (batch.target().length() != rows.length) {
      throw new IllegalArgumentException(
          this
              + ": the targets must be classes, [batch] or [batch, 1], but are "
              + Shapes.text(batch.target().shape()));
    }
    int[] labels = Shapes.requireIndices(this, "target", batch.target(), classes);
    INDArray target = Scratch.array(batch.input().dataType(), rows.length, classes);
    Gathers.oneHot(labels, target);
    return batch.withTarget(target);
  }

  /** {@code OneHot(10, ImageDataset(…))}. */
  @Override
  public String toString() {
    return "OneHot(" + classes + ", " + data + ")";
  }
}
