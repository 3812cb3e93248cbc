package io.github.taeda.examples.autoencoder;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.layers.Embedding;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.rules.Adam;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A map of vectors in the plane by t-SNE, exact (van der Maaten and Hinton, 2008): vectors that are
 * neighbours are neighbours on the map. Each iteration takes time and memory of n².
 *
 * @param points {@code [n][2]}
 * @param loss the Kullback-Leibler divergence at the end
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Tsne(double[][] points, double loss) {
  private static final double PERPLEXITY = 30;
  private static final double EXAGGERATION = 12; // of the attraction, early
  private static final int EARLY = 100; // iterations
  private static final int ITERATIONS = 400; // after those
  private static final double LEARNING_RATE = 0.5; // of Adam

  /** Creates a map with a perplexity of 30, or what few vectors allow. */
  static Tsne of(double[][] vectors, RandomGenerator random) {
    return of(vectors, Math.min(PERPLEXITY, (vectors.length - 1) / 3.0), ITERATIONS, random);
  }

  // region map
  /** Creates a map: the points are the learnt vectors of an embedding. */
  static Tsne of(double[][] vectors, double perplexity, int iterations, RandomGenerator random) {
    int n = vectors.length;
    double[] p =
        Arrays.stream(Neighbourhoods.of(vectors, perplexity))
            .flatMapToDouble(Arrays::stream)
            .toArray();
    INDArray target = NDArrays.of(p, n, n);
    INDArray ids = NDArrays.of(IntStream.range(0, n).asDoubleStream().toArray(), n);
    Embedding map = new Embedding(Embedding.Config.of(n, 2).init(Init.normal(1e-4)), random);
    map.to(DataType.DOUBLE);
    Optim early = new Optim(map, new NeighbourLoss(EXAGGERATION), new Adam(LEARNING_RATE));
    for (int i = 0; i < EARLY; i++) {
      early.step(ids, target);
    }
    NeighbourLoss loss = new NeighbourLoss(1);
    Optim late = new Optim(map, loss, new Adam(LEARNING_RATE));
    for (int i = 0; i < iterations; i++) {
      late.step(ids, target);
    }
    INDArray points = map.evaluate().forward(ids); // [n, 2]
    return new Tsne(points.toDoubleMatrix(), loss.value(target, points));
  }
  // endregion
}
