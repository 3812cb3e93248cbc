package io.github.taeda.examples.cli;

import io.github.taeda.examples.draw.PicturePanel;
import io.github.taeda.examples.report.HtmlReport;
import io.github.taeda.examples.report.PictureDirectory;
import io.github.taeda.examples.report.Table;
import io.github.taeda.nn.listeners.ConsoleLines;
import io.github.taeda.nn.listeners.CsvLog;
import io.github.taeda.nn.listeners.ProgressBar;
import io.github.taeda.nn.optim.Listener;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/**
 * What a run says and shows: lines on the console, pictures in a directory, a {@link HtmlReport} of
 * both.
 *
 * <p>Each picture, and the report up to it, is on disk as soon as the method that adds it returns;
 * so an interrupted run leaves what was finished.
 */
public final class RunOutput {
  /** The exit code of a run that came to its end but missed its target. */
  public static final int NOT_LEARNT = 3;

  private final PrintWriter console;
  private final PictureDirectory pictures;
  private final HtmlReport report;

  RunOutput(PrintWriter console, PictureDirectory pictures, HtmlReport report) {
    this.console = console;
    this.pictures = pictures;
    this.report = report;
  }

  /** Prints a line that the report does without: where a training is, for one. */
  public void line(String text) {
    console.println(text);
  }

  /** Shows how far a long training is: by a bar on a terminal, else by a line for each epoch. */
  @SuppressWarnings("SystemConsoleNull") // where it is never null the bar itself asks for more
  public Listener progress() {
    return System.console() == null ? new ConsoleLines().to(lines()) : new ProgressBar();
  }

  /** Writes {@code <name>.csv} beside the pictures, with what each epoch so far has measured. */
  public Listener log(String name) {
    return new CsvLog(pictures.file(name + ".csv"));
  }

  /** Adds a setting, or what data is used, to the head of the report; the console is spared it. */
  public void fact(String name, String value) throws IOException {
    report.fact(name, value);
  }

  /** Begins a section of the report, and prints its heading below an empty line. */
  public void section(String heading) throws IOException {
    console.println();
    console.println(heading);
    report.section(heading);
  }

  /** Prints a line, which is a paragraph of the report. */
  public void text(String text) throws IOException {
    console.println(text);
    report.text(text);
  }

  /** Prints a table and adds it to the report. */
  public void table(Table table) throws IOException {
    table.toString().lines().forEach(console::println);
    report.table(table);
  }

  /**
   * Draws panels side by side on {@code <name>.png}, in place of what was there.
   *
   * @param caption what the picture shows, for the report
   */
  public void picture(String name, String caption, PicturePanel... panels) throws IOException {
    report.picture(caption, pictures.write(name, panels));
  }

  /**
   * Draws one panel after the other on {@code <name>.gif}.
   *
   * @param caption what the animation shows, for the report
   * @param delay how long each panel stays, in hundredths of a second
   */
  public void animation(String name, String caption, int delay, List<PicturePanel> frames)
      throws IOException {
    report.picture(caption, pictures.animation(name, delay, frames));
  }

  /**
   * Says how the run ended and where its files are.
   *
   * @param learnt whether the result is the one that was asked for
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
    return learnt ? ExitCode.OK : NOT_LEARNT;
  }

  /** Where a listener prints its lines. */
  private PrintStream lines() {
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
