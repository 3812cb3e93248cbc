package io.github.taeda.nn.layers;

import io.github.taeda.nn.Container;
import io.github.taeda.nn.ForwardCache;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.PaddingMask;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Container that computes its body with a {@link PaddingMask} found in the input: a time step is
 * padding where all its elements are {@code value} (Keras' {@code Masking}, Torch rnn's {@code
 * MaskZero}).
 *
 * <p>{@code [batch, length]}, such as token ids, or {@code [batch, length, features]} → what the
 * body makes of it. The body gets the input as it is. A mask that is open around this container
 * does not reach the body.
 */
public final class Masking extends Container {
  /** What copies and model files know of this class. */
  public static final ModuleType<Masking> TYPE =
      ModuleType.of(
          Masking.class,
          Config.class,
          masking -> new Config(masking.value, masking.get(0)),
          config -> new Masking(config.value(), config.body()));

  private record Config(double value, Module body) implements ModuleConfig {
    @Override
    public String text() {
      return Shapes.number(value);
    }
  }

  private final double value;
  private final ForwardCache<INDArray> masks = new ForwardCache<>();

  /**
   * Creates a container.
   *
   * @param value what padding consists of, such as the token id 0; finite
   * @param body what computes, such as {@code new Sequential(new Embedding(…), new LSTM(…))}
   */
  public Masking(double value, Module body) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("Masking: value must be finite, but was " + value);
    }
    this.value = value;
    append(body);
  }

  @Override
  public INDArray forward(INDArray input) {
    INDArray mask = mask(input);
    if (isTraining()) {
      masks.store(input, mask);
    }
    return PaddingMask.run(mask, () -> forward(0, input));
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    return PaddingMask.run(recall(input), () -> backwardDelta(0, input, delta));
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    boolean unused =
        PaddingMask.run(
            recall(input),
            () -> {
              backwardUpdateGradient(0, input, delta);
              return true;
            });
  }

  @Override
  public INDArray backward(INDArray input, INDArray delta) {
    return PaddingMask.run(recall(input), () -> backward(0, input, delta));
  }

  @Override
  public ModuleType<Masking> type() {
    return TYPE;
  }

  /** The mask of forward: the body recalls what it computed under that very array. */
  private INDArray recall(INDArray input) {
    INDArray cached = masks.recall(input);
    return cached == null ? mask(input) : cached;
  }

  /** 0 where all elements of a step are the value, else 1. */
  private INDArray mask(INDArray input) {
    requireSequences(input);
    double[] elements = new double[Math.toIntExact(input.length())];
    NDArrays.readValues(input, elements);
    double padding = input.dataType() == DataType.FLOAT ? (float) value : value;
    double[] mask = new double[Math.toIntExact(input.size(0) * input.size(1))];
    int features = elements.length / mask.length;
    for (int i = 0; i < elements.length; i++) {
      if (elements[i] != padding) {
        mask[i / features] = 1;
      }
    }
    DataType type = input.dataType() == DataType.DOUBLE ? DataType.DOUBLE : DataType.FLOAT;
    INDArray result = Scratch.array(type, input.size(0), input.size(1));
    NDArrays.setValues(mask, result);
    return result;
  }

  /** What else may be wrong with the input, the body says. */
  private static void requireSequences(INDArray input) {
    Shapes.requireArray("Masking", "input", input);
    if (input.rank() < 2) {
      throw new ShapeException(
          "Masking: input must be [batch, length] or [batch, length, features], but was "
              + Shapes.text(input.shape()));
    }
  }
}
