package io.github.taeda.examples.autoencoder;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The probabilities with which t-SNE takes vectors for neighbours, {@code p_ij = (p_j|i + p_i|j) /
 * 2n} with {@code p_j|i = exp(−β_i |x_i − x_j|²) / Σ_{k≠i} exp(−β_i |x_i − x_k|²)}.
 *
 * <p>Each β_i is such that the perplexity of the distribution {@code p_·|i}, the exponential of its
 * entropy, is the given one: a smooth number of neighbours.
 */
final class Neighbourhoods {
  private static final int BISECTIONS = 100;
  private static final double TOLERANCE = 1e-7; // of the entropy

  private Neighbourhoods() {}

  /**
   * Computes the probabilities.
   *
   * @param vectors {@code [n][features]}
   * @param perplexity more than 1, less than n − 1
   * @return {@code [n][n]}, symmetric, with zeros on the diagonal and the sum 1
   */
  static double[][] of(double[][] vectors, double perplexity) {
    int n = vectors.length;
    if (!(perplexity > 1 && perplexity < n - 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Neighbourhoods: perplexity must be more than 1 and less than the %d other vectors,"
                  + " but was %s",
              n - 1,
              perplexity));
    }
    double[][] conditional =
        IntStream.range(0, n)
            .parallel()
            .mapToObj(i -> conditional(squaredDistances(vectors, i), i, Math.log(perplexity)))
            .toArray(double[][]::new);
    double[][] symmetric = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        symmetric[i][j] = (conditional[i][j] + conditional[j][i]) / (2 * n);
      }
    }
    return symmetric;
  }

  /** The squared distances from vector i, less the smallest of them, which cancels out. */
  private static double[] squaredDistances(double[][] vectors, int i) {
    double[] distances = new double[vectors.length];
    for (int j = 0; j < distances.length; j++) {
      for (int k = 0; k < vectors[i].length; k++) {
        double difference = vectors[i][k] - vectors[j][k];
        distances[j] += difference * difference;
      }
    }
    double smallest =
        IntStream.range(0, distances.length)
            .filter(j -> j != i)
            .mapToDouble(j -> distances[j])
            .min()
            .orElse(0);
    Arrays.setAll(distances, j -> distances[j] - smallest);
    return distances;
  }

  /** Finds β by doubling or halving it, then by bisection. */
  private static double[] conditional(double[] distances, int i, double entropy) {
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double beta = 1;
    double[] p = new double[distances.length];
    for (int step = 0; step < BISECTIONS; step++) {
      double excess = fill(p, distances, i, beta) - entropy;
      if (Math.abs(excess) < TOLERANCE) {
        break;
      }
      if (excess > 0) { // too many neighbours
        low = beta;
        beta = Double.isInfinite(high) ? 2 * beta : (low + high) / 2;
      } else {
        high = beta;
        beta = (low + high) / 2;
      }
    }
    return p;
  }

  /** Computes the distribution of a β and returns its entropy. */
  private static double fill(double[] p, double[] distances, int i, double beta) {
    double sum = 0;
    double weighted = 0;
    for (int j = 0; j < p.length; j++) {
      p[j] = j == i ? 0 : Math.exp(-beta * distances[j]);
      sum += p[j];
      weighted += p[j] * distances[j];
    }
    for (int j = 0; j < p.length; j++) {
      p[j] /= sum;
    }
    return Math.log(sum) + beta * weighted / sum;
  }
}
