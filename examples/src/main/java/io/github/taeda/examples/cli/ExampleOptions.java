package io.github.taeda.examples.cli;

import io.github.taeda.examples.report.HtmlReport;
import io.github.taeda.examples.report.OutputDirectory;
import io.github.taeda.examples.report.PictureDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every example: the seed, and the directories of pictures and report. */
public final class ExampleOptions {
  /** Options that do not change the result, which the report need not list. */
  private static final Set<String> NO_SETTINGS =
      Set.of("--out", "--report", "--live", "--live-wait", "--debug");

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Seed of the random number generator; the same seed gives the same run (default: 1).")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Directory for the pictures, created if necessary (default: out/${COMMAND-NAME}).")
  private @Nullable Path out;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "Also write a report, DIR/index.html: one page with settings, results and pictures.")
  private @Nullable Path report;

  @Mixin private final LiveOptions live = new LiveOptions();

  /** The seed of the random number generator. */
  public long seed() {
    return seed;
  }

  /**
   * Opens the directories for the pictures and the report. Call it before the training, so that a
   * directory that cannot be written to ends the run at once.
   *
   * @param title of the report
   */
  public RunOutput output(String title) throws IOException {
    Path directory = out == null ? Path.of("out", command.name()) : out;
    PictureDirectory pictures = new PictureDirectory(usable("--out", directory));
    if (report == null) {
      return new RunOutput(console(), pictures, HtmlReport.nowhere(), live.open());
    }
    HtmlReport page = HtmlReport.in(usable("--report", report), title);
    page.fact("command", typed());
    for (OptionSpec option : command.options()) {
      if (isSetting(option) && option.getValue() != null) {
        page.fact(option.longestName(), option.<Object>getValue().toString());
      }
    }
    String taeda = String.join(" ", new ProgramVersion().getVersion());
    page.fact("program", taeda + ", Java " + Runtime.version());
    return new RunOutput(console(), pictures, page, live.open());
  }

  /** Ends the run with a message and a usage hint unless the condition holds. */
  public void require(boolean condition, String sentence) {
    if (!condition) {
      throw new ParameterException(command.commandLine(), sentence);
    }
  }

  /** Ends the run with a message unless a count is at least 1. */
  public void requirePositive(String option, long count) {
    require(count >= 1, option + " must be at least 1, but was " + count);
  }

  /** Requires a file to be in an existing directory, and not to be a directory itself. */
  public void requireFile(String option, Path file) {
    Path directory = file.toAbsolutePath().getParent();
    require(
        directory != null && Files.isDirectory(directory),
        option + ": the directory " + directory + " does not exist");
    require(!Files.isDirectory(file), option + ": " + file + " is a directory");
  }

  /**
   * Ends the run with the command to type instead if an option needs a library that only a profile
   * of the build brings.
   */
  public void requireProfile(String option, String profile, boolean isThere) {
    BuildProfile.require(command, option, profile, isThere);
  }

  private Path usable(String option, Path directory) {
    try {
      return OutputDirectory.directory(directory);
    } catch (IOException e) {
      throw new ParameterException(command.commandLine(), option + ": " + e.getMessage(), e);
    }
  }

  private PrintWriter console() {
    return command.commandLine().getOut();
  }

  /** The command line as it was typed. */
  private String typed() {
    CommandSpec root = command.root();
    return root.name() + " " + String.join(" ", root.commandLine().getParseResult().originalArgs());
  }

  private static boolean isSetting(OptionSpec option) {
    return !option.usageHelp()
        && !option.versionHelp()
        && !NO_SETTINGS.contains(option.longestName());
  }
}
