package io.github.taeda.nn.onnx;

import io.github.taeda.nn.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Graphs of nodes, read as model files hold them. */
final class GraphConverter {
  private GraphConverter() {}

  /** The outputs, for one value per input. */
  static List<OnnxValue> outputs(Graph net, OnnxGraph graph, List<OnnxValue> inputs) {
    Settings settings = Settings.of(net);
    List<OnnxValue> values = new ArrayList<>();
    int next = 0;
    for (Settings node : settings.all("nodes")) {
      List<OnnxValue> sources =
          node.sizes("sources").stream().map(source -> values.get(source.intValue())).toList();
      values.add(
          node.text("operation").equals("INPUT")
              ? inputs.get(next++)
              : value(net, node, graph, sources));
    }
    return settings.sizes("outputs").stream().map(i -> values.get(i.intValue())).toList();
  }

  /** The names of the inputs. */
  static List<String> inputNames(Graph net) {
    return Settings.of(net).all("nodes").stream()
        .filter(node -> node.text("operation").equals("INPUT"))
        .map(node -> node.text("name"))
        .toList();
  }

  private static OnnxValue value(
      Graph net, Settings node, OnnxGraph graph, List<OnnxValue> sources) {
    List<Long> numbers = node.sizes("settings");
    return switch (node.text("operation")) {
      case "MODULE" -> graph.child(net, numbers.get(0).intValue(), sources.get(0));
      case "ADD" -> fold("Add", graph, sources);
      case "MULTIPLY" -> fold("Mul", graph, sources);
      case "CONCAT" -> ContainerConverters.concat(graph, sources, numbers.get(0));
      case "SLICE" -> slice(graph, sources.get(0), numbers);
      default -> throw graph.unsupported(net, "of its node " + node.text("name"));
    };
  }

  private static OnnxValue fold(String operator, OnnxGraph graph, List<OnnxValue> sources) {
    List<OnnxValue> values = graph.aligned(sources);
    OnnxValue result = values.get(0);
    for (OnnxValue other : values.subList(1, values.size())) {
      result = graph.apply(operator, result, other);
    }
    return result;
  }

  private static OnnxValue slice(OnnxGraph graph, OnnxValue x, List<Long> numbers) {
    long axis = ContainerConverters.axis(x, numbers.get(0));
    return graph.apply(
        "Slice",
        List.of(
            x,
            graph.integers(numbers.get(1)),
            graph.integers(numbers.get(2)),
            graph.integers(axis)),
        Map.of());
  }
}
