package io.github.taeda.nn.testing;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a module makes of one input and delta: copies of its output, the input's delta and the
 * gradients, by name.
 */
public final class Pass {
  private final Map<String, INDArray> results = new LinkedHashMap<>();

  private Pass() {}

  /** The gradients set to zero, then forward and backward. */
  public static Pass of(Module module, INDArray input, INDArray delta) {
    module.zeroGradient();
    Pass pass = new Pass();
    pass.results.put("output", module.forward(input).dup());
    pass.results.put("inputDelta", module.backward(input, delta).dup());
    pass.putGradients(module);
    return pass;
  }

  /** The gradients set to zero, then backward without a forward pass. */
  public static Pass backward(Module module, INDArray input, INDArray delta) {
    module.zeroGradient();
    Pass pass = new Pass();
    pass.results.put("inputDelta", module.backward(input, delta).dup());
    pass.putGradients(module);
    return pass;
  }

  /** The gradients set to zero, then the halves of backward, without a forward pass. */
  public static Pass halves(Module module, INDArray input, INDArray delta) {
    module.zeroGradient();
    Pass pass = new Pass();
    pass.results.put("inputDelta", module.backwardDelta(input, delta).dup());
    module.backwardUpdateGradient(input, delta);
    pass.putGradients(module);
    return pass;
  }

  /** The gradients that a module has now. */
  public static Pass gradients(Module module) {
    Pass pass = new Pass();
    pass.putGradients(module);
    return pass;
  }

  private void putGradients(Module module) {
    for (Parameter parameter : module.parameters()) {
      results.put("gradient of " + parameter.name(), parameter.gradient().dup());
    }
  }

  /** All results by name. */
  public Map<String, INDArray> results() {
    return Collections.unmodifiableMap(results);
  }

  public INDArray output() {
    return get("output");
  }

  public INDArray inputDelta() {
    return get("inputDelta");
  }

  /** Only the gradients. */
  public Pass gradients() {
    Pass pass = new Pass();
    results.forEach(
        (name, array) -> {
          if (name.startsWith("gradient")) {
            pass.results.put(name, array);
          }
        });
    return pass;
  }

  /** All results times a number. */
  public Pass times(double factor) {
    Pass pass = new Pass();
    results.forEach((name, array) -> pass.results.put(name, array.mul(factor)));
    return pass;
  }

  /** Zeros in place of all results. */
  public Pass zeros() {
    Pass pass = new Pass();
    results.forEach(
        (name, array) -> pass.results.put(name, Make.filled(array.dataType(), 0, array.shape())));
    return pass;
  }

  /** All results added to those of another pass. */
  public Pass plus(Pass other) {
    Pass pass = new Pass();
    results.forEach((name, array) -> pass.results.put(name, array.add(other.get(name))));
    return pass;
  }

  /** Requires that every result of this pass is close to the expected pass's of the same name. */
  public void requireClose(String when, Pass expected, double tolerance) {
    results.forEach(
        (name, array) -> Compare.close(name + ", " + when, array, expected.get(name), tolerance));
  }

  /** Requires that every result of this pass is bit for bit the expected pass's. */
  public void requireExact(String when, Pass expected) {
    results.forEach((name, array) -> Compare.exact(name + ", " + when, array, expected.get(name)));
  }

  private INDArray get(String name) {
    INDArray result = results.get(name);
    if (result == null) {
      throw new IllegalStateException("no " + name + " in this pass");
    }
    return result;
  }
}
