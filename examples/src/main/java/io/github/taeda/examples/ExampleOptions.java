package io.github.taeda.examples;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that every example takes. */
final class ExampleOptions {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Where the random numbers start: the same seed gives the same run (default: 1).")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Directory for the pictures; it is made if it is not there (default: out/${COMMAND-NAME}).")
  private @Nullable Path out;

  /** Where the random numbers start. */
  long seed() {
    return seed;
  }

  /** Opens the directory for the pictures; call it before the training, for it may be unusable. */
  Pictures pictures() {
    try {
      return Pictures.in(out == null ? Path.of("out", command.name()) : out);
    } catch (IOException e) {
      throw new ParameterException(command.commandLine(), "--out: " + e.getMessage(), e);
    }
  }
}
