package io.github.taeda.examples.digits;

import io.github.taeda.examples.report.ClassScores;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.ops.NDArrays;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Classifies pictures with a net saved by {@link DigitsExample}. */
@Command(
    name = "predict",
    description = {
      "Classifies pictures of digits with a net saved by 'digits --save FILE'.",
      "",
      "A picture is preprocessed like those of MNIST: grey, bright strokes on black, scaled, and"
          + " centred by mass; one that has the size of the net's images already is not scaled or"
          + " moved."
    })
public final class PredictCommand implements Callable<Integer> {
  private static final int TOP = 3; // classes printed per picture

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(index = "0", paramLabel = "FILE", description = "The file with the net.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "Pictures of one digit each: PNG, JPEG, GIF or BMP, of any size.")
  private final List<Path> images = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    DigitModelFile digits = DigitModelFile.load(file);
    float[] pixels = new float[images.size() * digits.height() * digits.width()];
    for (int i = 0;
        i < images.size();
        i++) { // all before the first prediction: one may be unusable
      float[] image = DigitImage.read(images.get(i)).pixels(digits.height(), digits.width());
      System.arraycopy(image, 0, pixels, i * image.length, image.length);
    }
    INDArray input = NDArrays.of(pixels, images.size(), (long) digits.height() * digits.width());
    INDArray scores = digits.net().forward(input);
    requireScores(digits, scores);
    double[][] probabilities = ClassScores.probabilities(scores);
    PrintWriter out = command.commandLine().getOut();
    out.println("Net: " + digits.model() + ", trained on " + digits.data());
    for (int i = 0; i < images.size(); i++) {
      out.println(images.get(i) + ": " + top(digits.classNames(), probabilities[i]));
    }
    return ExitCode.OK;
  }

  /** Checks that the net in the file fits the classes that its metadata name. */
  private void requireScores(DigitModelFile digits, INDArray scores) throws IOException {
    long[] shape = {images.size(), digits.classNames().size()};
    if (!Arrays.equals(scores.shape(), shape)) {
      throw new FileFormatException(
          file,
          String.format(
              Locale.ROOT,
              "its net outputs %s for %d image%s of %d classes",
              Shapes.text(scores.shape()),
              shape[0],
              shape[0] == 1 ? "" : "s",
              shape[1]));
    }
  }

  /** {@code 3 (98.7 %), 5 (0.8 %), 8 (0.3 %)}. */
  static String top(List<String> names, double... probabilities) {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -probabilities[i]))
        .limit(TOP)
        .map(i -> String.format(Locale.ROOT, "%s (%.1f %%)", names.get(i), 100 * probabilities[i]))
        .collect(Collectors.joining(", "));
  }
}
