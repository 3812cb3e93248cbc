package io.github.taeda.examples.autoencoder;

import io.github.taeda.examples.baselines.Codec;
import io.github.taeda.examples.baselines.IdentityCodec;
import io.github.taeda.examples.report.Table;
import java.util.Locale;

/**
 * Compares the codes of a net with those of PCA.
 *
 * @param net the metrics of the net's codes
 * @param pca the metrics of PCA's codes of the same size
 */
record CodeComparison(CodeEvaluation evaluation, long seed, CodeMetrics net, CodeMetrics pca) {
  /** The note below the table. */
  static final String NOTE =
      "BCE and squared error: of the reconstruction of a test image, summed over its pixels."
          + " Purity: of k-means clusters. Linear: the accuracy of a linear classifier. Neighbours:"
          + " that of the 10 nearest training images.";

  /** Evaluates both codes. */
  static CodeComparison of(CodeEvaluation evaluation, Codec net, Codec pca, long seed) {
    return new CodeComparison(
        evaluation, seed, evaluation.metrics(net, seed), evaluation.metrics(pca, seed));
  }

  /** The metrics of both codes, of two-dimensional codes, and of the pixels themselves. */
  Table table(Codec planarNet, Codec planarPca) {
    return CodeMetrics.table()
        .row(net.row("net"))
        .row(pca.row("PCA"))
        .row(evaluation.metrics(planarNet, seed).row("net"))
        .row(evaluation.metrics(planarPca, seed).row("PCA"))
        .row(evaluation.metrics(new IdentityCodec(), seed).row("pixels"));
  }

  /** Whether the net reconstructs better than PCA, and its codes are pure enough. */
  boolean isWon(double minPurity) {
    return net.loss() < pca.loss() && net.purity() >= minPurity;
  }

  /** The result as a sentence. */
  String result(double minPurity) {
    String required =
        " (required: a lower BCE than PCA"
            + (minPurity > 0 ? ", and a purity of at least " + minPurity + ")" : ")");
    return String.format(
        Locale.ROOT,
        "%s: reconstructions have a BCE of %.2f by the net and %.2f by PCA; the purity of the net's"
            + " codes is %.3f%s.",
        isWon(minPurity) ? "Learnt" : "Not learnt",
        net.loss(),
        pca.loss(),
        net.purity(),
        isWon(minPurity) ? "" : required + "; more epochs may help");
  }
}
