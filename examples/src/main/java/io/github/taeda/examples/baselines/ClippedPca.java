package io.github.taeda.examples.baselines;

import io.github.taeda.nn.losses.BCELoss;
import io.github.taeda.nn.ops.Elementwise;
import java.util.Comparator;
import java.util.stream.DoubleStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * PCA whose reconstructions are clipped to {@code [margin, 1 − margin]}: PCA's own may be outside
 * {@code [0, 1]}, where the binary cross-entropy is undefined.
 */
public record ClippedPca(PrincipalComponents pca, double margin) implements Codec {
  private static final double[] MARGINS = {1e-4, 1e-3, 3e-3, 0.01, 0.02, 0.05};

  /** Computes the components of images, and the margin with the lowest loss on them. */
  public static Codec fit(INDArray images, int size) {
    PrincipalComponents pca = PrincipalComponents.fit(images, size);
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
