package io.github.taeda.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.Iterator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The same training step in DJL, in the fastest form that its public interface allows.
 *
 * <p>Tried were {@code Trainer}, which copies every gradient before the update, and a gradient
 * collector with the update written out by three operators or by {@code sgdUpdate}; the last takes
 * least time and stands here. Freeing by {@code NDScope} or by a sub-manager that borrows the
 * input, and layers as blocks or as bare operators, differ by less than the noise. PyTorch's
 * threads are as it sets them itself.
 */
final class DjlStep implements TrainingStep {
  private static final float NO_DECAY = 0;
  private static final float NO_RESCALING = 1;
  private static final float NO_CLIPPING = -1;
  private static final float NO_MOMENTUM = 0;

  static {
    // Everything comes from the class path; DJL neither downloads nor reports its start.
    System.setProperty("ai.djl.offline", "true");
  }

  private final Engine engine = Engine.getEngine("PyTorch");
  private final NDManager manager = engine.newBaseManager();
  private final ParameterStore store = new ParameterStore(manager, false);
  private final float stepSize;
  private final NDArray input;
  private final NDArray target;
  private final SequentialBlock block;
  private final BinaryOperator<NDArray> loss;
  private final NDArray[] parameters;

  DjlStep(Net net) {
    stepSize = (float) net.stepSize();
    input = net == Net.CONV ? channelsFirst(net.input()) : array(net.input());
    target = array(net.target());
    block =
        switch (net) {
          case XOR, MLP_100, AUTOENCODER -> dense(net, Activation::tanh);
          case MLP_1024 -> dense(net, Activation::relu);
          case CONV -> convolution();
        };
    loss =
        switch (net) {
          case XOR, MLP_100, MLP_1024 -> DjlStep::meanSquaredError;
          case AUTOENCODER -> DjlStep::crossEntropyOfLogits;
          case CONV -> DjlStep::crossEntropyOfScores;
        };
    Iterator<Numbers> start = net.parameters().iterator();
    List<Parameter> all = block.getParameters().values();
    for (Parameter parameter : all) {
      Numbers next = start.next();
      // Flattened, the channels stand first here, last in Taeda.
      Numbers numbers = next.shape()[0] == 4064 ? next.rows(i -> (i % 127) * 32 + i / 127) : next;
      parameter.setInitializer((manager, shape, type) -> reversed(numbers));
    }
    block.initialize(manager, DataType.FLOAT32, input.getShape());
    parameters = all.stream().map(Parameter::getArray).toArray(NDArray[]::new);
  }

  @Override
  public double run() {
    try (NDManager step = manager.newSubManager()) {
      step.tempAttachAll(input);
      NDArray cost;
      try (GradientCollector collector = engine.newGradientCollector()) {
        NDArray prediction = block.forward(store, new NDList(input), true).singletonOrThrow();
        cost = loss.apply(target, prediction);
        collector.backward(cost);
      }
      for (NDArray parameter : parameters) {
        update(parameter);
      }
      return cost.toFloatArray()[0];
    }
  }

  @Override
  public void close() {
    manager.close();
  }

  /** Two native calls: {@code value -= step * gradient}, then the gradient to zero. */
  private void update(NDArray parameter) {
    try (NDArray gradient = parameter.getGradient()) {
      NDList value = new NDList(parameter);
      NDList both = new NDList(parameter, gradient);
      parameter
          .getNDArrayInternal()
          .sgdUpdate(both, value, stepSize, NO_DECAY, NO_RESCALING, NO_CLIPPING, NO_MOMENTUM, true);
    }
  }

  private static NDArray meanSquaredError(NDArray target, NDArray prediction) {
    return prediction.sub(target).square().mean();
  }

  /** {@code ln(1 + e^z) − y z}: sigmoid and cross-entropy in one, half the work of the two. */
  private static NDArray crossEntropyOfLogits(NDArray target, NDArray logits) {
    return Activation.softPlus(logits).sub(logits.mul(target)).mean();
  }

  private static NDArray crossEntropyOfScores(NDArray target, NDArray scores) {
    return scores.logSoftmax(-1).get(new NDIndex().addAllDim(1).addPickDim(target)).neg().mean();
  }

  private static SequentialBlock convolution() {
    return new SequentialBlock()
        .add(Conv1d.builder().setKernelShape(new Shape(3)).setFilters(32).build())
        .add(Pool.maxPool1dBlock(new Shape(2), new Shape(2)))
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(100).build())
        .add(Activation::relu)
        .add(Linear.builder().setUnits(10).build());
  }

  /** Linear layers of the net's sizes with an activation between each two. */
  private static SequentialBlock dense(Net net, UnaryOperator<NDList> activation) {
    long[] sizes = net.sizes();
    SequentialBlock chain = new SequentialBlock();
    for (int i = 1; i < sizes.length; i++) {
      if (i > 1) {
        chain.add(activation::apply);
      }
      chain.add(Linear.builder().setUnits(sizes[i]).build());
    }
    return chain;
  }

  private NDArray array(Numbers numbers) {
    return manager.create(numbers.values(), new Shape(numbers.shape()));
  }

  /** {@code [batch, length, 1]} is {@code [batch, 1, length]} in the same memory. */
  private NDArray channelsFirst(Numbers numbers) {
    return manager.create(numbers.values(), new Shape(numbers.shape()[0], 1, numbers.shape()[1]));
  }

  /** A parameter as PyTorch has it: its axes are Taeda's in reverse. */
  private NDArray reversed(Numbers numbers) {
    try (NDArray array = array(numbers);
        NDArray transposed = array.transpose()) {
      // By way of a Java array, so that the numbers lie in the new order.
      return manager.create(transposed.toFloatArray(), transposed.getShape());
    }
  }
}
