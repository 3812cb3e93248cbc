package io.github.taeda.examples.cli;

import io.github.taeda.examples.draw.ColoredText;
import io.github.taeda.examples.draw.PicturePanel;
import io.github.taeda.examples.report.HtmlReport;
import io.github.taeda.examples.report.PictureDirectory;
import io.github.taeda.examples.report.Table;
import io.github.taeda.nn.internal.Terminal;
import io.github.taeda.nn.listeners.ConsoleLines;
import io.github.taeda.nn.listeners.CsvLog;
import io.github.taeda.nn.listeners.ProgressBar;
import io.github.taeda.nn.listeners.live.LiveRun;
import io.github.taeda.nn.optim.Listener;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/**
 * The output of a run: lines on the console, pictures in a directory, and an {@link HtmlReport} of
 * both.
 *
 * <p>Each picture, and the report up to it, is on disk as soon as the method that adds it returns;
 * so an interrupted run leaves everything that it had finished.
 */
public final class RunOutput {
  /** The exit code of a run that ended without reaching its target. */
  public static final int NOT_LEARNT = 3;

  private final PrintWriter console;
  private final PictureDirectory pictures;
  private final HtmlReport report;
  private final LiveOutput live;

  RunOutput(PrintWriter console, PictureDirectory pictures, HtmlReport report, LiveOutput live) {
    this.console = console;
    this.pictures = pictures;
    this.report = report;
    this.live = live;
  }

  /** Prints a line that is not part of the report, such as progress. */
  public void line(String text) {
    console.println(text);
  }

  /** Shows the progress of a training: a bar on a terminal, else a line for each epoch. */
  @SuppressWarnings(
      "SystemConsoleNull") // where it is never null, the bar itself checks for a terminal
  public Listener progress() {
    return System.console() == null ? new ConsoleLines().to(lines(console)) : new ProgressBar();
  }

  /** Shows a training on the live page, if there is one. */
  public Listener live(String name) {
    return live.training(name);
  }

  /** The same for a custom loop. */
  public Optional<LiveRun> liveLoop(String name) {
    return live.loop(name);
  }

  /** Draws panels in a row for the live page only, such as after each epoch. */
  public void livePicture(String caption, Supplier<List<PicturePanel>> panels) throws IOException {
    live.picture(caption, panels);
  }

  /** Writes the history to {@code <name>.csv} beside the pictures, a row for each epoch. */
  public Listener log(String name) {
    return new CsvLog(pictures.file(name + ".csv"));
  }

  /** Adds a setting or a description of the data to the head of the report; prints nothing. */
  public void fact(String name, String value) throws IOException {
    report.fact(name, value);
  }

  /** Begins a section of the report and prints its heading below an empty line. */
  public void section(String heading) throws IOException {
    console.println();
    console.println(heading);
    report.section(heading);
  }

  /** Prints a line and adds it to the report as a paragraph. */
  public void text(String text) throws IOException {
    console.println(text);
    report.text(text);
  }

  /** Prints lines, indented, and adds them to the report as a preformatted text. */
  public void lines(String text) throws IOException {
    text.lines().forEach(line -> console.println("    " + line));
    report.lines(text);
  }

  /** Prints a table and adds it to the report. */
  public void table(Table table) throws IOException {
    table.toString().lines().forEach(console::println);
    report.table(table);
  }

  /** Prints coloured texts, if the output is an interactive terminal; else nothing. */
  public void colored(ColoredText text) {
    if (Terminal.isPresent()) {
      text.terminalLines().forEach(console::println);
    }
  }

  /**
   * Draws panels in a row on {@code <name>.png} and adds the picture to the report.
   *
   * @param caption of the picture in the report
   */
  public void picture(String name, String caption, PicturePanel... panels) throws IOException {
    Path file = pictures.write(name, panels);
    report.picture(caption, file);
    live.picture(caption, file);
  }

  /**
   * Draws panels one after the other on {@code <name>.gif} and adds the animation to the report.
   *
   * @param caption of the animation in the report
   * @param delay how long each panel stays, in hundredths of a second
   */
  public void animation(String name, String caption, int delay, List<PicturePanel> frames)
      throws IOException {
    report.picture(caption, pictures.animation(name, delay, frames));
  }

  /**
   * Prints the result and the names of the files.
   *
   * @param learnt whether the run reached its target
   * @return the exit code
   */
  public int end(boolean learnt, String sentence) throws IOException {
    console.println(sentence);
    console.println(pictures);
    report.end(sentence);
    Path file = report.file();
    if (file != null) {
      console.println("Report in " + file);
    }
    live.end(console);
    return learnt ? ExitCode.OK : NOT_LEARNT;
  }

  /** A stream for listeners, which print whole lines only. */
  static PrintStream lines(PrintWriter console) {
    return new PrintStream(OutputStream.nullOutputStream(), true) {
      @Override
      public void println(@Nullable String line) {
        console.println(line);
      }

      @Override
      public void println(@Nullable Object line) {
        console.println(line);
      }
    };
  }
}
