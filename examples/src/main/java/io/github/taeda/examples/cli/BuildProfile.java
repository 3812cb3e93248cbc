package io.github.taeda.examples.cli;

import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** A profile of the build in which the command line has more libraries. */
public final class BuildProfile {
  private BuildProfile() {}

  /**
   * Ends the run with the command to type instead if a library is not there.
   *
   * @param what needs it, such as an option
   * @param profile has it
   */
  public static void require(CommandSpec command, String what, String profile, boolean isThere) {
    if (!isThere) {
      String args =
          command.root().commandLine().getParseResult().originalArgs().stream()
              .map(arg -> arg.contains(" ") ? "'" + arg + "'" : arg)
              .collect(Collectors.joining(" "));
      throw new UnsupportedOperationException(
          what
              + " needs a library that this command line is built without; with it: mvn -q -P"
              + profile
              + " -Dargs=\""
              + args
              + "\"");
    }
  }
}
