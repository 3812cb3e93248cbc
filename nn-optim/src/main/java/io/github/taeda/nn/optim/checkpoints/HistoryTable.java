package io.github.taeda.nn.optim.checkpoints;

import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.History;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A history in a checkpoint: its names as a text, its numbers as an array, a row per epoch. */
final class HistoryTable {
  private HistoryTable() {}

  static void write(
      List<History.Epoch> epochs, Map<String, INDArray> tensors, Map<String, String> texts) {
    List<String> names = List.copyOf(new History(epochs, null).names());
    texts.put("history", String.join("\n", names));
    if (epochs.isEmpty()) {
      return;
    }
    double[] numbers = new double[epochs.size() * names.size()];
    double[] present = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      int column = i % names.size();
      Optional<Double> value = epochs.get(i / names.size()).value(names.get(column));
      numbers[i] = value.orElse(0.0);
      present[i] = value.isPresent() ? 1 : 0;
    }
    tensors.put("history", NDArrays.of(numbers, epochs.size(), names.size()));
    tensors.put("history.present", NDArrays.of(present, epochs.size(), names.size()));
  }

  static List<History.Epoch> read(CheckpointReader fields, int count) throws IOException {
    List<History.Epoch> epochs = new ArrayList<>();
    String[] names = fields.text("history").split("\n", -1);
    if (count == 0) {
      return epochs;
    }
    INDArray table = fields.array("history", DataType.DOUBLE, count, names.length);
    INDArray present = fields.array("history.present", DataType.DOUBLE, count, names.length);
    for (int i = 0; i < count; i++) {
      Map<String, Double> values = new LinkedHashMap<>();
      for (int j = 0; j < names.length; j++) {
        if (present.getDouble(i, j) != 0) {
          values.put(names[j], table.getDouble(i, j));
        }
      }
      Double loss = values.remove("loss");
      Double seconds = values.remove("seconds");
      if (loss == null || seconds == null) {
        throw fields.error("the history must have loss and seconds, but has " + List.of(names));
      }
      epochs.add(new History.Epoch(i + 1, loss, seconds, values));
    }
    return epochs;
  }
}
