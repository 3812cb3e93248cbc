package io.github.taeda.benchmarks;

import io.github.taeda.benchmarks.Layer.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A network and what is timed of it, described without any library: one batch, the layers with the
 * parameters to start from, the loss, and the learning rate of plain gradient descent or of Adam.
 *
 * <p>A further network is a constant here. Its layers are built by {@link TaedaModules} and {@link
 * DjlNet}: a new kind of layer is a case in both. The constants are public because JMH reads them
 * as a parameter's values.
 */
public enum Net {
  XOR("XOR 2-2-1 TanH, MSE", 0.02, LossKind.MSE, 0.3, shape(4, 2), Layer.mlp(Kind.TANH, 2, 2, 1)) {
    @Override
    Values input() {
      return new Values(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
    }

    @Override
    Values target() {
      return new Values(new float[] {0, 1, 1, 0}, 4, 1);
    }
  },
  MLP_100(
      "MLP 784-100-10 TanH, MSE",
      0.55,
      LossKind.MSE,
      0.05,
      shape(128, 784),
      Layer.mlp(Kind.TANH, 784, 100, 10)),
  MLP_1024(
      "MLP 784-1024-1024-10 ReLU, MSE",
      0.85,
      LossKind.MSE,
      0.1,
      shape(256, 784),
      Layer.mlp(Kind.RELU, 784, 1024, 1024, 10)),
  AUTOENCODER(
      "autoencoder 256-100-10-100-256 TanH, BCE",
      0.32,
      LossKind.BCE,
      10,
      shape(64, 256),
      Layer.linear(256, 100),
      Layer.of(Kind.TANH),
      Layer.linear(100, 10),
      Layer.of(Kind.TANH),
      Layer.linear(10, 100),
      Layer.of(Kind.TANH),
      Layer.linear(100, 256),
      Layer.of(Kind.SIGMOID)) {
    @Override
    Values target() {
      return input();
    }
  },
  CONV(
      "Conv1D(3,1,32)-pool-100-10, length 256",
      0.25,
      LossKind.CROSS_ENTROPY,
      0.05,
      shape(64, 256, 1),
      Layer.conv1DNet(256)),
  CONV_784(
      "Conv1D(3,1,32)-pool-100-10, length 784",
      0.25,
      LossKind.CROSS_ENTROPY,
      0.05,
      shape(64, 784, 1),
      Layer.conv1DNet(784)),
  CONV_DEEP(
      "Conv1D(5,64,64) twice-10, length 128",
      0.65,
      LossKind.CROSS_ENTROPY,
      0.01,
      shape(32, 128, 64),
      Layer.conv1D(5, 64, 64),
      Layer.of(Kind.RELU),
      Layer.conv1D(5, 64, 64),
      Layer.of(Kind.RELU),
      Layer.flatten(120, 64),
      Layer.linear(7680, 10)),
  CONV_2D(
      "Conv2D(5,1,8)-pool-Conv2D(5,8,16)-pool-10",
      0.60,
      LossKind.CROSS_ENTROPY,
      0.1,
      shape(64, 28, 28, 1),
      Layer.conv2D(5, 1, 8),
      Layer.of(Kind.RELU),
      Layer.halve(Kind.MAX_POOL_2D),
      Layer.conv2D(5, 8, 16),
      Layer.of(Kind.RELU),
      Layer.halve(Kind.MAX_POOL_2D),
      Layer.flatten(16, 16),
      Layer.linear(256, 10)),
  NORM(
      "BatchNorm/LayerNorm/Dropout MLP 784-256-256-10, Adam",
      0.50,
      LossKind.CROSS_ENTROPY,
      0.001,
      shape(128, 784),
      Layer.linear(784, 256),
      Layer.norm(Kind.BATCH_NORM, 256),
      Layer.of(Kind.RELU),
      Layer.of(Kind.DROPOUT),
      Layer.linear(256, 256),
      Layer.norm(Kind.LAYER_NORM, 256),
      Layer.of(Kind.RELU),
      Layer.linear(256, 10)),
  EVAL_MLP_1(
      "evaluation of MLP 784-100-10", 0.30, shape(1, 784), Layer.mlp(Kind.TANH, 784, 100, 10)),
  EVAL_MLP_1000(
      "evaluation of MLP 784-100-10", 0.60, shape(1000, 784), Layer.mlp(Kind.TANH, 784, 100, 10)),
  EVAL_CONV_1("evaluation of Conv1D net, length 256", 0.30, shape(1, 256, 1), Layer.conv1DNet(256)),
  EVAL_CONV_1000(
      "evaluation of Conv1D net, length 256", 0.60, shape(1000, 256, 1), Layer.conv1DNet(256));

  private static final double DROPPED = 0.2;
  private static final int CLASSES = 10;

  private final String title;
  private final double asked;
  private final LossKind loss;
  private final double learningRate;
  private final long[] inputShape;
  private final List<Layer> layers;

  Net(
      String title,
      double asked,
      LossKind loss,
      double learningRate,
      long[] inputShape,
      Layer... layers) {
    this.title = title;
    this.asked = asked;
    this.loss = loss;
    this.learningRate = learningRate;
    this.inputShape = inputShape;
    this.layers = List.of(layers);
  }

  Net(String title, double asked, long[] inputShape, Layer... layers) {
    this(title, asked, LossKind.NONE, 0, inputShape, layers);
  }

  private static long[] shape(long... shape) {
    return shape;
  }

  /** The name as the table shows it, without the batch. */
  String title() {
    return title;
  }

  long batch() {
    return inputShape[0];
  }

  /** The ratio of Taeda's time to DJL's that is aimed at. */
  double asked() {
    return asked;
  }

  LossKind loss() {
    return loss;
  }

  boolean isEvaluation() {
    return loss == LossKind.NONE;
  }

  boolean usesAdam() {
    return this == NORM;
  }

  double learningRate() {
    return learningRate;
  }

  /**
   * The share that dropout drops while time is taken; nothing may be dropped while losses are
   * compared.
   */
  double dropped() {
    return DROPPED;
  }

  List<Layer> layers() {
    return layers;
  }

  Values input() {
    return Values.uniform(1, 0, inputShape.length == 2 ? 0.5 : 1, inputShape);
  }

  Values target() {
    if (loss == LossKind.CROSS_ENTROPY) {
      return Values.classes(2, CLASSES, (int) batch());
    }
    return Values.uniform(2, 0, 1, batch(), layers.get(layers.size() - 1).sizes()[1]);
  }

  /** The parameters to start from, in Taeda's order and shapes. */
  List<Values> parameters() {
    List<Values> parameters = new ArrayList<>();
    int seed = 0;
    for (Layer layer : layers) {
      List<Values> own = layer.parameters(seed);
      parameters.addAll(own);
      seed += own.isEmpty() ? 0 : 1;
    }
    return parameters;
  }
}
