package io.github.taeda.nn.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.layers.Embedding;
import io.github.taeda.nn.layers.Identity;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.ops.NDArrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class GraphTest {
  private static INDArray row(float... elements) {
    return NDArrays.of(elements, 1, elements.length);
  }

  private static Linear scaling(double factor) {
    Linear linear = new Linear(1, 1);
    linear.parameters().get(0).value().assign(factor);
    linear.parameters().get(1).value().assign(0);
    return linear;
  }

  @Test
  void a_node_that_is_read_twice_sums_its_deltas() {
    Node x = Node.input("x");
    Node doubled = x.then(scaling(2));
    Graph graph = new Graph(x, Node.add(doubled, Node.multiply(doubled, doubled)));
    assertThat(graph.forward(row(3)).getFloat(0)).isEqualTo(6 + 36);
    assertThat(graph.backwardDelta(row(3), row(1)).getFloat(0)).isEqualTo(2 * (1 + 2 * 6));
  }

  @Test
  void a_module_in_two_nodes_sums_its_gradients() {
    Linear shared = scaling(2);
    Node left = Node.input("left");
    Node right = Node.input("right");
    Graph graph =
        new Graph(List.of(left, right), List.of(Node.add(left.then(shared), right.then(shared))));
    List<INDArray> inputs = List.of(row(3), row(5));
    assertThat(graph.forward(inputs).get(0).getFloat(0)).isEqualTo(16);
    List<INDArray> deltas = graph.backward(inputs, List.of(row(10)));
    assertThat(deltas).extracting(delta -> delta.getFloat(0)).containsExactly(20f, 20f);
    assertThat(graph.parameters()).hasSize(2);
    assertThat(graph.parameters().get(0).gradient().getFloat(0)).isEqualTo(10 * (3 + 5));
  }

  @Test
  void several_outputs_each_have_a_delta() {
    Node x = Node.input("x");
    Node doubled = x.then(scaling(2));
    Graph graph = new Graph(List.of(x), List.of(doubled, x, doubled));
    List<INDArray> inputs = List.of(row(3));
    List<INDArray> outputs = graph.forward(inputs);
    assertThat(outputs).extracting(output -> output.getFloat(0)).containsExactly(6f, 3f, 6f);
    assertThat(outputs.get(1)).isNotSameAs(inputs.get(0));
    assertThat(outputs.get(2)).isNotSameAs(outputs.get(0));
    List<INDArray> deltas = graph.backwardDelta(inputs, List.of(row(1), row(10), row(100)));
    assertThat(deltas.get(0).getFloat(0)).isEqualTo(2 * 101 + 10);
  }

  @Test
  void another_second_input_is_computed_again() {
    Node a = Node.input("a");
    Node b = Node.input("b");
    Graph graph = new Graph(List.of(a, b), List.of(Node.multiply(a, b)));
    INDArray first = row(2);
    graph.forward(List.of(first, row(3)));
    List<INDArray> deltas = graph.backwardDelta(List.of(first, row(7)), List.of(row(1)));
    assertThat(deltas).extracting(delta -> delta.getFloat(0)).containsExactly(7f, 2f);
  }

  @Test
  void parameters_are_named_by_their_nodes() {
    Node x = Node.input("x");
    Graph graph = new Graph(x, x.then("hidden", scaling(1)).then(scaling(1)));
    assertThat(graph.parameters())
        .extracting(ModuleArray::name)
        .containsExactly("hidden.weight", "hidden.bias", "2.weight", "2.bias");
  }

  @Test
  void errors_name_the_node() {
    Node x = Node.input("x");
    Node sum = Node.add(x, x.then(new Linear(3, 2))).named("sum");
    assertThatThrownBy(() -> new Graph(x, sum).forward(row(1, 2, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Graph[sum]: source 1 must be [1, 3], but was [1, 2]");
    assertThatThrownBy(() -> new Graph(x, x.slice(1, 1, 4).named("part")).forward(row(1, 2, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Graph[part]: source must have at least 4 elements along axis 1, but was [1, 3]");
    assertThatThrownBy(() -> new Graph(x, Node.concat(2, x, x).named("both")).forward(row(1)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Graph[both]: source must have an axis 2, but was [1, 1]");
    INDArray indices = row(1).castTo(DataType.INT32);
    assertThatThrownBy(() -> new Graph(x, Node.add(x, x).named("sum")).forward(indices))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("Graph[sum]: source 0 must be FLOAT or DOUBLE");
    Graph net = new Graph(x, x.then("hidden", new Linear(3, 2)));
    assertThatThrownBy(() -> net.forward(row(1)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Graph[hidden] > Linear(3 -> 2): input must be [*, 3], but was [1, 1]");
    assertThatThrownBy(() -> net.backwardDelta(row(1, 2, 3), row(1)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Graph: delta must be [1, 2], but was [1, 1]");
  }

  @Test
  void nodes_that_make_no_graph_are_rejected() {
    Node x = Node.input("x");
    Node y = Node.input("y");
    Node hidden = x.then("hidden", new Identity());
    assertThatThrownBy(() -> new Graph(x, Node.add(x, y)))
        .hasMessage("Graph: y is read but is not one of the inputs");
    assertThatThrownBy(() -> new Graph(List.of(x, y), List.of(hidden)))
        .hasMessage("Graph: no output depends on the input y");
    assertThatThrownBy(() -> new Graph(hidden, hidden))
        .hasMessage("Graph: inputs must be different nodes from Node.input, but there was hidden");
    assertThatThrownBy(() -> new Graph(x, hidden.then("x", new Identity())))
        .hasMessage("Graph: two nodes have the name x");
    assertThatThrownBy(() -> new Graph(x, hidden.named("a.b")))
        .hasMessage("Graph: name of a node must be letters, digits and _, but was \"a.b\"");
    assertThatThrownBy(() -> new Graph(List.of(x), List.of()))
        .hasMessage("Graph: there must be an input and an output");
    assertThatThrownBy(() -> Node.concat(0, x)).hasMessageContaining("axis must be at least 1");
    assertThatThrownBy(() -> x.slice(1, 2, 2)).hasMessageContaining("end must be at least 3");
  }

  @Test
  void a_graph_of_several_inputs_says_how_to_call_it() {
    Node x = Node.input("x");
    Node y = Node.input("y");
    Graph graph = new Graph(List.of(x, y), List.of(Node.add(x, y)));
    assertThatThrownBy(() -> graph.forward(row(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Graph: it has 2 inputs and 1 outputs; use the methods that take lists");
    assertThatThrownBy(() -> graph.forward(List.of(row(1))))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Graph: inputs must be 2 arrays, but were 1");
  }

  @Test
  void dot_shows_nodes_and_arrows() {
    Node x = Node.input("x");
    Graph graph = new Graph(x, Node.concat(1, x, x.then("hidden", new Linear(3, 2))));
    assertThat(graph.dot())
        .isEqualTo(
            """
            digraph {
              node [shape=box];
              0 [label="x\\ninput", shape=ellipse];
              1 [label="hidden\\nLinear(3 -> 2)"];
              0 -> 1;
              2 [label="2\\nconcat [1]", peripheries=2];
              0 -> 2;
              1 -> 2;
            }
            """);
  }

  @Test
  void slices_of_indices_have_deltas_of_zeros() {
    Node ids = Node.input("ids");
    Graph graph = new Graph(ids, ids.slice(1, 1, 3).then(new Embedding(4, 2)));
    INDArray input = row(1, 2, 3).castTo(DataType.INT32);
    INDArray delta = graph.backward(input, NDArrays.of(new float[4], 1, 2, 2));
    assertThat(delta.toFloatMatrix()).isDeepEqualTo(new float[1][3]);
  }

  @Test
  void null_is_named() {
    Node x = Node.input("x");
    assertThatThrownBy(() -> new Graph(null, List.of(x)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("Graph: inputs is null");
    assertThatThrownBy(() -> new Graph(List.of(x), Collections.singletonList(null)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("Graph: outputs[0] is null");
  }

  @Test
  void a_graph_may_be_a_long_chain() {
    Node x = Node.input("x");
    Node sum = x;
    for (int i = 0; i < 20_000; i++) {
      sum = Node.add(sum, x);
    }
    Graph graph = new Graph(x, sum);
    assertThat(graph.forward(row(1)).getFloat(0)).isEqualTo(20_001);
    assertThat(graph.backwardDelta(row(1), row(1)).getFloat(0)).isEqualTo(20_001);
  }

  @Test
  void deltas_of_inputs_are_new_arrays() {
    Node a = Node.input("a");
    Node b = Node.input("b");
    Graph graph = new Graph(List.of(a, b), List.of(Node.add(a, b)));
    INDArray delta = row(5);
    List<INDArray> deltas = graph.backwardDelta(List.of(row(1), row(2)), List.of(delta));
    deltas.get(0).assign(0);
    assertThat(delta.getFloat(0)).isEqualTo(5);
    assertThat(deltas.get(1).getFloat(0)).isEqualTo(5);
  }
}
