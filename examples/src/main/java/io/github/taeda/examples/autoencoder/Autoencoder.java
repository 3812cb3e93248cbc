package io.github.taeda.examples.autoencoder;

import io.github.taeda.examples.baselines.Codec;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.optim.metrics.Evaluator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The encoder and the decoder of an autoencoder. */
record Autoencoder(Sequential encoder, Sequential decoder) implements Codec {

  /** The encoder followed by the decoder. */
  Sequential whole() {
    return new Sequential(encoder, decoder);
  }

  @Override
  public INDArray encode(INDArray images) {
    return Evaluator.of(encoder).predict(images);
  }

  @Override
  public INDArray decode(INDArray codes) {
    return Evaluator.of(decoder).predict(codes);
  }
}
