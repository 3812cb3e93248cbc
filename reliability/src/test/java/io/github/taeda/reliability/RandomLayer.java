package io.github.taeda.reliability;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.AvgPool1D;
import io.github.taeda.nn.layers.AvgPool2D;
import io.github.taeda.nn.layers.Bidirectional;
import io.github.taeda.nn.layers.Concat;
import io.github.taeda.nn.layers.Conv1D;
import io.github.taeda.nn.layers.Conv2D;
import io.github.taeda.nn.layers.ConvTranspose1D;
import io.github.taeda.nn.layers.ConvTranspose2D;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.GELU;
import io.github.taeda.nn.layers.GRU;
import io.github.taeda.nn.layers.GlobalAvgPool;
import io.github.taeda.nn.layers.GlobalMaxPool;
import io.github.taeda.nn.layers.LSTM;
import io.github.taeda.nn.layers.LeakyReLU;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.LogSoftmax;
import io.github.taeda.nn.layers.MaxPool1D;
import io.github.taeda.nn.layers.MaxPool2D;
import io.github.taeda.nn.layers.MultiHeadAttention;
import io.github.taeda.nn.layers.PReLU;
import io.github.taeda.nn.layers.RNN;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.layers.Reshape;
import io.github.taeda.nn.layers.Residual;
import io.github.taeda.nn.layers.SiLU;
import io.github.taeda.nn.layers.Sigmoid;
import io.github.taeda.nn.layers.Softmax;
import io.github.taeda.nn.layers.Softplus;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.layers.Transpose;
import io.github.taeda.nn.layers.Upsample2D;
import io.github.taeda.nn.layers.ZeroPad1D;
import io.github.taeda.nn.layers.ZeroPad2D;
import io.github.taeda.nn.ops.Window;
import java.util.List;
import java.util.SplittableRandom;

/** Draws a layer for examples of a shape, and says the shape of its output as documented. */
final class RandomLayer {
  private final SplittableRandom random;
  private final boolean isSmooth;

  RandomLayer(SplittableRandom random, boolean isSmooth) {
    this.random = random;
    this.isSmooth = isSmooth;
  }

  /** Adds a layer to a chain; returns the shape of an example of its output. */
  long[] add(List<Module> layers, long... shape) {
    if (random.nextInt(4) == 0) {
      layers.add(elementwise());
      return shape;
    }
    return switch (shape.length) {
      case 1 -> features(layers, shape[0]);
      case 2 -> sequence(layers, shape[0], shape[1]);
      default -> image(layers, shape[0], shape[1], shape[2]);
    };
  }

  private Module elementwise() {
    return switch (random.nextInt(isSmooth ? 5 : 8)) {
      case 0 -> new TanH();
      case 1 -> new Sigmoid();
      case 2 -> new Softplus();
      case 3 -> new GELU();
      case 4 -> new SiLU();
      case 5 -> new ReLU();
      case 6 -> new LeakyReLU();
      default -> new PReLU();
    };
  }

  private long[] features(List<Module> layers, long n) {
    long m = size();
    switch (random.nextInt(7)) {
      case 0 -> {
        return add(layers, new Softmax(), n);
      }
      case 1 -> {
        return add(layers, new LogSoftmax(), n);
      }
      case 2 -> {
        Module child =
            new Sequential(new Linear(n, m, random), new TanH(), new Linear(m, n, random));
        return add(layers, new Residual(child), n);
      }
      case 3 -> {
        return add(layers, new Concat(1, new Linear(n, m, random), elementwise()), m + n);
      }
      case 4 -> {
        return n % 2 == 0
            ? add(layers, new Reshape(2, -1), 2, n / 2)
            : add(layers, new Reshape(-1, 1), n, 1);
      }
      default -> {
        Linear.Config config = Linear.Config.of(n, m);
        return add(
            layers, new Linear(random.nextBoolean() ? config : config.withoutBias(), random), m);
      }
    }
  }

