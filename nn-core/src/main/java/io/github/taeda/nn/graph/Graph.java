package io.github.taeda.nn.graph;

import static java.util.Collections.singletonList;

import io.github.taeda.nn.Container;
import io.github.taeda.nn.ForwardCache;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A net of {@linkplain Node nodes}, with any number of inputs and outputs (Torch's {@code
 * nngraph.gModule}).
 *
 * <p>Forward computes each node after its sources; backward goes in the reverse order, and the
 * delta of a node is the sum over all that read it. Parameters are named by their node, {@code
 * hidden.weight}, or by its index; those of a module in several nodes by the first. In training the
 * values of all nodes are remembered; for other inputs backward computes them again.
 *
 * <p>A {@code Sequential} in several nodes remembers its last use only, and computes the others
 * again in backward. Dropout within it would then drop other elements than in forward: make it a
 * node.
 *
 * <p>A graph of one input and one output is used like any module; one of several by lists, in the
 * order in which it was given them.
 */
public final class Graph extends Container {
  /** What copies and model files know of this class. */
  public static final ModuleType<Graph> TYPE =
      ModuleType.of(
          Graph.class, GraphConfig.class, graph -> graph.config, config -> new Graph(config));

  private final GraphConfig config;
  private final int inputs;
  private final ForwardCache<Values> cache = new ForwardCache<>();

  /** What a pass computed: its inputs, and the value of each node. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Values(List<INDArray> inputs, INDArray[] ofNodes) {
    boolean isOf(List<INDArray> others) {
      return IntStream.range(0, inputs.size()).allMatch(i -> inputs.get(i) == others.get(i));
    }
  }

  /** What a backward pass computes. */
  private enum Want {
    DELTAS,
    GRADIENTS,
    BOTH
  }

  /** Creates a graph of one input and one output. */
  public Graph(Node input, Node output) {
    this(
        List.of(Objects.requireNonNull(input, "Graph: input is null")),
        List.of(Objects.requireNonNull(output, "Graph: output is null")));
  }

  /**
   * Creates a graph.
   *
   * @throws IllegalArgumentException if an input is missing, not needed, or no {@link Node#input},
   *     or two nodes have one name
   */
  public Graph(List<Node> inputs, List<Node> outputs) {
    this(GraphConfig.of(inputs, outputs));
  }

  private Graph(GraphConfig config) {
    this.config = config;
    if (config.nodes(Operation.INPUT).isEmpty() || config.outputs().isEmpty()) {
      throw new IllegalArgumentException("Graph: there must be an input and an output");
    }
    inputs = config.nodes(Operation.INPUT).size();
    config.modules().forEach(this::append);
  }

  @Override
  public INDArray forward(INDArray input) {
    requireSingle();
    return forward(singletonList(input)).get(0);
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    requireSingle();
    return backwardDelta(singletonList(input), singletonList(delta)).get(0);
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    requireSingle();
    backwardUpdateGradient(singletonList(input), singletonList(delta));
  }

  @Override
  public INDArray backward(INDArray input, INDArray delta) {
    requireSingle();
    return backward(singletonList(input), singletonList(delta)).get(0);
  }

  /** The outputs, for one array per input. */
  public List<INDArray> forward(List<INDArray> inputs) {
    requireInputs(inputs);
    INDArray[] values = compute(inputs);
    if (isTraining()) {
      cache.store(inputs.get(0), new Values(List.copyOf(inputs), values));
    }
    List<Long> outputs = config.outputs();
    return IntStream.range(0, outputs.size())
        .mapToObj(k -> own(values, outputs.get(k).intValue(), outputs.indexOf(outputs.get(k)) < k))
        .toList();
  }

  /** The deltas of the inputs, for one delta per output. */
  public List<INDArray> backwardDelta(List<INDArray> inputs, List<INDArray> deltas) {
    return backward(inputs, deltas, Want.DELTAS);
  }

  /** Adds the gradients, for one delta per output. */
  public void backwardUpdateGradient(List<INDArray> inputs, List<INDArray> deltas) {
    backward(inputs, deltas, Want.GRADIENTS);
  }

  /** Does both. */
  public List<INDArray> backward(List<INDArray> inputs, List<INDArray> deltas) {
    return backward(inputs, deltas, Want.BOTH);
  }

