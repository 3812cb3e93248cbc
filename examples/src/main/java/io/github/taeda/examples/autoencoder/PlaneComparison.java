package io.github.taeda.examples.autoencoder;

import io.github.taeda.examples.baselines.ClusterPurity;
import io.github.taeda.examples.baselines.Codec;
import io.github.taeda.examples.baselines.NearestNeighbours;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.report.Table;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Compares three maps of test images in the plane: a net's codes by t-SNE, a net's codes of size 2,
 * and PCA.
 */
final class PlaneComparison {
  private static final int MAX_POINTS = 1_000; // t-SNE takes time and memory of their square
  private static final String NOTE =
      "Purity: of k-means clusters. Neighbours: the accuracy of the 10 nearest of the other test"
          + " images.";

  private final CodeEvaluation evaluation;
  private final double[][] codes;
  private final Tsne tsne;
  private final RunOutput out;
  private final long seed; // of k-means

  private PlaneComparison(
      CodeEvaluation evaluation, double[][] codes, Tsne tsne, RunOutput out, long seed) {
    this.evaluation = evaluation;
    this.codes = codes;
    this.tsne = tsne;
    this.out = out;
    this.seed = seed;
  }

  /** Maps the codes of test images by t-SNE. */
  static PlaneComparison of(
      CodeEvaluation evaluation, Codec net, SplittableRandom random, RunOutput out) {
    double[][] codes = evaluation.codes(net, MAX_POINTS);
    Tsne tsne = Tsne.of(codes, random);
    return new PlaneComparison(evaluation, codes, tsne, out, random.nextLong());
  }

  /** Draws the maps and compares them with each other and with the codes. */
  void with(Codec planarNet, Codec planarPca) throws IOException {
    double[][] net = evaluation.codes(planarNet, MAX_POINTS);
    double[][] pca = evaluation.codes(planarPca, MAX_POINTS);
    Table table = Table.of(codes.length + " test images", "purity", "neighbours");
    row(table, "codes of size " + codes[0].length, codes);
    row(table, "t-SNE of these", tsne.points());
    row(table, "net, codes of size 2", net);
    row(table, "PCA, codes of size 2", pca);
    out.table(table);
    out.text(NOTE);
    out.text(String.format(Locale.ROOT, "Loss of t-SNE: %.3f", tsne.loss()));
    out.picture(
        "tsne",
        evaluation.name() + ": test images in the plane, each drawn as its class",
        evaluation.plane("codes by t-SNE", "t-SNE", tsne.points()),
        evaluation.plane("codes of size 2", "code", net),
        evaluation.plane("PCA", "component", pca));
  }

  private void row(Table table, String name, double[]... points) {
    int[] labels = evaluation.labels(points.length);
    int classes = evaluation.test().classNames().size();
    double neighbours =
        new NearestNeighbours(floats(points), classes, CodeMetrics.NEIGHBOURS, i -> labels[i])
            .leaveOneOutAccuracy(i -> labels[i]);
    table.row(
        name,
        String.format(Locale.ROOT, "%.3f", ClusterPurity.ofKMeans(points, labels, classes, seed)),
        String.format(Locale.ROOT, "%.1f %%", 100 * neighbours));
  }

  private static List<float[]> floats(double[]... points) {
    return Arrays.stream(points).map(PlaneComparison::rounded).toList();
  }

  private static float[] rounded(double... point) {
    float[] floats = new float[point.length];
    for (int i = 0; i < point.length; i++) {
      floats[i] = (float) point[i];
    }
    return floats;
  }
}
