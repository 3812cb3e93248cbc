package io.github.taeda.benchmarks;

import io.github.taeda.benchmarks.Layer.Kind;

/** Networks of more than a line. */
final class Architectures {
  private Architectures() {}

  static Layer[] autoencoder() {
    return new Layer[] {
      Layer.linear(256, 100),
      Layer.of(Kind.TANH),
      Layer.linear(100, 10),
      Layer.of(Kind.TANH),
      Layer.linear(10, 100),
      Layer.of(Kind.TANH),
      Layer.linear(100, 256),
      Layer.of(Kind.SIGMOID)
    };
  }

  static Layer[] conv1DTwice() {
    return new Layer[] {
      Layer.conv1D(5, 64, 64),
      Layer.of(Kind.RELU),
      Layer.conv1D(5, 64, 64),
      Layer.of(Kind.RELU),
      Layer.flatten(120, 64),
      Layer.linear(7680, 10)
    };
  }

  /** Of images of 28 × 28 pixels. */
  static Layer[] conv2DTwice(long first, long second, long classes) {
    return new Layer[] {
      Layer.conv2D(5, 1, first),
      Layer.of(Kind.RELU),
      Layer.halve(Kind.MAX_POOL_2D),
      Layer.conv2D(5, first, second),
      Layer.of(Kind.RELU),
      Layer.halve(Kind.MAX_POOL_2D),
      Layer.flatten(16, second),
      Layer.linear(16 * second, classes)
    };
  }

  static Layer[] normalized() {
    return new Layer[] {
      Layer.linear(784, 256),
      Layer.norm(Kind.BATCH_NORM, 256),
      Layer.of(Kind.RELU),
      Layer.of(Kind.DROPOUT),
      Layer.linear(256, 256),
      Layer.norm(Kind.LAYER_NORM, 256),
      Layer.of(Kind.RELU),
      Layer.linear(256, 10)
    };
  }

  /** The digits example's MLP. */
  static Layer[] digitsMlp() {
    return new Layer[] {
      Layer.linear(784, 512),
      Layer.of(Kind.RELU),
      Layer.of(Kind.DROPOUT),
      Layer.linear(512, 128),
      Layer.of(Kind.RELU),
      Layer.of(Kind.DROPOUT),
      Layer.linear(128, 10)
    };
  }

  /** The digits example's convolution over rows, dropout behind the last hidden layer alone. */
  static Layer[] digitsConv1D() {
    return new Layer[] {
      Layer.conv1D(5, 28, 128),
      Layer.halve(Kind.MAX_POOL_1D),
      Layer.flatten(12, 128),
      Layer.linear(1536, 128),
      Layer.of(Kind.RELU),
      Layer.of(Kind.DROPOUT),
      Layer.linear(128, 10)
    };
  }

  /** The digits example's two-dimensional convolutions, dropout likewise. */
  static Layer[] digitsConv2D() {
    return new Layer[] {
      Layer.conv2D(5, 1, 16),
      Layer.of(Kind.RELU),
      Layer.halve(Kind.MAX_POOL_2D),
      Layer.conv2D(5, 16, 32),
      Layer.of(Kind.RELU),
      Layer.halve(Kind.MAX_POOL_2D),
      Layer.flatten(16, 32),
      Layer.linear(512, 128),
      Layer.of(Kind.RELU),
      Layer.of(Kind.DROPOUT),
      Layer.linear(128, 10)
    };
  }
}
