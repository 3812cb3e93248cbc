package io.github.taeda.benchmarks;

import io.github.taeda.benchmarks.Layer.Kind;
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
  MLP_100("MLP 784-100-10 TanH, MSE", 0.55, LossKind.MSE, 0.05, shape(128, 784), mlp(100)),
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
      Architectures.autoencoder()) {
    @Override
    Values target() {
      return input();
    }
  },
  CONV("Conv1D(3,1,32)-pool-100-10, length 256", 0.25, shape(64, 256, 1)),
  CONV_784("Conv1D(3,1,32)-pool-100-10, length 784", 0.25, shape(64, 784, 1)),
  CONV_DEEP(
      "Conv1D(5,64,64) twice-10, length 128",
      0.65,
      LossKind.CROSS_ENTROPY,
      0.01,
      shape(32, 128, 64),
      Architectures.conv1DTwice()),
  CONV_2D(
      "Conv2D(5,1,8)-pool-Conv2D(5,8,16)-pool-10",
      0.60,
      LossKind.CROSS_ENTROPY,
      0.1,
      shape(64, 28, 28, 1),
      Architectures.conv2DTwice(8, 16, 10)),
  NORM(
      "BatchNorm/LayerNorm/Dropout MLP 784-256-256-10, Adam",
      0.50,
      LossKind.CROSS_ENTROPY,
      0.001,
      shape(128, 784),
      Architectures.normalized()),
  LSTM(
      "LSTM 64->128, length 32, MSE",
      0.70,
      LossKind.MSE,
      20,
      shape(32, 32, 64),
      Layer.lstm(64, 128)) {
    @Override
    Values target() {
      return Values.uniform(2, -0.5, 0.5, 32, 32, 128);
    }
  },
  ATTENTION(
      "attention of 4 heads, 128 features, length 64, MSE",
      0.70,
      LossKind.MSE,
      0.5,
      shape(16, 64, 128),
      Layer.attention(128, 4)) {
    @Override
    Values target() {
      return input();
    }
  },
  EVAL_MLP_1("evaluation of MLP 784-100-10", 0.30, LossKind.NONE, 0, shape(1, 784), mlp(100)),
  EVAL_MLP_1000("evaluation of MLP 784-100-10", 0.60, LossKind.NONE, 0, shape(1000, 784), mlp(100)),
  EVAL_CONV_1(
      "evaluation of Conv1D net, length 256",
      0.30,
      LossKind.NONE,
      0,
      shape(1, 256, 1),
      Layer.conv1DNet(256)),
  EVAL_CONV_1000(
      "evaluation of Conv1D net, length 256",
      0.60,
      LossKind.NONE,
      0,
      shape(1000, 256, 1),
      Layer.conv1DNet(256)),

  EPOCH_MLP("epoch of 784-512-128-10", shape(100, 784), Architectures.digitsMlp()),
  EPOCH_CONV("epoch of Conv1D(5,28,128)-128-10", shape(100, 28, 28), Architectures.digitsConv1D()),
  EPOCH_CONV_2D(
      "epoch of Conv2D(5,1,16)-Conv2D(5,16,32)-128-10",
      shape(100, 28, 28, 1),
      Architectures.digitsConv2D()),

  GROWTH_BATCH_2("MLP 784-100-10, batch ×2", shape(256, 784), 100),
  GROWTH_BATCH_4("MLP 784-100-10, batch ×4", shape(512, 784), 100),
  GROWTH_BATCH_8("MLP 784-100-10, batch ×8", shape(1024, 784), 100),
  GROWTH_WIDTH_2("MLP 784-200-10, width ×2", shape(128, 784), 200),
  GROWTH_WIDTH_4("MLP 784-400-10, width ×4", shape(128, 784), 400),
  GROWTH_WIDTH_8("MLP 784-800-10, width ×8", shape(128, 784), 800),
  GROWTH_LENGTH_2("Conv1D net, length 512 (×2)", 0, shape(64, 512, 1)),
  GROWTH_LENGTH_4("Conv1D net, length 1024 (×4)", 0, shape(64, 1024, 1)),
  GROWTH_LENGTH_8("Conv1D net, length 2048 (×8)", 0, shape(64, 2048, 1));

  /** Probability of dropout while time is taken; it is 0 while losses are compared. */
  static final double DROPOUT = 0.2;

  /** Classes of the nets that have any. */
  static final int CLASSES = 10;

  private final String title;
  private final double aim;
  private final LossKind loss;
  private final double learningRate;
  private final long[] inputShape;
  private final List<Layer> layers;

  Net(
      String title,
      double aim,
      LossKind loss,
      double learningRate,
      long[] inputShape,
      Layer... layers) {
    this.title = title;
    this.aim = aim;
    this.loss = loss;
    this.learningRate = learningRate;
    this.inputShape = inputShape;
    this.layers = List.of(layers);
  }

  /** A Conv1D net. */
  Net(String title, double aim, long[] inputShape) {
    this(title, aim, LossKind.CROSS_ENTROPY, 0.05, inputShape, Layer.conv1DNet(inputShape[1]));
  }

  /** An epoch of the digits example. */
  Net(String title, long[] inputShape, Layer[] layers) {
    this(title, 0.60, LossKind.CROSS_ENTROPY, 0.001, inputShape, layers);
  }

  /** An MLP that grows. */
  Net(String title, long[] inputShape, int width) {
    this(title, 0, LossKind.MSE, 0.05, inputShape, mlp(width));
  }

  private static Layer[] mlp(int width) {
    return Layer.mlp(Kind.TANH, 784, width, 10);
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
  double aim() {
    return aim;
  }

  LossKind loss() {
    return loss;
  }

  boolean isEvaluation() {
    return loss == LossKind.NONE;
  }

  /** Whether an epoch is timed rather than a step. */
  boolean isEpoch() {
    return name().startsWith("EPOCH");
  }

  /** Whether it is another one with more examples, units or positions. */
  boolean grows() {
    return name().startsWith("GROWTH");
  }

  /** Whether it is in the main comparison. */
  boolean isCompared() {
    return !isEpoch() && !grows();
  }

  boolean usesAdam() {
    return this == NORM || isEpoch();
  }

  double learningRate() {
    return learningRate;
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
    return Layer.parameters(layers);
  }
}
