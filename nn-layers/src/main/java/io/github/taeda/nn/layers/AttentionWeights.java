package io.github.taeda.nn.layers;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Matrices;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of an attention, and its products with them. Those of queries, keys and values are
 * joined, so that each of their products is one.
 */
final class AttentionWeights {
  private final List<Parameter> weights; // of queries, keys, values, each [features, features]
  private final List<Parameter> biases; // [features]
  private final Parameter outputWeight; // [features, features]
  private final Parameter outputBias; // [features]
  private final long features;

  AttentionWeights(long features, Init init, RandomGenerator random) {
    this.features = features;
    weights = Stream.of("query", "key", "value").map(of -> weight(of, init, random)).toList();
    biases = Stream.of("query", "key", "value").map(of -> bias(of, init, random)).toList();
    outputWeight = weight("output", init, random);
    outputBias = bias("output", init, random);
  }

  private Parameter weight(String of, Init init, RandomGenerator random) {
    return Parameter.of(
        of + "Weight", init.weights(features, features, random), features, features);
  }

  private Parameter bias(String of, Init init, RandomGenerator random) {
    return Parameter.of(of + "Bias", init.biases(features, random), features);
  }

  List<Parameter> all() {
    return Stream.of(weights, biases, List.of(outputWeight, outputBias))
        .flatMap(List::stream)
        .toList();
  }

  DataType type() {
    return outputWeight.value().dataType();
  }

  /** Queries, keys and values, {@code [batch, length, 3 features]}. */
  INDArray project(INDArray x) {
    INDArray bias = Scratch.array(x.dataType(), 3 * features);
    join(biases, 0, bias);
    INDArray projected = Scratch.array(x.dataType(), x.size(0), x.size(1), 3 * features);
    Matrices.multiplyAddRow(x, weight(), bias, projected); // [*, features] x [features, 3 features]
    return projected;
  }

  /** {@code [batch, length, features]}. */
  INDArray output(INDArray context) {
    INDArray output = Scratch.like(context);
    INDArray weight = outputWeight.value();
    Matrices.multiplyAddRow(context, weight, outputBias.value(), output); // [*, features] x W + row
    return output;
  }

  INDArray contextDelta(INDArray delta) {
    INDArray contextDelta = Scratch.like(delta);
    Matrices.multiplyTransposeB(delta, outputWeight.value(), contextDelta); // [*, features] x W^T
    return contextDelta;
  }

  INDArray xDelta(INDArray projectedDelta) {
    INDArray xDelta =
        Scratch.array(
            projectedDelta.dataType(), projectedDelta.size(0), projectedDelta.size(1), features);
    Matrices.multiplyTransposeB(projectedDelta, weight(), xDelta); // [*, 3 features] x W^T
    return xDelta;
  }

  void addOutputGradients(INDArray context, INDArray delta) {
    if (outputWeight.overwritesGradient()) {
      Matrices.multiplyTransposeA(context, delta, outputWeight.gradient());
    } else {
      Matrices.addMultiplyTransposeA(context, delta, outputWeight.gradient());
    }
    Reductions.addColumnSums(delta, outputBias.gradient());
  }

  void addGradients(INDArray x, INDArray projectedDelta) {
    INDArray products = Scratch.array(x.dataType(), features, 3 * features);
    Matrices.multiplyTransposeA(x, projectedDelta, products); // [*, features]^T x [*, 3 features]
    for (int i = 0; i < weights.size(); i++) {
      add(Slices.slice(products, 1, i * features, (i + 1) * features), weights.get(i));
    }
    INDArray sums = Scratch.array(x.dataType(), 3 * features);
    Elementwise.fill(sums, 0);
    Reductions.addColumnSums(projectedDelta, sums);
    for (int i : new int[] {0, 2}) { // not of keys: softmax ignores what all scores of a row share
      add(Slices.slice(sums, 0, i * features, (i + 1) * features), biases.get(i));
    }
  }

  /** The weights of queries, keys and values, joined. */
  private INDArray weight() {
    INDArray weight = Scratch.array(type(), features, 3 * features);
    join(weights, 1, weight);
    return weight;
  }

  private void join(List<Parameter> parts, int axis, INDArray joined) {
    for (int i = 0; i < parts.size(); i++) {
      Slices.copyToSlice(parts.get(i).value(), axis, i * features, joined);
    }
  }

  private static void add(INDArray gradient, Parameter parameter) {
    if (parameter.overwritesGradient()) {
      Slices.copy(gradient, parameter.gradient());
    } else {
      Elementwise.add(gradient, parameter.gradient(), parameter.gradient());
    }
  }
}
