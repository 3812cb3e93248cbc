package io.github.taeda.nn.graph;

import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The deltas of the nodes in one backward pass, each the sum over those that read the node. */
final class GraphDeltas {
  private final GraphConfig config;
  private final @Nullable INDArray[] deltas;

  GraphDeltas(GraphConfig config) {
    this.config = config;
    deltas = new INDArray[config.nodes().size()];
  }

  /** Adds what one reader makes of its delta, without writing to it. */
  void add(int node, INDArray delta) {
    INDArray before = deltas[node];
    if (before == null) {
      deltas[node] = delta;
      return;
    }
    INDArray sum = Scratch.like(before);
    Elementwise.add(before, delta, sum);
    deltas[node] = sum;
  }

  /** The delta of a node; null if nobody reads it. */
  @Nullable INDArray of(int node) {
    return deltas[node];
  }

  boolean isInput(int node) {
    return config.nodes().get(node).operation() == Operation.INPUT;
  }

  /** The deltas of the inputs, each a new array. */
  List<INDArray> ofInputs(List<INDArray> inputs, List<INDArray> given) {
    List<INDArray> results = new ArrayList<>();
    for (int i = 0; i < deltas.length; i++) {
      if (isInput(i)) {
        INDArray delta = deltas[i];
        if (delta == null) {
          delta = Scratch.like(inputs.get(results.size()));
          Elementwise.fill(delta, 0);
        }
        boolean isNew = !contains(given, delta) && !contains(results, delta);
        results.add(isNew ? delta : copy(delta));
      }
    }
    return List.copyOf(results);
  }

  private static boolean contains(List<INDArray> arrays, INDArray array) {
    return arrays.stream().anyMatch(other -> other == array);
  }

  static INDArray copy(INDArray x) {
    INDArray copy = Scratch.like(x);
    Slices.copy(x, copy);
    return copy;
  }
}
