package io.github.taeda.examples.baselines;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.math3.ml.clustering.Cluster;
import org.apache.commons.math3.ml.clustering.Clusterable;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.clustering.MultiKMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;

/**
 * The purity of clusters: the fraction of points whose class is the most frequent one of their
 * cluster.
 *
 * <p>It is 1 if no cluster mixes classes, and about 1 / classes for random clusters.
 */
public final class ClusterPurity {
  private static final int TRIES =
      5; // random starts of k-means, of which the tightest result counts
  private static final int ITERATIONS = 100;

  private ClusterPurity() {}

  /**
   * Clusters points by k-means and returns the purity.
   *
   * @param points {@code [count][coordinates]}
   * @param labels the class index of each point
   * @param clusters their number
   */
  public static double ofKMeans(double[][] points, int[] labels, int clusters, long seed) {
    List<Point> all = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      all.add(new Point(points[i], labels[i]));
    }
    KMeansPlusPlusClusterer<Point> kMeans =
        new KMeansPlusPlusClusterer<>(
            clusters, ITERATIONS, new EuclideanDistance(), new Well19937c(seed));
    return of(
        new MultiKMeansPlusPlusClusterer<>(kMeans, TRIES)
            .cluster(all).stream()
                .map(Cluster::getPoints)
                .map(found -> found.stream().map(point -> point.label).toList())
                .toList());
  }

  /** The purity of clusters, each given as the class indices of its points. */
  static double of(List<List<Integer>> clusters) {
    long points = clusters.stream().mapToLong(Collection::size).sum();
    return clusters.stream().mapToDouble(ClusterPurity::mostFrequent).sum() / points;
  }

  /** The number of points of the most frequent class. */
  private static long mostFrequent(List<Integer> labels) {
    Map<Integer, Long> counts =
        labels.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return counts.values().stream().mapToLong(count -> count).max().orElse(0);
  }

  /** A point with its label, which k-means ignores. */
  private static final class Point implements Clusterable {
    private final double[] coordinates;
    private final int label;

    Point(double[] coordinates, int label) {
      this.coordinates = coordinates;
      this.label = label;
    }

    @Override
    public double[] getPoint() {
      return coordinates;
    }
  }
}
