package io.github.taeda.nn;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A module around another that notes its calls in a list shared by many. */
final class Calls extends Module {
  private final String name;
  private final Module inner;
  private final List<String> calls;

  Calls(String name, Module inner, List<String> calls) {
    this.name = name;
    this.inner = inner;
    this.calls = calls;
  }

  /** What was noted since the last time this was asked. */
  static List<String> taken(List<String> calls) {
    List<String> taken = new ArrayList<>(calls);
    calls.clear();
    return taken;
  }

  @Override
  public INDArray forward(INDArray input) {
    calls.add(name + ".forward");
    return inner.forward(input);
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    calls.add(name + ".backwardDelta");
    return inner.backwardDelta(input, delta);
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    calls.add(name + ".backwardUpdateGradient");
    inner.backwardUpdateGradient(input, delta);
  }

  @Override
  public INDArray backward(INDArray input, INDArray delta) {
    calls.add(name + ".backward");
    return inner.backward(input, delta);
  }

  @Override
  public List<Parameter> parameters() {
    return inner.parameters();
  }
}
