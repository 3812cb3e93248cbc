package io.github.taeda.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;
import io.github.taeda.benchmarks.Layer.Kind;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network in DJL on PyTorch. Axes are in PyTorch's order: channels first, weights with the axes
 * of Taeda's in reverse. PyTorch's threads are as it sets them itself.
 */
final class DjlNet implements AutoCloseable {
  static {
    // Everything comes from the class path; DJL neither downloads nor reports its start.
    System.setProperty("ai.djl.offline", "true");
  }

  private final Engine engine = Engine.getEngine("PyTorch");
  private final NDManager manager = engine.newBaseManager();
  private final ParameterStore store = new ParameterStore(manager, false);
  private final NDArray input;
  private final SequentialBlock block = new SequentialBlock();
  private final List<Parameter> parameters;

  DjlNet(Net net, double dropped) {
    boolean isSequence = net == Net.LSTM || net == Net.ATTENTION;
    input = isSequence ? array(net.input()) : channelsFirst(net.input());
    for (Layer layer : net.layers()) {
      if (!layer.is(Kind.SIGMOID)) { // part of the loss: see DjlTraining
        block.add(block(layer, dropped));
      }
    }
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      if (parameter.getKey().endsWith("h2h_BIAS")) { // the second bias, which Taeda has not
        parameter.getValue().setInitializer(Initializer.ZEROS);
        parameter.getValue().freeze(true);
      }
    }
    parameters =
        block.getParameters().values().stream().filter(Parameter::requiresGradient).toList();
    setParameters(net);
    block.initialize(manager, DataType.FLOAT32, input.getShape());
  }

  /** Starts from the parameters that all libraries start from. */
  private void setParameters(Net net) {
    Iterator<Parameter> rest = parameters.iterator();
    Layer before = Layer.of(Kind.DROPOUT);
    int seed = 0;
    for (Layer layer : net.layers()) {
      List<Values> own = layer.parameters(seed);
      for (int i : order(layer, own.size())) {
        Values values = own.get(i);
        Values ordered = before.is(Kind.FLATTEN) ? flattened(before, values) : values;
        rest.next().setInitializer((manager, shape, type) -> reversed(ordered));
      }
      seed += own.isEmpty() ? 0 : 1;
      before = layer;
    }
  }

  /** Taeda's parameters of a layer in DJL's order. */
  private static int[] order(Layer layer, int count) {
    return switch (layer.kind()) {
      case ATTENTION -> new int[] {1, 4, 0, 3, 2, 5, 6, 7}; // keys, queries, values, output
      default -> IntStream.range(0, count).toArray();
    };
  }

  private static Block block(Layer layer, double dropped) {
    int last = layer.sizes().length == 0 ? 0 : (int) layer.sizes()[layer.sizes().length - 1];
    long first = layer.sizes().length == 0 ? 0 : layer.sizes()[0];
    return switch (layer.kind()) {
      case LINEAR -> Linear.builder().setUnits(last).build();
      case CONV_1D -> Conv1d.builder().setKernelShape(new Shape(first)).setFilters(last).build();
      case CONV_2D ->
          Conv2d.builder().setKernelShape(new Shape(first, first)).setFilters(last).build();
      case LSTM -> LSTM.builder().setStateSize(last).setNumLayers(1).optBatchFirst(true).build();
      case ATTENTION -> attention((int) first, last);
      case MAX_POOL_1D -> Pool.maxPool1dBlock(new Shape(first), new Shape(first));
      case MAX_POOL_2D -> Pool.maxPool2dBlock(new Shape(first, first), new Shape(first, first));
      case FLATTEN -> Blocks.batchFlattenBlock();
      case TANH -> new LambdaBlock(Activation::tanh);
      case RELU -> new LambdaBlock(Activation::relu);
      case SIGMOID -> new LambdaBlock(Activation::sigmoid);
      case BATCH_NORM -> BatchNorm.builder().build();
      case LAYER_NORM -> LayerNorm.builder().build();
      case DROPOUT -> Dropout.builder().optRate((float) dropped).build();
    };
  }

  private static Block attention(int features, int heads) {
    return ScaledDotProductAttentionBlock.builder()
        .setEmbeddingSize(features)
        .setHeadCount(heads)
        .optAttentionProbsDropoutProb(0)
        .build();
  }

  Engine engine() {
    return engine;
  }

  NDManager manager() {
    return manager;
  }

  NDArray input() {
    return input;
  }

  NDArray[] parameters() {
    return parameters.stream().map(Parameter::getArray).toArray(NDArray[]::new);
  }

  /** Marks the parameters as constant, so that PyTorch records nothing for a backward pass. */
  void freeze() {
    block.freezeParameters(true);
  }

  NDArray forward(NDArray input, boolean training) {
    return block.forward(store, new NDList(input), training).singletonOrThrow();
  }

  @Override
  public void close() {
    manager.close();
  }

  NDArray array(Values values) {
    return manager.create(values.elements(), new Shape(values.shape()));
  }

  /** {@code [batch, …, channels]} as {@code [batch, channels, …]}. */
  NDArray channelsFirst(Values values) {
    NDArray array = array(values);
    return switch (values.shape().length) {
      case 3 -> rearranged(array, 0, 2, 1);
      case 4 -> rearranged(array, 0, 3, 1, 2);
      default -> array;
    };
  }

  /** A parameter as PyTorch has it: {@code [out, in, height, width]}. */
  private NDArray reversed(Values values) {
    NDArray array = array(values);
    return switch (values.shape().length) {
      case 2 -> rearranged(array, 1, 0);
      case 3 -> rearranged(array, 2, 1, 0);
      case 4 -> rearranged(array, 3, 2, 0, 1);
      default -> array;
    };
  }

  private NDArray rearranged(NDArray array, int... axes) {
    try (array;
        NDArray transposed = array.transpose(axes)) {
      // By way of a Java array, so that the elements lie in the new order.
      return manager.create(transposed.toFloatArray(), transposed.getShape());
    }
  }

  /** The weight after flattening: its rows go by channel, then position; Taeda's the other way. */
  private static Values flattened(Layer flatten, Values weight) {
    int positions = (int) flatten.sizes()[0];
    int channels = (int) flatten.sizes()[1];
    return weight.shape().length == 1
        ? weight
        : weight.rows(i -> (i % positions) * channels + i / positions);
  }
}
