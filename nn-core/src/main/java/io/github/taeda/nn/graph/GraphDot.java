package io.github.taeda.nn.graph;

import io.github.taeda.nn.Container;
import io.github.taeda.nn.Module;
import java.util.List;
import java.util.Locale;

/** A picture of a graph as text for Graphviz. */
final class GraphDot {
  private GraphDot() {}

  static String of(GraphConfig config) {
    StringBuilder text = new StringBuilder("digraph {\n  node [shape=box];\n");
    List<GraphNode> nodes = config.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      GraphNode node = nodes.get(i);
      String shape = node.operation() == Operation.INPUT ? ", shape=ellipse" : "";
      String line = config.outputs().contains((long) i) ? ", peripheries=2" : "";
      text.append("  ").append(i).append(" [label=\"").append(label(node, config.modules()));
      text.append('"').append(shape).append(line).append("];\n");
      for (long source : node.sources()) {
        text.append("  ").append(source).append(" -> ").append(i).append(";\n");
      }
    }
    return text.append("}\n").toString();
  }

  /** The name and what the node is, on two lines. */
  private static String label(GraphNode node, List<Module> modules) {
    String what =
        switch (node.operation()) {
          case INPUT -> "input";
          case MODULE -> Container.nameOf(modules.get(node.child()));
          default ->
              node.operation().name().toLowerCase(Locale.ROOT)
                  + (node.settings().isEmpty() ? "" : " " + node.settings());
        };
    return (node.name() + "\n" + what)
        .replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n");
  }
}
