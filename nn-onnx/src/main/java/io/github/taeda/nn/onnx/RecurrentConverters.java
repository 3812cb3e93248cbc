package io.github.taeda.nn.onnx;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.layers.GRU;
import io.github.taeda.nn.layers.LSTM;
import io.github.taeda.nn.layers.RNN;
import io.github.taeda.nn.ops.NDArrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Recurrent modules: time first in ONNX, the gates in another order. */
final class RecurrentConverters {
  private static final Map<String, Object> BATCH_SECOND = Map.of("perm", new long[] {1, 0, 2});

  private RecurrentConverters() {}

  static void addTo(ConverterTable table) {
    table.add(RNN.class, (module, graph, x) -> recurrent("RNN", module, graph, x, 0));
    // ONNX has input, output, forget, cell; here it is input, forget, cell, output.
    table.add(LSTM.class, (module, graph, x) -> recurrent("LSTM", module, graph, x, 0, 3, 1, 2));
    // ONNX has update, reset, new; here it is reset, update, new.
    table.add(GRU.class, (module, graph, x) -> recurrent("GRU", module, graph, x, 1, 0, 2));
  }

  /**
   * One recurrent module.
   *
   * @param gates the gates here in the order that they have there
   */
  private static OnnxValue recurrent(
      String operator, Module module, OnnxGraph graph, OnnxValue x, int... gates) {
    Settings settings = Settings.of(module);
    long hidden = settings.integer("hidden");
    List<Parameter> parameters = module.parameters();
    OnnxValue weight = weight(parameters.get(0), hidden, gates, graph);
    OnnxValue recurrentWeight = weight(parameters.get(1), hidden, gates, graph);
    OnnxValue steps = graph.apply("Transpose", List.of(x), BATCH_SECOND);
    OnnxValue bias = graph.constant("biases", biases(parameters, hidden, gates));
    String direction = settings.flag("reverse") ? "reverse" : "forward";
    Map<String, Object> attributes =
        operator.equals("GRU")
            ? Map.of("hidden_size", hidden, "direction", direction, "linear_before_reset", 1)
            : Map.of("hidden_size", hidden, "direction", direction);
    boolean isLast = settings.flag("last");
    OnnxValue states = // [length, 1, batch, hidden], or the last one [1, batch, hidden]
        graph.output(
            operator, List.of(steps, weight, recurrentWeight, bias), attributes, isLast ? 1 : 0);
    OnnxValue squeezed = graph.apply("Squeeze", states, graph.integers(isLast ? 0 : 1));
    return isLast
        ? squeezed.withRank(2)
        : graph.apply("Transpose", List.of(squeezed.withRank(3)), BATCH_SECOND);
  }

  /** {@code [in, gates · hidden] → [1, gates · hidden, in]}. */
  private static OnnxValue weight(Parameter parameter, long hidden, int[] gates, OnnxGraph graph) {
    INDArray value = parameter.value();
    INDArray ordered = NDArrays.zeros(value.dataType(), 1, value.size(1), value.size(0));
    INDArray target = ordered.slice(0);
    for (int i = 0; i < gates.length; i++) {
      INDArray gate = value.get(NDArrayIndex.all(), block(gates[i], hidden));
      target.put(new INDArrayIndex[] {block(i, hidden), NDArrayIndex.all()}, gate.transpose());
    }
    return graph.parameter(parameter, ordered);
  }

  /** {@code [1, 2 · gates · hidden]}: of the inputs, then of the state; zeros if there are none. */
  private static INDArray biases(List<Parameter> parameters, long hidden, int[] gates) {
    INDArray first = parameters.get(2).value();
    double[] inputs = values(first);
    double[] states =
        parameters.size() == 4 ? values(parameters.get(3).value()) : new double[inputs.length];
    double[] all = new double[2 * inputs.length];
    int size = (int) hidden;
    for (int i = 0; i < gates.length; i++) {
      System.arraycopy(inputs, gates[i] * size, all, i * size, size);
      System.arraycopy(states, gates[i] * size, all, inputs.length + i * size, size);
    }
    return NDArrays.of(all, 1, all.length);
  }

  private static double[] values(INDArray array) {
    double[] values = new double[(int) array.length()];
    NDArrays.readValues(array, values);
    return values;
  }

  private static INDArrayIndex block(int gate, long hidden) {
    return NDArrayIndex.interval(gate * hidden, (gate + 1) * hidden);
  }
}
