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
 * Six activations and their derivatives. No formula of a derivative stands here: each module gives
 * its own, as the delta of its input for a delta of 1, and is compared with differences of its
 * outputs.
 */
@Command(
    name = "activations",
    description = "Draws activations and their derivatives, and checks one against the other.")
public final class ActivationsExample implements Callable<Integer> {
  private static final double FAR = 4; // the curves go from −4 to 4
  private static final int CELLS = 400; // between two neighbours of 401
  private static final double SPACING = 2 * FAR / CELLS;
  private static final double SLOPE = 0.1; // of the leaky ReLU left of 0, to be seen
  private static final double CLOSE = 1e-3; // differences come closer than this to a derivative
  private static final int[] SHOWN = {-2, -1, 0, 1, 2}; // in the table

  @Mixin private final ExampleOptions options = new ExampleOptions();

  @Override
  public Integer call() throws IOException {
    RunOutput out = options.output("Activations");
    out.fact("data", "none: " + (CELLS + 1) + " inputs from -4 to 4, evenly");
    double[] inputs = new double[CELLS + 1];
    Arrays.setAll(inputs, i -> -FAR + i * SPACING);

    LineChart values = new LineChart("Activations", "x", "f(x)").range(-1.5, 2.5);
    LineChart slopes = new LineChart("Their derivatives", "x", "f'(x)").range(-0.25, 1.25);
    Table table = Table.of("f", "x = -2", "-1", "0", "1", "2", "furthest off");
    double worst = 0;
    for (Map.Entry<String, Module> function : functions().entrySet()) {
      double[] outputs = outputs(function.getValue(), inputs);
      double[] derivatives = derivatives(function.getValue(), inputs);
      double off = furthestOff(outputs, derivatives);
      worst = Math.max(worst, off);
      values.line(function.getKey(), inputs, outputs);
      slopes.line(function.getKey(), inputs, derivatives);
      table.row(row(function.getKey(), outputs, ""));
      table.row(row("  derivative", derivatives, String.format(Locale.ROOT, "%.1e", off)));
    }

    out.table(table);
    out.picture("activations", "Six activations and their derivatives", values, slopes);
    boolean right = worst < CLOSE;
    return out.end(
        right,
        right
            ? "Right: every derivative agrees with the differences of the curve beside it."
            : String.format(Locale.ROOT, "Wrong: a derivative is off by %.1e.", worst));
  }

  static Map<String, Module> functions() {
    Map<String, Module> functions = new LinkedHashMap<>();
    functions.put("logistic", new Sigmoid());
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

  private static INDArray column(double... numbers) {
    INDArray column = NDArrays.zeros(DataType.DOUBLE, numbers.length, 1); // [batch, 1]
    NDArrays.setValues(numbers, column);
    return column;
  }

  // endregion

  /** The largest gap to the differences between neighbours, except around 0, where some jump. */
  private static double furthestOff(double[] outputs, double[] derivatives) {
    double furthest = 0;
    for (int i = 1; i < CELLS; i++) {
      if (Math.abs(i - CELLS / 2) > 1) {
        double difference = (outputs[i + 1] - outputs[i - 1]) / (2 * SPACING);
        furthest = Math.max(furthest, Math.abs(difference - derivatives[i]));
      }
    }
    return furthest;
  }

  private static String[] row(String name, double[] numbers, String off) {
    String[] row = new String[SHOWN.length + 2];
    row[0] = name;
    for (int i = 0; i < SHOWN.length; i++) {
      int place = (int) Math.round((SHOWN[i] + FAR) / SPACING);
      row[i + 1] = String.format(Locale.ROOT, "%.4f", numbers[place]);
    }
    row[SHOWN.length + 1] = off;
    return row;
  }
}
