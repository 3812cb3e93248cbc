package io.github.taeda.nn;

import io.github.taeda.nn.ops.NDArrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A chain of modules: each one's output is the next one's input.
 *
 * <p>{@code y = f_n(… f_2(f_1(x)) …)}. In training the inputs of all children are remembered, so
 * that backward walks the chain once; for any other input it computes them again. {@link
 * #backwardUpdateGradient} never computes the first child's delta: nobody needs it.
 */
public final class Sequential extends Container {
  /** What copies and model files know of this class. */
  public static final ModuleType<Sequential> TYPE =
      ModuleType.of(
          Sequential.class,
          Config.class,
          chain -> new Config(chain.children()),
          config -> new Sequential(config.modules().toArray(new Module[0])));

  private record Config(List<Module> modules) implements ModuleConfig {
    @Override
    public String text() {
      return "";
    }
  }

  private final ForwardCache<INDArray[]> inputs = new ForwardCache<>();

  /**
   * Creates a chain.
   *
   * @param modules first to last; more may follow by {@link #add}
   */
  public Sequential(Module... modules) {
    for (Module module : Objects.requireNonNull(modules, "Sequential: modules is null")) {
      append(module);
    }
  }

  /**
   * Adds a module at the end.
   *
   * @return this chain
   */
  public Sequential add(Module module) {
    append(module);
    return this;
  }

  @Override
  public INDArray forward(INDArray input) {
    INDArray[] inputs = inputsUpToLast(input);
    if (isTraining()) {
      this.inputs.store(input, inputs);
    }
    return forward(size() - 1, inputs[size() - 1]);
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    INDArray[] inputs = inputsOf(input);
    INDArray result = delta;
    for (int i = size() - 1; i >= 0; i--) {
      result = backwardDelta(i, inputs[i], result);
    }
    return result;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    INDArray[] inputs = inputsOf(input);
    backwardUpdateGradient(0, inputs[0], backwardToSecond(inputs, delta));
  }

  @Override
  public INDArray backward(INDArray input, INDArray delta) {
    INDArray[] inputs = inputsOf(input);
    return backward(0, inputs[0], backwardToSecond(inputs, delta));
  }

  @Override
  public ModuleType<Sequential> type() {
    return TYPE;
  }

  /** Both halves for all children but the first; returns the delta of the first one's output. */
  private INDArray backwardToSecond(INDArray[] inputs, INDArray delta) {
    INDArray result = delta;
    for (int i = size() - 1; i > 0; i--) {
      result =
          i == size() - 1 ? backward(i, inputs[i], result) : backwardInside(i, inputs[i], result);
    }
    return result;
  }

  /**
   * The input of every child, remembered or computed again: always again in evaluation, for what
   * training remembered may be of parameters that have changed since.
   */
  private INDArray[] inputsOf(INDArray input) {
    INDArray @Nullable [] remembered = isTraining() ? inputs.recall(input) : null;
    return remembered != null && remembered.length == size()
        ? remembered
        : again(() -> inputsUpToLast(input));
  }

  private INDArray[] inputsUpToLast(INDArray input) {
    if (size() == 0) {
      throw new IllegalStateException("Sequential() has no modules yet: add one first");
    }
    INDArray[] inputs = new INDArray[size()];
    inputs[0] = input;
    for (int i = 1; i < inputs.length; i++) {
      inputs[i] = forwardInside(i - 1, inputs[i - 1]);
    }
    return inputs;
  }

  /** The output of a child that only another child reads. */
  private INDArray forwardInside(int index, INDArray input) {
    if (!(get(index) instanceof Reshaping reshaping)) {
      return forward(index, input);
    }
    try {
      INDArray view = NDArrays.reshaped(input, reshaping.outputShape(input));
      Probe.output(this, index, view);
      return view;
    } catch (ShapeException | NullPointerException e) {
      throw inside(index, e);
    }
  }

  /** Both halves for a child; the delta of its input is one that only another child reads. */
  private INDArray backwardInside(int index, INDArray input, INDArray delta) {
    if (!(get(index) instanceof Reshaping)) {
      return backward(index, input, delta);
    }
    INDArray view = NDArrays.reshaped(delta, input.shape());
    Probe.backward(this, index, view);
    return view;
  }
}
