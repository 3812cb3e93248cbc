package io.github.taeda.nn.graph;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Shapes;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A value in a net that is no chain: an input, or what a module or an operation makes of other
 * nodes. Nodes never change; {@link Graph} makes a module of them.
 *
 * <pre>{@code
 * Node x = Node.input("x");
 * Node hidden = x.then("hidden", new Linear(10, 20)).then(new ReLU());
 * Node y = Node.concat(1, x, hidden).then("last", new Linear(30, 3));
 * Graph net = new Graph(x, y);
 * }</pre>
 *
 * <p>A module that is used by several nodes has one set of parameters, whose gradients are summed;
 * a node that is read several times sums its deltas.
 */
public final class Node {
  private final @Nullable String name; // null: its index
  private final Operation operation;
  private final List<Node> sources;
  private final List<Long> settings;
  private final @Nullable Module module;

  private Node(
      @Nullable String name,
      Operation operation,
      List<Node> sources,
      List<Long> settings,
      @Nullable Module module) {
    this.name = name;
    this.operation = operation;
    this.sources = sources;
    this.settings = settings;
    this.module = module;
  }

  /**
   * An input of the graph.
   *
   * @param name letters, digits and underscores
   */
  public static Node input(String name) {
    Objects.requireNonNull(name, "Node: name is null");
    return new Node(name, Operation.INPUT, List.of(), List.of(), null);
  }

  /** The output of a module with this node as input. */
  public Node then(Module module) {
    Objects.requireNonNull(module, "Node: module is null");
    return new Node(null, Operation.MODULE, List.of(this), List.of(), module);
  }

  /**
   * The same under a name, which is part of the path of its parameters: {@code hidden.weight}.
   *
   * @param name letters, digits and underscores
   */
  public Node then(String name, Module module) {
    return then(module).named(name);
  }

  /** The sum of nodes of one shape. */
  public static Node add(Node... nodes) {
    return of(Operation.ADD, nodes);
  }

  /** The elementwise product of nodes of one shape. */
  public static Node multiply(Node... nodes) {
    return of(Operation.MULTIPLY, nodes);
  }

  /**
   * Nodes one after another along an axis.
   *
   * @param axis at least 1; 0 is the batch
   */
  public static Node concat(int axis, Node... nodes) {
    return of(Operation.CONCAT, nodes, Shapes.requireLeast("Node.concat", "axis", axis, 1));
  }

  /**
   * Part of this node along an axis.
   *
   * @param axis at least 1; 0 is the batch
   * @param start the first index, at least 0
   * @param end the index after the last, more than start
   */
  public Node slice(int axis, long start, long end) {
    Shapes.requireLeast("Node.slice", "axis", axis, 1);
    Shapes.requireLeast("Node.slice", "start", start, 0);
    Shapes.requireLeast("Node.slice", "end", end, start + 1);
    List<Long> settings = List.of((long) axis, start, end);
    return new Node(null, Operation.SLICE, List.of(this), settings, null);
  }

  /**
   * A node that computes the same, with a name; use it in place of this one.
   *
   * @param name letters, digits and underscores
   */
  public Node named(String name) {
    Objects.requireNonNull(name, "Node: name is null");
    return new Node(name, operation, sources, settings, module);
  }

  private static Node of(Operation operation, Node[] nodes, long... settings) {
    String owner = "Node." + operation.name().toLowerCase(Locale.ROOT);
    Objects.requireNonNull(nodes, () -> owner + ": nodes is null");
    Shapes.requireSize(owner, "number of nodes", nodes.length);
    for (int i = 0; i < nodes.length; i++) {
      int index = i;
      Objects.requireNonNull(nodes[i], () -> owner + ": nodes[" + index + "] is null");
    }
    List<Long> values = LongStream.of(settings).boxed().toList();
    return new Node(null, operation, List.of(nodes), values, null);
  }

  @Nullable String name() {
    return name;
  }

  Operation operation() {
    return operation;
  }

  List<Node> sources() {
    return sources;
  }

  List<Long> settings() {
    return settings;
  }

  @Nullable Module module() {
    return module;
  }

  /** {@code hidden}; without a name what it is, {@code ADD} or {@code Linear(3 -> 4)}. */
  @Override
  public String toString() {
    if (name != null) {
      return name;
    }
    return module == null ? operation.name() : module.toString();
  }
}
