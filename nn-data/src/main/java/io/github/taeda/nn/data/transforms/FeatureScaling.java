package io.github.taeda.nn.data.transforms;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Affine scaling of each feature (element of an input): {@code (x − offset) · factor}. */
final class FeatureScaling {
  private final double[] offsets;
  private final double[] factors;
  private final INDArray[] arrays = new INDArray[4]; // offsets and factors, FLOAT and DOUBLE

  FeatureScaling(double[] offsets, double[] factors) {
    this.offsets = offsets;
    this.factors = factors;
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      int index = type == DataType.FLOAT ? 0 : 2;
      arrays[index] = row(offsets, type);
      arrays[index + 1] = row(factors, type);
    }
  }

  private static INDArray row(double[] values, DataType type) {
    INDArray row = NDArrays.zeros(type, values.length);
    NDArrays.setValues(values, row);
    return row;
  }

  int count() {
    return offsets.length;
  }

  double offset(int feature) {
    return offsets[feature];
  }

  double factor(int feature) {
    return factors[feature];
  }

  /** A view of a data set with scaled inputs. */
  Dataset view(Object owner, Dataset data) {
    return new View(this, owner.toString(), data);
  }

  private INDArray apply(Object owner, INDArray input) {
    Shapes.requireNumbers(owner, "input", input);
    if (input.length() / input.size(0) != offsets.length) {
      throw new IllegalArgumentException(
          owner
              + ": inputs must have "
              + offsets.length
              + " elements, but are "
              + Shapes.text(input.shape()));
    }
    int index = input.dataType() == DataType.FLOAT ? 0 : 2;
    INDArray output = Scratch.like(input);
    INDArray rows = NDArrays.asMatrix(output, offsets.length);
    Rowwise.subtractRow(
        NDArrays.asMatrix(NDArrays.contiguous(input), offsets.length), arrays[index], rows);
    Rowwise.multiplyRow(rows, arrays[index + 1], rows);
    return output;
  }

  private record View(FeatureScaling features, String owner, Dataset data) implements Dataset {
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
      return batch.withInput(features.apply(owner, batch.input()));
    }

    @Override
    public String toString() {
      return owner + " of " + data;
    }
  }
}
