package io.github.taeda.examples.baselines;

import io.github.taeda.nn.losses.BCELoss;
import io.github.taeda.nn.ops.Elementwise;
import java.util.Comparator;
import java.util.stream.DoubleStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * PCA whose reconstructions keep a distance from 0 and 1, where the cost has its poles: what PCA
 * draws may be below 0 or above 1.
 */
public record ClippedPca(PrincipalComponents pca, double margin) implements Codec {
  private static final double[] MARGINS = {1e-4, 1e-3, 3e-3, 0.01, 0.02, 0.05};

  /** The components of images, and the margin that suits those best. */
  public static Codec fit(INDArray images, int numbers) {
    PrincipalComponents pca = PrincipalComponents.fit(images, numbers);
    BCELoss loss = new BCELoss();
    return DoubleStream.of(MARGINS)
        .mapToObj(margin -> new ClippedPca(pca, margin))
        .min(Comparator.comparingDouble(coder -> loss.value(images, coder.reconstruct(images))))
        .orElseThrow();
  }

  @Override
  public INDArray encode(INDArray images) {
    return pca.encode(images);
  }

  @Override
  public INDArray decode(INDArray codes) {
    INDArray images = pca.decode(codes);
    Elementwise.maximum(images, margin, images);
    Elementwise.minimum(images, 1 - margin, images);
    return images;
  }
}
