package io.github.taeda.examples.activations;

import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.draw.LineChart;
import io.github.taeda.examples.report.Table;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.layers.GELU;
import io.github.taeda.nn.layers.Heaviside;
import io.github.taeda.nn.layers.LeakyReLU;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.layers.Sigmoid;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.ops.NDArrays;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Six activation functions and their derivatives. A derivative is what the module's backward pass
 * returns for a delta of 1; it is compared with central differences of the module's outputs.
 */
@Command(
    name = "activations",
    description =
        "Draws activation functions and their derivatives, and checks these by finite differences.")
public final class ActivationsExample implements Callable<Integer> {
  private static final double MAX_INPUT = 4; // the curves go from −4 to 4
  private static final int INTERVALS = 400; // between 401 inputs
  private static final double SPACING = 2 * MAX_INPUT / INTERVALS;
  private static final double SLOPE = 0.1; // of the leaky ReLU left of 0, large enough to be seen
  private static final double TOLERANCE = 1e-3; // of the comparison with central differences
  private static final int[] SHOWN = {-2, -1, 0, 1, 2}; // inputs in the table

  @Mixin private final ExampleOptions options = new ExampleOptions();

  @Override
  public Integer call() throws IOException {
    RunOutput out = options.output("Activations");
    out.fact("data", "none: " + (INTERVALS + 1) + " evenly spaced inputs from -4 to 4");
    double[] inputs = inputs();
    LineChart values = new LineChart("Activations", "x", "f(x)").range(-1.5, 2.5);
    LineChart slopes = new LineChart("Derivatives", "x", "f'(x)").range(-0.25, 1.25);
    Table table = Table.of("f", "x = -2", "-1", "0", "1", "2", "max. error");
    double worst = 0;
    for (Map.Entry<String, Module> function : functions().entrySet()) {
      double[] outputs = outputs(function.getValue(), inputs);
      double[] derivatives = derivatives(function.getValue(), inputs);
      double error = maxError(outputs, derivatives);
      worst = Math.max(worst, error);
      values.line(function.getKey(), inputs, outputs);
      slopes.line(function.getKey(), inputs, derivatives);
      table.row(row(function.getKey(), outputs, ""));
      table.row(row("  derivative", derivatives, String.format(Locale.ROOT, "%.1e", error)));
    }

    out.table(table);
    out.picture("activations", "Six activation functions and their derivatives", values, slopes);
    return out.end(worst < TOLERANCE, result(worst));
  }

  private static String result(double maxError) {
    return maxError < TOLERANCE
        ? "Correct: every derivative agrees with central differences."
        : String.format(Locale.ROOT, "Wrong: a derivative has an error of %.1e.", maxError);
  }

  private static double[] inputs() {
    double[] inputs = new double[INTERVALS + 1];
    Arrays.setAll(inputs, i -> -MAX_INPUT + i * SPACING);
    return inputs;
  }

  static Map<String, Module> functions() {
    Map<String, Module> functions = new LinkedHashMap<>();
    functions.put("sigmoid", new Sigmoid());
    functions.put("step", new Heaviside());
    functions.put("ReLU", new ReLU());
    functions.put("tanh", new TanH());
    functions.put("leaky ReLU", new LeakyReLU(SLOPE));
    functions.put("GELU", new GELU());
    return functions;
  }

  // region derivative
  static double[] outputs(Module function, double[] inputs) {
    return function.forward(column(inputs)).ravel().toDoubleVector();
  }

  /** ∂C/∂x for ∂C/∂y = 1, which is f'(x). */
  static double[] derivatives(Module function, double[] inputs) {
    INDArray ones = column(Arrays.stream(inputs).map(x -> 1).toArray());
    return function.backwardDelta(column(inputs), ones).ravel().toDoubleVector();
  }

  private static INDArray column(double... values) {
    INDArray column = NDArrays.zeros(DataType.DOUBLE, values.length, 1); // [batch, 1]
    NDArrays.setValues(values, column);
    return column;
  }

  // endregion

  /** The largest difference from central differences, except around 0, where some jump. */
  private static double maxError(double[] outputs, double[] derivatives) {
    double max = 0;
    for (int i = 1; i < INTERVALS; i++) {
      if (Math.abs(i - INTERVALS / 2) > 1) {
        double difference = (outputs[i + 1] - outputs[i - 1]) / (2 * SPACING);
        max = Math.max(max, Math.abs(difference - derivatives[i]));
      }
    }
    return max;
  }

  private static String[] row(String name, double[] values, String error) {
    String[] row = new String[SHOWN.length + 2];
    row[0] = name;
    for (int i = 0; i < SHOWN.length; i++) {
      int index = (int) Math.round((SHOWN[i] + MAX_INPUT) / SPACING);
      row[i + 1] = String.format(Locale.ROOT, "%.4f", values[index]);
    }
    row[SHOWN.length + 1] = error;
    return row;
  }
}
