package io.github.taeda.nn.graph;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A node of a {@link Graph} as copies and model files hold it.
 *
 * @param name how messages and paths name it
 * @param sources indices of the nodes that it reads, all before its own
 * @param settings what {@link Operation} says
 */
record GraphNode(String name, Operation operation, List<Long> sources, List<Long> settings) {

  GraphNode {
    sources = List.copyOf(sources);
    settings = List.copyOf(settings);
    if (!name.matches("\\w+")) {
      throw new IllegalArgumentException(
          "Graph: name of a node must be letters, digits and _, but was \"" + name + "\"");
    }
    if (!operation.accepts(sources, settings)) {
      throw new IllegalArgumentException(
          "Graph["
              + name
              + "]: "
              + operation
              + " cannot have sources "
              + sources
              + " and settings "
              + settings);
    }
  }

  /** The index of its module. */
  int child() {
    return settings.get(0).intValue();
  }

  /** The values of its sources. */
  INDArray[] sourcesIn(INDArray[] values) {
    INDArray[] x = new INDArray[sources.size()];
    for (int k = 0; k < x.length; k++) {
      x[k] = values[sources.get(k).intValue()];
    }
    return x;
  }

  /** {@code Graph[hidden]}. */
  @Override
  public String toString() {
    return "Graph[" + name + "]";
  }
}
