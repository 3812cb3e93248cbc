package io.github.taeda.nn.optim.checkpoints;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.io.SafeTensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a checkpoint holds, asked for piece by piece; whatever does not fit is an error. */
final class CheckpointReader {
  private final Path file;
  private final Map<String, String> texts;
  private final Map<String, INDArray> arrays;

  CheckpointReader(Path file, SafeTensors content) {
    this.file = file;
    this.texts = content.metadata();
    this.arrays = new LinkedHashMap<>(content.tensors());
  }

  FileFormatException error(String problem) {
    return new FileFormatException(file, problem);
  }

  String text(String name) throws FileFormatException {
    String text = texts.get(name);
    if (text == null) {
      throw error("a checkpoint must say its \"" + name + "\", but does not");
    }
    return text;
  }

  void requireText(String name, String expected) throws FileFormatException {
    if (!text(name).equals(expected)) {
      throw error(
          String.format("%s must be \"%s\" here, but was \"%s\"", name, expected, text(name)));
    }
  }

  long number(String name, long least, long most) throws FileFormatException {
    long number = number(name, text(name));
    if (number < least || number > most) {
      throw error(name + " must be in " + least + "…" + most + ", but was " + number);
    }
    return number;
  }

  long[] numbers(String name, int count) throws FileFormatException {
    String[] words = text(name).isEmpty() ? new String[0] : text(name).split(" ", -1);
    if (words.length != count) {
      throw error(name + " must be " + count + " numbers, but were \"" + text(name) + "\"");
    }
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = number(name, words[i]);
    }
    return numbers;
  }

  double real(String name) throws FileFormatException {
    try {
      return Double.parseDouble(text(name));
    } catch (NumberFormatException e) {
      throw error(name + " must be a number, but was \"" + text(name) + "\"");
    }
  }

  /** The array of this name, which must have shape and type of another. */
  INDArray like(String name, INDArray other) throws FileFormatException {
    return array(name, other.dataType(), other.shape());
  }

  INDArray array(String name, DataType type, long... shape) throws FileFormatException {
    INDArray array = arrays.remove(name);
    if (array == null) {
      throw error("the array \"" + name + "\" is missing");
    }
    if (array.dataType() != type || !Arrays.equals(array.shape(), shape)) {
      throw error(
          String.format(
              "the array \"%s\" must be %s %s, but was %s %s",
              name, type, Shapes.text(shape), array.dataType(), Shapes.text(array.shape())));
    }
    return array;
  }

  /** All arrays whose names begin so, by the rest of the name. */
  Map<String, INDArray> takeAll(String prefix) {
    Map<String, INDArray> state = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          if (name.startsWith(prefix)) {
            state.put(name.substring(prefix.length()), array);
          }
        });
    arrays.keySet().removeIf(name -> name.startsWith(prefix));
    return state;
  }

  void requireNoMore() throws FileFormatException {
    if (!arrays.isEmpty()) {
      throw error(
          "nothing here takes the arrays "
              + arrays.keySet()
              + "; a run is resumed with the module, rule and listeners it had");
    }
  }

  private long number(String name, String text) throws FileFormatException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw error(name + " must be a whole number, but was \"" + text + "\"");
    }
  }
}
