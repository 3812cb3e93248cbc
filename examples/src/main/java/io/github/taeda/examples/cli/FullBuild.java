package io.github.taeda.examples.cli;

import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** The command line as the module {@code distribution} builds it, with more libraries. */
public final class FullBuild {
  private FullBuild() {}

  /**
   * Ends the run with the command to type instead if a library is not there.
   *
   * @param what needs it, such as an option
   */
  public static void require(CommandSpec command, String what, boolean isThere) {
    if (!isThere) {
      String args =
          command.root().commandLine().getParseResult().originalArgs().stream()
              .map(arg -> arg.contains(" ") ? "'" + arg + "'" : arg)
              .collect(Collectors.joining(" "));
      throw new UnsupportedOperationException(
          what
              + " needs a library that this command line is built without; with it: mvn -q -Pfull"
              + " -Dargs=\""
              + args
              + "\"");
    }
  }
}
