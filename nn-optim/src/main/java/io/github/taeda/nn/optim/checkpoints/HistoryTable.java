package io.github.taeda.nn.optim.checkpoints;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A history in a checkpoint: its names as a text, its values as an array with a row per epoch. */
final class HistoryTable {
  private HistoryTable() {}

  static void write(
      List<History.Epoch> epochs, Map<String, INDArray> arrays, Map<String, String> texts) {
    List<String> names = List.copyOf(new History(epochs, null).names());
    texts.put("history", String.join("\n", names));
    if (epochs.isEmpty()) {
      return;
    }
    double[] values = new double[epochs.size() * names.size()];
    double[] present = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      String name = names.get(i % names.size());
      Optional<Double> value = epochs.get(i / names.size()).value(name);
      values[i] = value.orElse(0.0);
      present[i] = value.isPresent() ? 1 : 0;
    }
    arrays.put("history", NDArrays.of(values, epochs.size(), names.size()));
    arrays.put("history.present", NDArrays.of(present, epochs.size(), names.size()));
  }

  static List<History.Epoch> read(CheckpointReader reader) throws FileFormatException {
    List<String> names = reader.lines("history");
    INDArray values = reader.array("history");
    INDArray present = reader.array("history.present");
    List<History.Epoch> epochs = new ArrayList<>();
    if (values != null && present != null) {
      require("history", values, names, reader);
      require("history.present", present, names, reader);
      if (values.size(0) != present.size(0)) {
        throw reader.error("\"history\" and \"history.present\" must have equal shapes");
      }
      for (int i = 0; i < values.size(0); i++) {
        epochs.add(epoch(i, names, values, present, reader));
      }
    } else if (values != null || present != null) {
      throw reader.error("one of the arrays \"history\" and \"history.present\" is missing");
    }
    return epochs;
  }

  private static void require(
      String name, INDArray array, List<String> names, CheckpointReader reader)
      throws FileFormatException {
    if (array.dataType() != DataType.DOUBLE || array.rank() != 2 || array.size(1) != names.size()) {
      throw reader.error(
          String.format(
              "the array \"%s\" must be DOUBLE %s, but was %s %s",
              name, Shapes.text(-1, names.size()), array.dataType(), Shapes.text(array.shape())));
    }
  }

  private static History.Epoch epoch(
      int index, List<String> names, INDArray table, INDArray present, CheckpointReader reader)
      throws FileFormatException {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int j = 0; j < names.size(); j++) {
      if (present.getDouble(index, j) != 0) {
        values.put(names.get(j), table.getDouble(index, j));
      }
    }
    Double loss = values.remove("loss");
    Double seconds = values.remove("seconds");
    if (loss == null || seconds == null) {
      throw reader.error("the history must have loss and seconds, but has " + names);
    }
    return new History.Epoch(index + 1, loss, seconds, values);
  }
}
