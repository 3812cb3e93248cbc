package io.github.taeda.nn.optim.checkpoints;

import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.io.SafeTensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The texts and arrays of a checkpoint file, taken one after the other. */
final class CheckpointReader {
  private final Path file;
  private final Map<String, String> texts;
  private final Map<String, INDArray> arrays;

  CheckpointReader(Path file, SafeTensors content) {
    this.file = file;
    this.texts = new LinkedHashMap<>(content.metadata());
    this.arrays = new LinkedHashMap<>(content.tensors());
  }

  FileFormatException error(String problem) {
    return new FileFormatException(file, problem);
  }

  String text(String name) throws FileFormatException {
    String text = texts.remove(name);
    if (text == null) {
      throw error("a checkpoint must say its \"" + name + "\", but does not");
    }
    return text;
  }

  /** The lines of a text, none if it is empty. */
  List<String> lines(String name) throws FileFormatException {
    String text = text(name);
    return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
  }

  long integer(String name, long minimum, long maximum) throws FileFormatException {
    long value = integer(name, text(name));
    if (value < minimum || value > maximum) {
      throw error(name + " must be in " + minimum + "…" + maximum + ", but was " + value);
    }
    return value;
  }

  /** Integers with spaces between them. */
  List<Long> integers(String name) throws FileFormatException {
    String text = text(name);
    List<Long> integers = new ArrayList<>();
    for (String word : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      integers.add(integer(name, word));
    }
    return integers;
  }

  double real(String name) throws FileFormatException {
    String text = text(name);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw error(name + " must be a number, but was \"" + text + "\"");
    }
  }

  @Nullable INDArray array(String name) {
    return arrays.remove(name);
  }

  /** The texts that were not taken. */
  Map<String, String> texts() {
    return texts;
  }

  /** The arrays that were not taken. */
  Map<String, INDArray> arrays() {
    return arrays;
  }

  private long integer(String name, String text) throws FileFormatException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw error(name + " must be an integer, but was \"" + text + "\"");
    }
  }
}
