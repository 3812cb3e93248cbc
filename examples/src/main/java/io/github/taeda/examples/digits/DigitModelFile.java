package io.github.taeda.examples.digits;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.io.ModelFile;
import io.github.taeda.nn.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model file with a trained net, whose metadata hold the size of its images and its classes.
 *
 * @param net from pixels {@code [batch, height · width]} to scores {@code [batch, classes]}
 * @param model the name of the {@link DigitModel}
 * @param data a description of the training images
 * @param height of its images
 * @param width of its images
 * @param classNames by class index
 */
public record DigitModelFile(
    Module net, String model, String data, int height, int width, List<String> classNames) {
  private static final String MODEL = "digits.model";
  private static final String DATA = "digits.data";
  private static final String HEIGHT = "digits.height";
  private static final String WIDTH = "digits.width";
  private static final String CLASSES = "digits.classes";

  /** Writes or replaces the file, whole or not at all. */
  void save(Path file) throws IOException {
    Path plain = Files.createTempFile(file.toAbsolutePath().getParent(), "taeda", ".model");
    plain.toFile().deleteOnExit(); // if the run is interrupted here
    try {
      ModelFile.save(net, plain);
      SafeTensors content = SafeTensors.read(plain);
      Map<String, String> texts = new LinkedHashMap<>(content.metadata());
      texts.put(MODEL, model);
      texts.put(DATA, data);
      texts.put(HEIGHT, Integer.toString(height));
      texts.put(WIDTH, Integer.toString(width));
      texts.put(CLASSES, String.join("\n", classNames));
      SafeTensors.write(file, content.tensors(), texts);
    } finally {
      Files.delete(plain);
    }
  }

  /**
   * Reads a file written by {@code save}.
   *
   * @throws FileFormatException if it is no model file, or not one of {@code digits}
   */
  public static DigitModelFile load(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString(), null, "there is no such file");
    }
    Module net = ModelFile.load(file).evaluate();
    Map<String, String> texts = SafeTensors.read(file).metadata();
    return new DigitModelFile(
        net,
        required(file, texts, MODEL),
        required(file, texts, DATA),
        size(file, texts, HEIGHT),
        size(file, texts, WIDTH),
        required(file, texts, CLASSES).lines().toList());
  }

  private static int size(Path file, Map<String, String> texts, String key) throws IOException {
    String text = required(file, texts, key);
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw new FileFormatException(file, key + " must be a size, but was \"" + text + "\"");
    }
    return Integer.parseInt(text);
  }

  private static String required(Path file, Map<String, String> texts, String key)
      throws IOException {
    String text = texts.get(key);
    if (text == null) {
      throw new FileFormatException(
          file, "is not a model of digits: its metadata lack " + key + "; see digits --save");
    }
    return text;
  }
}
