package io.github.taeda.distribution;

import io.github.taeda.examples.digits.DigitModelFile;
import io.github.taeda.examples.digits.ModelExport;
import io.github.taeda.nn.EvaluationPass;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.internal.AtomicFile;
import io.github.taeda.nn.onnx.Onnx;
import io.github.taeda.nn.onnx.OnnxModel;
import io.github.taeda.nn.onnx.OnnxOptions;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes the nets of {@code digits} as ONNX files, each checked by ONNX Runtime. */
public final class OnnxExport implements ModelExport {
  private static final double TOLERANCE = 1e-5; // relative to the largest output

  /** Called by ServiceLoader. */
  public OnnxExport() {}

  @Override
  public String write(DigitModelFile digits, INDArray images, Path file) throws IOException {
    Path unchecked = Files.createTempFile("taeda", ".onnx");
    unchecked.toFile().deleteOnExit(); // if the run is interrupted here
    try {
      Onnx.export(digits.net(), new long[] {images.size(1)}, unchecked, options(digits));
      double difference = difference(digits, images, unchecked);
      if (!(difference <= TOLERANCE)) {
        throw new FileFormatException(
            file,
            "is not written, for ONNX Runtime's outputs differ from the net's by " + difference);
      }
      AtomicFile.write(file, channel -> Files.copy(unchecked, Channels.newOutputStream(channel)));
      return String.format(
          Locale.ROOT,
          "ONNX Runtime's outputs for %d images differ by %.1e at most",
          images.size(0),
          difference);
    } finally {
      Files.deleteIfExists(unchecked);
    }
  }

  private static OnnxOptions options(DigitModelFile digits) {
    return OnnxOptions.defaults()
        .labels(digits.classNames())
        .metadata("height", Integer.toString(digits.height()))
        .metadata("width", Integer.toString(digits.width()))
        .metadata(
            "preprocessing",
            "grey, strokes bright on black, the longer side of the digit 5/7 of the image's, centred"
                + " by mass; values in 0...1, row by row")
        .metadata("model", digits.model())
        .metadata("data", digits.data());
  }

  /** The largest difference of two outputs, relative to the largest output if that is above 1. */
  private static double difference(DigitModelFile digits, INDArray images, Path file)
      throws IOException {
    INDArray expected = EvaluationPass.run(() -> digits.net().forward(images));
    try (OnnxModel model = OnnxModel.open(file)) {
      double largest = Math.max(1, expected.amaxNumber().doubleValue());
      return model.forward(images).sub(expected).amaxNumber().doubleValue() / largest;
    }
  }
}
