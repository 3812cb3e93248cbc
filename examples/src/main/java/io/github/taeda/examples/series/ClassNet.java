package io.github.taeda.examples.series;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Concat;
import io.github.taeda.nn.layers.Conv1D;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.GRU;
import io.github.taeda.nn.layers.GlobalAvgPool;
import io.github.taeda.nn.layers.GlobalMaxPool;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.Masking;
import io.github.taeda.nn.layers.ReLU;
import java.util.random.RandomGenerator;

/** The nets that classify series: {@code [batch, length, channels] → [batch, classes]}. */
enum ClassNet {
  /** Three convolutions, mean and maximum over all steps, and a linear layer. */
  CONV("Conv1D", 300) {
    // region conv
    @Override
    Module net(int length, int channels, int classes, RandomGenerator random) {
      return new Sequential(
          convolution(7, 1, channels, random),
          new ReLU(), // [batch, length, 32]
          convolution(5, 2, 32, random),
          new ReLU(),
          convolution(5, 4, 32, random),
          new ReLU(),
          new Concat(1, new GlobalAvgPool(), new GlobalMaxPool()), // [batch, 64]
          new Dropout(0.2, random),
          new Linear(64, classes, random)); // [batch, classes]
    }
    // endregion
  },
  /** A recurrent unit over the steps, and a linear layer. */
  GRU_NET("GRU", 100) {
    // region gru
    @Override
    Module net(int length, int channels, int classes, RandomGenerator random) {
      return new Sequential(
          new GRU(channels, 48, random), // [batch, length, 48]
          new Concat(1, new GlobalAvgPool(), new GlobalMaxPool()), // [batch, 96]
          new Linear(96, classes, random));
    }
    // endregion
  },
  /** The control: one weight for each step and channel. */
  LINEAR("linear", 300) {
    @Override
    Module net(int length, int channels, int classes, RandomGenerator random) {
      return new Sequential(new Flatten(), new Linear((long) length * channels, classes, random));
    }
  };

  private final String text;
  private final int maxLength;

  ClassNet(String text, int maxLength) {
    this.text = text;
    this.maxLength = maxLength;
  }

  abstract Module net(int length, int channels, int classes, RandomGenerator random);

  /** The net, within a container that finds the padding if there is any. */
  final Module net(
      int length, int channels, int classes, boolean isPadded, RandomGenerator random) {
    Module net = net(length, channels, classes, random);
    return isPadded && this != LINEAR ? new Masking(0, net) : net;
  }

  /** Series longer than this are shortened by averaging neighbouring steps. */
  int maxLength() {
    return maxLength;
  }

  /** Padded so that the length does not change. */
  private static Module convolution(int kernel, int dilation, int in, RandomGenerator random) {
    return new Conv1D(
        Conv1D.Config.of(kernel, in, 32)
            .dilation(dilation)
            .padding((kernel - 1L) * dilation / 2)
            .init(Init.heNormal()),
        random);
  }

  @Override
  public String toString() {
    return text;
  }
}
