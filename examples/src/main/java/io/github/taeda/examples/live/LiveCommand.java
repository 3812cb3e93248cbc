package io.github.taeda.examples.live;

import io.github.taeda.examples.cli.LiveOptions;
import io.github.taeda.nn.listeners.live.LivePage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows finished runs on a local web page, from their histories. */
@Command(
    name = "live",
    description = {
      "Shows finished runs on a local web page, together.",
      "",
      "They are read from the files of a directory and of those in it: the CSV files that the"
          + " examples write beside their pictures, and checkpoints. The command ends when no"
          + " browser shows the page any more, or by Ctrl-C."
    })
public final class LiveCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(index = "0", paramLabel = "DIR", description = "The directory.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path directory;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "The port of the page, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--live-wait",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description =
          "How long the command waits for a browser, and after it has gone (default:"
              + " ${DEFAULT-VALUE}).")
  private int wait;

  @Override
  public Integer call() throws IOException, InterruptedException {
    require(port >= 0 && port <= MAX_PORT, "--port must be in 0…" + MAX_PORT + ", but was " + port);
    require(wait >= 0, "--live-wait must be at least 0, but was " + wait);
    require(Files.isDirectory(directory), directory + " is no directory");
    LiveOptions.requireCharts(command, "it");
    PrintWriter out = command.commandLine().getOut();
    try (LivePage page = LiveOptions.page(command).port(port)) {
      int runs = page.histories(directory);
      require(
          runs > 0,
          "there is no history in "
              + directory
              + ": no CSV file with epoch, loss and seconds, and"
              + " no checkpoint");
      out.println(runs == 1 ? "1 run" : runs + " runs");
      out.flush();
      page.waitWhileShown(Duration.ofSeconds(wait));
    }
    return ExitCode.OK;
  }

  private void require(boolean condition, String sentence) {
    if (!condition) {
      throw new ParameterException(command.commandLine(), sentence);
    }
  }
}