  /** The graph in the language of Graphviz, {@code dot -Tsvg}. */
  public String dot() {
    return GraphDot.of(config);
  }

  @Override
  public ModuleType<Graph> type() {
    return TYPE;
  }

  /** The name of the first node that has the module. */
  @Override
  protected String childName(int index) {
    return config.nodes(Operation.MODULE).stream()
        .filter(node -> node.settings().get(0) == index)
        .map(GraphNode::name)
        .findFirst()
        .orElse(Integer.toString(index));
  }

  private INDArray[] compute(List<INDArray> inputs) {
    INDArray[] values = new INDArray[config.nodes().size()];
    int next = 0;
    for (int i = 0; i < values.length; i++) {
      GraphNode node = config.nodes().get(i);
      values[i] =
          switch (node.operation()) {
            case INPUT -> inputs.get(next++);
            case MODULE -> forward(node.child(), node.sourcesIn(values)[0]);
            default -> node.operation().forward(node, node.sourcesIn(values));
          };
    }
    return values;
  }

  private List<INDArray> backward(List<INDArray> inputs, List<INDArray> deltas, Want want) {
    INDArray[] values = valuesOf(inputs);
    requireCount("deltas", deltas, config.outputs().size());
    GraphDeltas all = new GraphDeltas(config);
    for (int k = 0; k < deltas.size(); k++) {
      int output = config.outputs().get(k).intValue();
      String what = deltas.size() == 1 ? "delta" : "delta " + k;
      Shapes.requireLike(name(), what, deltas.get(k), values[output]);
      all.add(output, deltas.get(k));
    }
    for (int i = values.length - 1; i >= 0; i--) {
      GraphNode node = config.nodes().get(i);
      INDArray delta = all.of(i);
      if (delta != null && node.operation() != Operation.INPUT) {
        backward(node, node.sourcesIn(values), delta, want, all);
      }
    }
    return want == Want.GRADIENTS ? List.of() : all.ofInputs(inputs, deltas);
  }

  private void backward(
      GraphNode node, INDArray[] x, INDArray delta, Want want, GraphDeltas deltas) {
    if (node.operation() == Operation.MODULE) {
      int source = node.sources().get(0).intValue();
      if (want == Want.DELTAS) {
        deltas.add(source, backwardDelta(node.child(), x[0], delta));
      } else if (want == Want.GRADIENTS && deltas.isInput(source)) {
        backwardUpdateGradient(node.child(), x[0], delta);
      } else {
        deltas.add(source, backward(node.child(), x[0], delta));
      }
      return;
    }
    for (int k = 0; k < x.length; k++) {
      int source = node.sources().get(k).intValue();
      if (want != Want.GRADIENTS || !deltas.isInput(source)) {
        deltas.add(source, node.operation().backward(node, x, k, delta));
      }
    }
  }

  /** The values of the nodes, remembered or computed again. */
  private INDArray[] valuesOf(List<INDArray> inputs) {
    requireInputs(inputs);
    Values known = isTraining() ? cache.recall(inputs.get(0)) : null;
    return known != null && known.isOf(inputs) ? known.ofNodes : again(() -> compute(inputs));
  }

  /** A node's value as an output, which must be a new array. */
  private INDArray own(INDArray[] values, int index, boolean isRepeated) {
    INDArray value = values[index];
    boolean isNew = !isRepeated && config.nodes().get(index).operation() != Operation.INPUT;
    return isNew ? value : GraphDeltas.copy(value);
  }

  private void requireInputs(List<INDArray> inputs) {
    requireCount("inputs", inputs, this.inputs);
    for (int i = 0; i < inputs.size(); i++) {
      Shapes.requireArray(name(), inputs.size() == 1 ? "input" : "input " + i, inputs.get(i));
    }
  }

  private void requireCount(String what, List<INDArray> arrays, int count) {
    Objects.requireNonNull(arrays, () -> "Graph: " + what + " is null");
    if (arrays.size() != count) {
      throw new ShapeException(
          "Graph: " + what + " must be " + count + " arrays, but were " + arrays.size());
    }
  }

  private void requireSingle() {
    if (inputs != 1 || config.outputs().size() != 1) {
      throw new IllegalStateException(
          "Graph: it has "
              + inputs
              + " inputs and "
              + config.outputs().size()
              + " outputs; use the methods that take lists");
    }
  }
}
