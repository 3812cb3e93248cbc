package io.github.taeda.examples.cli;

import io.github.taeda.nn.listeners.live.LivePage;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the live page. */
public final class LiveOptions {
  private static final String CHARTS = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--live",
      description = "Show the training on a local web page while it runs; its address is printed.")
  private boolean live;

  @Option(
      names = "--live-wait",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description =
          "How long the live page waits for a browser after the run (default: ${DEFAULT-VALUE}).")
  private int wait;

  /** Opens the page, or returns none if it was not asked for. */
  LiveOutput open() {
    if (wait < 0) {
      throw new ParameterException(
          command.commandLine(), "--live-wait must be at least 0, but was " + wait);
    }
    if (!live) {
      return LiveOutput.none();
    }
    requireCharts(command, "--live");
    return new LiveOutput(page(command).open(), Duration.ofSeconds(wait));
  }

  /** A page that prints its address where a command prints. */
  public static LivePage page(CommandSpec command) {
    return new LivePage().to(RunOutput.lines(command.commandLine().getOut()));
  }

  /**
   * Ends the run with the command to type instead if the library that draws charts is not there.
   */
  public static void requireCharts(CommandSpec command, String what) {
    BuildProfile.require(command, what, "full", LiveOptions.class.getResource(CHARTS) != null);
  }
}
