package io.github.taeda.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * A layer as every library is told of it: its kind and its sizes.
 *
 * @param sizes see the method that creates the kind
 */
record Layer(Kind kind, long... sizes) {

  /** What the layer computes. */
  enum Kind {
    LINEAR,
    CONV_1D,
    CONV_2D,
    LSTM,
    ATTENTION,
    MAX_POOL_1D,
    MAX_POOL_2D,
    FLATTEN,
    TANH,
    RELU,
    SIGMOID,
    BATCH_NORM,
    LAYER_NORM,
    DROPOUT
  }

  /** A layer without sizes: an activation or dropout. */
  static Layer of(Kind kind) {
    return new Layer(kind);
  }

  static Layer linear(long in, long out) {
    return new Layer(Kind.LINEAR, in, out);
  }

  static Layer conv1D(long kernel, long in, long out) {
    return new Layer(Kind.CONV_1D, kernel, in, out);
  }

  static Layer conv2D(long kernel, long in, long out) {
    return new Layer(Kind.CONV_2D, kernel, in, out);
  }

  /** The parameters to start from, of layers one after another. */
  static List<Values> parameters(List<Layer> layers) {
    List<Values> parameters = new ArrayList<>();
    int seed = 0;
    for (Layer layer : layers) {
      List<Values> own = layer.parameters(seed);
      parameters.addAll(own);
      seed += own.isEmpty() ? 0 : 1;
    }
    return parameters;
  }

  static Layer lstm(long in, long hidden) {
    return new Layer(Kind.LSTM, in, hidden);
  }

  static Layer attention(long features, long heads) {
    return new Layer(Kind.ATTENTION, features, heads);
  }

  /** Max pooling with a stride of 2. */
  static Layer halve(Kind pool) {
    return new Layer(pool, 2);
  }

  /** Libraries with channels first need to know what the flattened axis consists of. */
  static Layer flatten(long positions, long channels) {
    return new Layer(Kind.FLATTEN, positions, channels);
  }

  static Layer norm(Kind kind, long features) {
    return new Layer(kind, features);
  }

  /** Linear layers with an activation between each two. */
  static Layer[] mlp(Kind activation, long... features) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < features.length - 1; i++) {
      if (i > 0) {
        layers.add(of(activation));
      }
      layers.add(linear(features[i], features[i + 1]));
    }
    return layers.toArray(Layer[]::new);
  }

  /** Conv1D(3, 1, 32), max pooling 2, and two linear layers with a ReLU between them. */
  static Layer[] conv1DNet(long length) {
    long positions = (length - 2) / 2;
    return new Layer[] {
      conv1D(3, 1, 32),
      halve(Kind.MAX_POOL_1D),
      flatten(positions, 32),
      linear(32 * positions, 100),
      of(Kind.RELU),
      linear(100, 10)
    };
  }

  boolean is(Kind other) {
    return kind == other;
  }

  /** Whether it is made of matrix products. */
  boolean multiplies() {
    return kind == Kind.LINEAR || kind == Kind.CONV_1D || kind == Kind.CONV_2D;
  }

  /** Initial values in Taeda's order and shapes: weight and bias, or scale and shift. */
  List<Values> parameters(int seed) {
    return switch (kind) {
      case LINEAR -> weightAndBias(seed, sizes[0], sizes);
      case CONV_1D -> weightAndBias(seed, sizes[0] * sizes[1], sizes);
      case CONV_2D ->
          weightAndBias(
              seed, sizes[0] * sizes[0] * sizes[1], sizes[0], sizes[0], sizes[1], sizes[2]);
      case LSTM -> lstmParameters(seed);
      case ATTENTION -> attentionParameters(seed);
      case BATCH_NORM, LAYER_NORM ->
          List.of(
              Values.uniform(10 + seed, 0.5, 1.5, sizes),
              Values.uniform(20 + seed, -0.1, 0.1, sizes));
      default -> List.of();
    };
  }

  /** Of inputs, of states, and the bias. */
  private List<Values> lstmParameters(int seed) {
    long hidden = sizes[1];
    double bound = 1 / Math.sqrt(hidden);
    return List.of(
        Values.uniform(10 + seed, -bound, bound, sizes[0], 4 * hidden),
        Values.uniform(20 + seed, -bound, bound, hidden, 4 * hidden),
        Values.uniform(30 + seed, -bound, bound, 4 * hidden));
  }

  /** The weights of queries, keys and values, their biases, and both of the output. */
  private List<Values> attentionParameters(int seed) {
    double bound = 1 / Math.sqrt(sizes[0]);
    List<Values> parameters = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      parameters.add(Values.uniform(10 + seed + i, -bound, bound, sizes[0], sizes[0]));
    }
    for (int i = 0; i < 3; i++) {
      parameters.add(Values.uniform(20 + seed + i, -bound, bound, sizes[0]));
    }
    parameters.addAll(weightAndBias(30 + seed, sizes[0], sizes[0], sizes[0]));
    return parameters;
  }

  private static List<Values> weightAndBias(int seed, long fanIn, long... shape) {
    double bound = 1 / Math.sqrt(fanIn);
    return List.of(
        Values.uniform(10 + seed, -bound, bound, shape),
        Values.uniform(20 + seed, -bound, bound, shape[shape.length - 1]));
  }
}