  private long[] sequence(List<Module> layers, long length, long channels) {
    long hidden = size();
    return switch (random.nextInt(12)) {
      case 0, 1 -> convolution(layers, length, channels, hidden);
      case 2 -> pool(layers, length, channels);
      case 3 -> add(layers, new LSTM(channels, hidden, random), length, hidden);
      case 4 -> add(layers, new GRU(GRU.Config.of(channels, hidden).lastOnly(), random), hidden);
      case 5 ->
          add(
              layers,
              new Bidirectional(
                  reverse -> new RNN(RNN.Config.of(channels, hidden).reverse(reverse), random),
                  Bidirectional.Join.CONCAT),
              length,
              2 * hidden);
      case 6 -> {
        MultiHeadAttention.Config config =
            MultiHeadAttention.Config.of(channels, channels % 2 == 0 ? 2 : 1);
        boolean causal = random.nextBoolean();
        yield add(layers, new MultiHeadAttention(config.causal(causal), random), length, channels);
      }
      case 7 -> add(layers, new Transpose(2, 1), channels, length);
      case 8 -> add(layers, new Flatten(), length * channels);
      case 9 -> add(layers, globalPool(), channels);
      case 10 -> {
        long before = random.nextInt(3);
        long after = random.nextInt(3);
        yield add(layers, new ZeroPad1D(before, after), before + length + after, channels);
      }
      default -> {
        long kernel = 1L + random.nextInt(3);
        long stride = 1L + random.nextInt(2);
        yield add(
            layers,
            new ConvTranspose1D(kernel, channels, hidden, stride, random),
            (length - 1) * stride + kernel,
            hidden);
      }
    };
  }

  private long[] convolution(List<Module> layers, long length, long in, long out) {
    Window window = window(false, length);
    Conv1D.Config config =
        Conv1D.Config.of(window.kernel().get(0), in, out)
            .stride(window.stride().get(0))
            .padding(window.padding().get(0))
            .dilation(window.dilation().get(0));
    return add(layers, new Conv1D(config, random), outputLength(window, 0, length), out);
  }

  private long[] pool(List<Module> layers, long length, long channels) {
    Window window = window(true, length);
    Module pool = isSmooth || random.nextBoolean() ? new AvgPool1D(window) : new MaxPool1D(window);
    return add(layers, pool, outputLength(window, 0, length), channels);
  }

  private long[] image(List<Module> layers, long height, long width, long channels) {
    long out = 1L + random.nextInt(3);
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> {
        Window window = window(false, height, width);
        long rows = outputLength(window, 0, height);
        long columns = outputLength(window, 1, width);
        Module conv = new Conv2D(Conv2D.Config.of(window, channels, out), random);
        return add(layers, conv, rows, columns, out);
      }
      case 3 -> {
        Window window = window(true, height, width);
        Module pool =
            isSmooth || random.nextBoolean() ? new AvgPool2D(window) : new MaxPool2D(window);
        long rows = outputLength(window, 0, height);
        return add(layers, pool, rows, outputLength(window, 1, width), channels);
      }
      case 4 -> {
        return add(layers, new Flatten(), height * width * channels);
      }
      case 5 -> {
        return add(layers, globalPool(), channels);
      }
      case 6 -> {
        return random.nextBoolean()
            ? add(layers, new Upsample2D(2), 2 * height, 2 * width, channels)
            : add(layers, new ZeroPad2D(1), height + 2, width + 2, channels);
      }
      default -> {
        Module conv = new ConvTranspose2D(2, channels, out, 2, random);
        return add(layers, conv, 2 * height, 2 * width, out);
      }
    }
  }

  private Module globalPool() {
    return isSmooth || random.nextBoolean() ? new GlobalAvgPool() : new GlobalMaxPool();
  }

  /** A window that fits into an input of these lengths; a pool's padding is under half of it. */
  private Window window(boolean isPool, long... lengths) {
    long[] kernel = new long[lengths.length];
    long[] stride = new long[lengths.length];
    long[] padding = new long[lengths.length];
    long[] dilation = new long[lengths.length];
    for (int axis = 0; axis < lengths.length; axis++) {
      kernel[axis] = 1L + random.nextInt((int) Math.min(3, lengths[axis]));
      stride[axis] = 1L + random.nextInt(3);
      padding[axis] = random.nextInt((int) (isPool ? kernel[axis] / 2 + 1 : 3));
      boolean fits = lengths[axis] + 2 * padding[axis] >= 2 * (kernel[axis] - 1) + 1;
      dilation[axis] = !isPool && fits && random.nextBoolean() ? 2 : 1;
    }
    return Window.of(kernel).stride(stride).padding(padding).dilation(dilation);
  }

  /** ⌊(length + 2 · padding − dilation · (kernel − 1) − 1) / stride⌋ + 1. */
  private static long outputLength(Window window, int axis, long length) {
    long span = window.dilation().get(axis) * (window.kernel().get(axis) - 1) + 1;
    return (length + 2 * window.padding().get(axis) - span) / window.stride().get(axis) + 1;
  }

  private long size() {
    return 1L + random.nextInt(6);
  }

  private static long[] add(List<Module> layers, Module layer, long... shape) {
    layers.add(layer);
    return shape;
  }
}
