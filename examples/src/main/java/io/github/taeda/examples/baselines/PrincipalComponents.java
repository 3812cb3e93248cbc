package io.github.taeda.examples.baselines;

import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Matrices;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Rowwise;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Principal component analysis, the linear code of a given size with minimal squared error: {@code
 * code = (x − mean) D} and {@code x ≈ mean + code Dᵀ}.
 *
 * <p>The columns of D are the eigenvectors of the covariance with the largest eigenvalues, in
 * descending order.
 */
final class PrincipalComponents implements Codec {
  private final INDArray mean; // [features]
  private final INDArray directions; // [features, size], orthonormal columns

  private PrincipalComponents(INDArray mean, INDArray directions) {
    this.mean = mean;
    this.directions = directions;
  }

  /**
   * Computes the components of data.
   *
   * @param data {@code [examples, features]}
   * @param size of the code, at most that of the features
   */
  static PrincipalComponents fit(INDArray data, int size) {
    INDArray x = data.castTo(DataType.DOUBLE);
    long features = x.size(1);
    INDArray mean = NDArrays.zeros(DataType.DOUBLE, features);
    Reductions.addColumnSums(x, mean);
    Elementwise.scale(mean, 1.0 / x.size(0), mean);
    INDArray centred = NDArrays.zeros(DataType.DOUBLE, x.shape());
    Rowwise.subtractRow(x, mean, centred);
    INDArray covariance = NDArrays.zeros(DataType.DOUBLE, features, features);
    Matrices.addMultiplyTransposeA(
        centred, centred, covariance); // += [examples, f]^T x [examples, f]
    Elementwise.scale(covariance, 1.0 / x.size(0), covariance);
    return new PrincipalComponents(
        mean.castTo(DataType.FLOAT), largest(covariance.toDoubleMatrix(), size));
  }

  /** Eigenvectors as columns; commons-math orders those of a symmetric matrix by eigenvalue. */
  private static INDArray largest(double[][] covariance, int size) {
    EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(covariance, false));
    float[] directions = new float[covariance.length * size];
    for (int column = 0; column < size; column++) {
      double[] direction = eigen.getEigenvector(column).toArray();
      for (int row = 0; row < direction.length; row++) {
        directions[row * size + column] = (float) direction[row];
      }
    }
    return NDArrays.of(directions, covariance.length, size);
  }

  /** Projects on the components: {@code [*, features] → [*, size]}. */
  @Override
  public INDArray encode(INDArray data) {
    INDArray centred = NDArrays.zeros(DataType.FLOAT, data.shape());
    Rowwise.subtractRow(data, mean, centred);
    INDArray code = NDArrays.zeros(DataType.FLOAT, data.size(0), directions.size(1));
    Matrices.multiply(centred, directions, code); // [*, features] x [features, size]
    return code;
  }

  /** Reconstructs from codes: {@code [*, size] → [*, features]}. */
  @Override
  public INDArray decode(INDArray code) {
    INDArray data = NDArrays.zeros(DataType.FLOAT, code.size(0), directions.size(0));
    Matrices.multiplyTransposeB(code, directions, data); // [*, size] x [features, size]^T
    Rowwise.addRow(data, mean, data);
    return data;
  }
}
