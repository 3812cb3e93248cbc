package io.github.taeda.examples.digits;

import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.nn.data.ImageDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files to which a trained net is written, if the options name any. */
final class NetFiles {
  private static final int MAX_COMPARED = 100; // images on which an exported file is checked

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Save the net after every epoch, for the command predict.")
  private @Nullable Path saved;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description = "At the end write the net as an ONNX file, for other programs (-Pfull).")
  private @Nullable Path exported;

  /** Checks the files before the training. */
  void require(ExampleOptions options) {
    if (saved != null) {
      options.requireFile("--save", saved);
    }
    if (exported != null) {
      options.requireFile("--export", exported);
      options.requireProfile("--export", "full", ModelExport.find().isPresent());
    }
  }

  /** Replaces the file of {@code --save}. */
  void save(DigitModelFile net) throws IOException {
    if (saved != null) {
      net.save(saved);
    }
  }

  /** Writes the file of {@code --export}, and names both files. */
  void end(DigitModelFile net, ImageDataset test, RunOutput out) throws IOException {
    if (saved != null) {
      out.line("Net in " + saved);
    }
    if (exported != null) {
      int[] first = IntStream.range(0, Math.min(MAX_COMPARED, test.size())).toArray();
      String compared =
          ModelExport.find().orElseThrow().write(net, test.batch(first).input(), exported);
      out.line("Net exported to " + exported + ": " + compared);
    }
  }
}
