package io.github.taeda.examples.baselines;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A way to put images into a few numbers and to draw them again from those. */
public interface Codec {

  /** The code of each image: {@code [images, pixels] → [images, numbers]}. */
  INDArray encode(INDArray images);

  /** The image that each code stands for: {@code [images, numbers] → [images, pixels]}. */
  INDArray decode(INDArray codes);

  /** What is left of images that go through their code. */
  default INDArray reconstruct(INDArray images) {
    return decode(encode(images));
  }
}
