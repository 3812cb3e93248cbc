package io.github.taeda.nn.onnx;

import io.github.taeda.nn.Module;

/**
 * Writes the modules of one class into an ONNX graph.
 *
 * <pre>{@code
 * OnnxOptions.defaults()
 *     .with(ScaledTanH.class, (module, graph, x) ->
 *         graph.apply("Mul", graph.apply("Tanh", x), graph.parameter(module.parameters().get(0))))
 * }</pre>
 *
 * @param <M> the class
 */
@FunctionalInterface
public interface OnnxConverter<M extends Module> {

  /**
   * Adds the operators that compute what {@link Module#forward} computes in evaluation.
   *
   * @param input the module's input, channels last
   * @return its output
   * @throws UnsupportedOperationException if the module cannot be written; its message says why
   */
  OnnxValue convert(M module, OnnxGraph graph, OnnxValue input);
}
