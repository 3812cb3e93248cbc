package io.github.taeda.nn.layers;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Attention;
import io.github.taeda.nn.ops.Scratch;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a forward pass of an attention computes, and the backward pass from it.
 *
 * @param x the input
 * @param projected queries, keys and values, {@code [batch, length, 3 features]}
 * @param weights {@code [batch, heads, length, length]}
 * @param context what the heads give, joined, {@code [batch, length, features]}
 */
record AttentionPass(
    AttentionWeights parameters,
    INDArray x,
    INDArray projected,
    INDArray weights,
    INDArray context) {

  /** Checks the input, and computes all but the output. */
  static AttentionPass of(
      Object owner, MultiHeadAttention.Config config, AttentionWeights parameters, INDArray input) {
    Shapes.requireShape(owner, "input", input, -1, -1, config.features());
    Shapes.requireType(owner, "input", input, parameters.type());
    Padding padding = Padding.of(owner, input);
    INDArray projected = parameters.project(input);
    if (padding != null) {
      padding.clear(projected, 1, 3); // keys and values
    }
    long length = input.size(1);
    INDArray weights =
        Scratch.array(input.dataType(), input.size(0), config.heads(), length, length);
    INDArray context = Scratch.like(input);
    boolean @Nullable [] isPadding = padding == null ? null : padding.positions();
    Attention.forward(projected, config.causal(), isPadding, weights, context);
    return new AttentionPass(parameters, input, projected, weights, context);
  }

  INDArray output() {
    return parameters.output(context);
  }

  /** The delta of queries, keys and values. */
  INDArray projectedDelta(INDArray delta) {
    INDArray projectedDelta = Scratch.like(projected);
    INDArray contextDelta = parameters.contextDelta(delta);
    Attention.backward(projected, weights, contextDelta, projectedDelta);
    return projectedDelta;
  }

  void addGradients(INDArray delta, INDArray projectedDelta) {
    parameters.addOutputGradients(context, delta);
    parameters.addGradients(x, projectedDelta);
  }

  INDArray inputDelta(INDArray projectedDelta) {
    return parameters.xDelta(projectedDelta);
  }
}
