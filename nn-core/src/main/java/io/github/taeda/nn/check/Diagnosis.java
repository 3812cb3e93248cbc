package io.github.taeda.nn.check;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.SplitMix;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Search for the first array of an iteration with an element that is infinite or NaN.
 *
 * <pre>{@code
 * Diagnosis.firstNotFinite(net, loss, input, target).ifPresent(System.out::println);
 * // Sequential[1] > Linear(3 -> 2): the output has Infinity at [0, 1]
 * }</pre>
 */
public final class Diagnosis {
  private Diagnosis() {}

  /**
   * Computes an iteration up to the gradients and says which element is the first to be infinite or
   * NaN.
   *
   * <p>The order is that of the computation: the input, the modules' outputs and buffers from the
   * first module to the last, the target, the loss and its delta, then from the last module to the
   * first the gradients of its parameters and the delta it hands on. A container comes after its
   * children.
   *
   * <p>The module computes in the mode it is in. Its parameters, gradients, buffers and generators
   * of random numbers, if they are {@link SplitMix}, are afterwards as they were, also when this
   * ends in an exception; other generators move on.
   *
   * @param module what maps the input to the prediction, its path is in the sentence
   * @param loss of its output
   * @param input x, {@code [batch, …]}
   * @param target y
   * @return a sentence, or nothing if all elements are finite
   * @throws io.github.taeda.nn.ShapeException if input or target do not fit
   */
  public static Optional<String> firstNotFinite(
      Module module, Loss loss, INDArray input, INDArray target) {
    Objects.requireNonNull(module, "Diagnosis: module is null");
    Objects.requireNonNull(loss, "Diagnosis: loss is null");
    Shapes.requireArray("Diagnosis", "input", input);
    Shapes.requireArray("Diagnosis", "target", target);
    ModuleValues before = new ModuleValues(module);
    Map<SplitMix, Long> generators = SplitMix.states(module.generators());
    try {
      return new FirstNonFinite(module).search(loss, input, target);
    } finally {
      before.restore();
      generators.forEach(SplitMix::restore);
    }
  }
}
