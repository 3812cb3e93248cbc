package io.github.taeda.nn;

import io.github.taeda.nn.ops.NDArrays;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Table of the modules within a module: each one's output shape and number of parameters, for one
 * shape of input.
 *
 * <pre>{@code
 * System.out.println(Summary.of(net, 128, 784));
 * }</pre>
 *
 * The shapes are those of a forward pass of zeros in evaluation; the module is left as it was. A
 * parameter that is used twice counts where it stands first.
 */
public final class Summary {
  private final List<Row> rows = new ArrayList<>();
  private final Set<Parameter> parameters = new LinkedHashSet<>();

  private Summary() {}

  /**
   * Describes a module.
   *
   * @param inputShape with the batch, {@code [batch, …]}
   * @throws ShapeException if the module does not take such an input
   */
  public static Summary of(Module module, long... inputShape) {
    List<Parameter> parameters = module.parameters();
    DataType type = parameters.isEmpty() ? DataType.FLOAT : parameters.get(0).value().dataType();
    INDArray zeros = NDArrays.zeros(type, inputShape);
    Map<Place, long[]> shapes = new HashMap<>();
    INDArray output =
        Probe.observe(
            (container, index, result) -> shapes.put(new Place(container, index), result.shape()),
            () -> EvaluationPass.run(() -> module.forward(zeros)));
    Summary summary = new Summary();
    summary.add("", "", module, output.shape(), shapes);
    return summary;
  }

  /** The number of elements of all parameters. */
  public long parameterCount() {
    return parameters.stream().mapToLong(parameter -> parameter.value().length()).sum();
  }

  /** How many of them are frozen. */
  public long frozenCount() {
    return parameters.stream()
        .filter(Parameter::isFrozen)
        .mapToLong(parameter -> parameter.value().length())
        .sum();
  }

  /** The table. */
  @Override
  public String toString() {
    int names = rows.stream().mapToInt(row -> row.name.length()).max().orElse(0);
    int shapes = rows.stream().mapToInt(row -> row.shape.length()).max().orElse(0);
    String format =
        "%-"
            + Math.max(names, "module".length())
            + "s  "
            + "%-"
            + Math.max(shapes, "output shape".length())
            + "s  %s";
    StringBuilder text = new StringBuilder();
    text.append(line(format, "module", "output shape", "parameters"));
    for (Row row : rows) {
      String count = row.parameters < 0 ? "" : String.format(Locale.ROOT, "%,10d", row.parameters);
      text.append(line(format, row.name, row.shape, count));
    }
    text.append(String.format(Locale.ROOT, "%,d parameters", parameterCount()));
    if (frozenCount() > 0) {
      text.append(String.format(Locale.ROOT, ", %,d of them frozen", frozenCount()));
    }
    return text.toString();
  }

  private static String line(String format, String module, String shape, String count) {
    return String.format(Locale.ROOT, format, module, shape, count).stripTrailing() + "\n";
  }

  private void add(
      String indent, String label, Module module, long[] output, Map<Place, long[]> shapes) {
    if (module instanceof Container container) {
      String name = indent + label + container.getClass().getSimpleName();
      rows.add(new Row(name, Shapes.text(output), -1));
      for (int i = 0; i < container.size(); i++) {
        long[] shape = shapes.getOrDefault(new Place(container, i), new long[0]);
        add(indent + "  ", i + ": ", container.get(i), shape, shapes);
      }
    } else {
      long count = 0;
      for (Parameter parameter : module.parameters()) {
        count += parameters.add(parameter) ? parameter.value().length() : 0;
      }
      rows.add(new Row(indent + label + module, Shapes.text(output), count));
    }
  }

  /** Where a module stands. */
  private record Place(Container container, int index) {}

  /** One line; a container's own parameters are its children's, shown as −1. */
  private record Row(String name, String shape, long parameters) {}
}
