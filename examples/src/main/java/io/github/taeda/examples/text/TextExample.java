package io.github.taeda.examples.text;

import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.cli.RunOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Text: classifies documents by a bag of embeddings and by a convolution over words (Collobert et
 * al., 2011).
 *
 * <p>Without files the documents are generated; every page and line about them says so.
 */
@Command(
    name = "text",
    description = {
      "Classifies documents by a bag of embeddings and by a convolution over words.",
      "",
      "Without files the documents are generated reviews. --data reads a folder per class, --csv a"
          + " table."
    })
public final class TextExample implements Callable<Integer> {
  private static final double MIN_ACCURACY = 0.9; // of the convolution
  private static final double MIN_LEAD = 0.05; // of the convolution over all that see no order

  @Mixin private final ExampleOptions options = new ExampleOptions();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "A directory with one folder per class, whose files are its documents.")
  private @Nullable Path data;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "A CSV file with a header, one document per row.")
  private @Nullable Path csv;

  @Option(
      names = "--text-column",
      paramLabel = "NAME",
      defaultValue = "text",
      description = "The column of the CSV file that holds the text (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String textColumn;

  @Option(
      names = "--label-column",
      paramLabel = "NAME",
      defaultValue = "label",
      description = "The column of the CSV file that holds the class (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String labelColumn;

  @Option(
      names = "--min-count",
      paramLabel = "N",
      defaultValue = "2",
      description = "Words that occur less often in the training set are unknown (default: 2).")
  private int minCount;

  @Option(
      names = "--max-length",
      paramLabel = "N",
      defaultValue = "200",
      description = "How many words of a document are read (default: ${DEFAULT-VALUE}).")
  private int maxLength;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "10",
      description = "Number of epochs of each net (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Override
  public Integer call() throws IOException {
    options.require(data == null || csv == null, "--data and --csv exclude each other");
    options.requirePositive("--min-count", minCount);
    options.requirePositive("--max-length", maxLength);
    options.requirePositive("--epochs", epochs);
    RandomGenerator random = new SplittableRandom(options.seed());
    boolean isGenerated = data == null && csv == null;
    Corpus corpus = isGenerated ? GeneratedReviews.of(GeneratedReviews.COUNT, random) : read();
    RunOutput out = options.output("Documents"); // before the training: it may fail
    out.fact("documents", isGenerated ? "generated reviews" : "" + (data == null ? csv : data));
    int longest = corpus.documents().stream().mapToInt(List::size).max().orElse(1);
    int length = Math.max(1, Math.min(maxLength, longest));
    TextSettings settings = new TextSettings(minCount, length, epochs, options.seed(), random);
    TextRun run = TextRun.of(corpus, settings, out);
    return isGenerated
        ? end(run, out)
        : out.end(true, "Done: the table compares the models on documents not trained on.");
  }

  private static int end(TextRun run, RunOutput out) throws IOException {
    double conv = run.accuracy(TextRun.CONV);
    double others =
        Stream.of(TextRun.SHUFFLED, TextRun.BAG, TextRun.BAYES)
            .mapToDouble(run::accuracy)
            .max()
            .orElse(1);
    boolean learnt = conv >= MIN_ACCURACY && conv >= others + MIN_LEAD;
    return out.end(
        learnt,
        learnt
            ? "Learnt: the convolution uses the order of the words, which the others do not see."
            : "Not learnt: the convolution must classify 90 % correctly, and 5 % more than models"
                + " that do not see the order of the words; more epochs may help.");
  }

  private Corpus read() throws IOException {
    return csv == null
        ? CorpusFiles.folders(Objects.requireNonNull(data))
        : CorpusFiles.csv(csv, textColumn, labelColumn);
  }
}
