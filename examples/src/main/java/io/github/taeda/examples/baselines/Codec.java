package io.github.taeda.examples.baselines;

import org.nd4j.linalg.api.ndarray.INDArray;

/** An encoder of images to short codes, and the decoder that reconstructs images from codes. */
public interface Codec {

  /** Encodes images: {@code [images, pixels] → [images, code size]}. */
  INDArray encode(INDArray images);

  /** Decodes codes: {@code [images, code size] → [images, pixels]}. */
  INDArray decode(INDArray codes);

  /** Encodes and decodes images. */
  default INDArray reconstruct(INDArray images) {
    return decode(encode(images));
  }
}
