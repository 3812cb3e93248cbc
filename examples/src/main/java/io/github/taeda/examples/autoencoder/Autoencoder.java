package io.github.taeda.examples.autoencoder;

import io.github.taeda.examples.baselines.Codec;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.layers.Sigmoid;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.layers.TiedLinear;
import io.github.taeda.nn.optim.metrics.Evaluator;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The encoder and the decoder of an autoencoder. */
record Autoencoder(Sequential encoder, Sequential decoder) implements Codec {
  /** Units of encoder and decoder. */
  static final int HIDDEN = 100;

  /**
   * Creates the layers that mirror those of an encoder.
   *
   * @param tied whether their weights are those of the encoder, transposed
   */
  private record Mirror(boolean tied, RandomGenerator random) {
    Module of(Linear layer) {
      INDArray weight = layer.parameters().get(0).value(); // [in, out]
      return tied ? new TiedLinear(layer) : new Linear(weight.size(1), weight.size(0), random);
    }
  }

  // region net
  /** An encoder from pixels to the code, with linear output, and a decoder back to pixels. */
  static Autoencoder of(long pixels, int code, boolean tied, RandomGenerator random) {
    Linear first = new Linear(pixels, HIDDEN, random);
    Linear second = new Linear(HIDDEN, code, random);
    Mirror mirror = new Mirror(tied, random);
    return new Autoencoder(
        new Sequential(first, new TanH(), second),
        new Sequential(mirror.of(second), new TanH(), mirror.of(first), new Sigmoid()));
  }

  // endregion

  // region plane
  /** A deeper one with a code of size 2. */
  static Autoencoder planar(long pixels, boolean tied, RandomGenerator random) {
    Linear first = new Linear(pixels, 256, random);
    Linear second = new Linear(256, 64, random);
    Linear third = new Linear(64, 2, random);
    Mirror mirror = new Mirror(tied, random);
    return new Autoencoder(
        new Sequential(first, new ReLU(), second, new ReLU(), third),
        new Sequential(
            mirror.of(third),
            new ReLU(),
            mirror.of(second),
            new ReLU(),
            mirror.of(first),
            new Sigmoid()));
  }

  // endregion

  /** The encoder followed by the decoder. */
  Sequential whole() {
    return new Sequential(encoder, decoder);
  }

  /** The size of the code, the output of the encoder's last layer. */
  long codeSize() {
    return encoder.get(encoder.size() - 1).parameters().get(0).value().size(1); // [in, code]
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
