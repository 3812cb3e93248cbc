package io.github.taeda.nn.graph;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The configuration of a {@link Graph}.
 *
 * @param nodes each behind its sources
 * @param outputs indices of nodes
 * @param modules each once
 */
record GraphConfig(List<GraphNode> nodes, List<Long> outputs, List<Module> modules)
    implements ModuleConfig {

  GraphConfig {
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
    modules = List.copyOf(modules);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < nodes.size(); i++) {
      GraphNode node = nodes.get(i);
      if (!names.add(node.name())) {
        throw new IllegalArgumentException("Graph: two nodes have the name " + node.name());
      }
      require(node + ": source", node.sources(), i);
      if (node.operation() == Operation.MODULE) {
        require(node + ": module", node.settings(), modules.size());
      }
    }
    require("Graph: output", outputs, nodes.size());
  }

  private static void require(String what, List<Long> indices, int end) {
    for (long index : indices) {
      if (index < 0 || index >= end) {
        throw new IllegalArgumentException(
            what + " must be from 0 to " + (end - 1) + ", but was " + index);
      }
    }
  }

  /** Orders the nodes that the outputs depend on; the inputs come first. */
  static GraphConfig of(List<Node> inputs, List<Node> outputs) {
    requireNodes("inputs", inputs);
    requireNodes("outputs", outputs);
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException("Graph: there must be an input and an output");
    }
    Builder builder = new Builder();
    inputs.forEach(builder::addInput);
    List<Long> indices = outputs.stream().map(builder::indexOf).toList();
    Set<Long> read = new HashSet<>(indices);
    builder.nodes.forEach(node -> read.addAll(node.sources()));
    for (int i = 0; i < inputs.size(); i++) {
      if (!read.contains((long) i)) {
        throw new IllegalArgumentException(
            "Graph: no output depends on the input " + inputs.get(i));
      }
    }
    return new GraphConfig(builder.nodes, indices, builder.modules);
  }

  private static void requireNodes(String name, List<Node> nodes) {
    Objects.requireNonNull(nodes, () -> "Graph: " + name + " is null");
    for (int i = 0; i < nodes.size(); i++) {
      String place = name + "[" + i + "]";
      Objects.requireNonNull(nodes.get(i), () -> "Graph: " + place + " is null");
    }
  }

  private static final class Builder {
    private final List<GraphNode> nodes = new ArrayList<>();
    private final List<Module> modules = new ArrayList<>();
    private final IdentityHashMap<Node, Long> indices = new IdentityHashMap<>();

    void addInput(Node input) {
      if (input.operation() != Operation.INPUT || indices.containsKey(input)) {
        throw new IllegalArgumentException(
            "Graph: inputs must be different nodes from Node.input, but there was " + input);
      }
      add(input, List.of(), List.of());
    }

    /**
     * The node's index, after adding what it depends on and itself; not recursive, for long chains.
     */
    long indexOf(Node wanted) {
      Deque<Node> open = new ArrayDeque<>(List.of(wanted));
      while (!open.isEmpty()) {
        Node node = open.peek();
        List<Node> missing =
            node.sources().stream().filter(source -> !indices.containsKey(source)).toList();
        if (missing.isEmpty()) {
          open.pop();
          add(node);
        } else {
          for (int i = missing.size() - 1; i >= 0; i--) { // the first source comes first
            open.push(missing.get(i));
          }
        }
      }
      return index(wanted);
    }

    private void add(Node node) {
      if (indices.containsKey(node)) {
        return;
      }
      if (node.operation() == Operation.INPUT) {
        throw new IllegalArgumentException(
            "Graph: " + node + " is read but is not one of the inputs");
      }
      List<Long> sources = node.sources().stream().map(this::index).toList();
      Module module = node.module();
      add(node, sources, module == null ? node.settings() : List.of(indexOf(module)));
    }

    private long index(Node node) {
      return Objects.requireNonNull(indices.get(node));
    }

    private void add(Node node, List<Long> sources, List<Long> settings) {
      long index = nodes.size();
      String name = node.name();
      String text = name == null ? Long.toString(index) : name;
      nodes.add(new GraphNode(text, node.operation(), sources, settings));
      indices.put(node, index);
    }

    private long indexOf(Module module) {
      for (int i = 0; i < modules.size(); i++) {
        if (modules.get(i) == module) {
          return i;
        }
      }
      modules.add(module);
      return modules.size() - 1L;
    }
  }

  /** The nodes of one operation. */
  List<GraphNode> nodes(Operation operation) {
    return nodes.stream().filter(node -> node.operation() == operation).toList();
  }

  @Override
  public String text() {
    return "";
  }
}
