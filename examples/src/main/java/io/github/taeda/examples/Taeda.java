package io.github.taeda.examples;

import io.github.taeda.examples.activations.ActivationsExample;
import io.github.taeda.examples.addition.AdditionExample;
import io.github.taeda.examples.autoencoder.AutoencoderExample;
import io.github.taeda.examples.charmodel.CharmodelExample;
import io.github.taeda.examples.cifar.CifarExample;
import io.github.taeda.examples.cli.ProgramVersion;
import io.github.taeda.examples.digits.DigitsExample;
import io.github.taeda.examples.digits.PredictCommand;
import io.github.taeda.examples.gates.GatesExample;
import io.github.taeda.examples.live.LiveCommand;
import io.github.taeda.examples.regions.RegionsExample;
import io.github.taeda.examples.regression.RegressionExample;
import io.github.taeda.examples.series.SeriesExample;
import io.github.taeda.examples.text.TextExample;
import io.github.taeda.examples.words.WordsExample;
import io.github.taeda.examples.xor.XorExample;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line: one command per example.
 *
 * <p>An error is one sentence on standard error; {@code --debug} adds the stack trace.
 */
@Command(
    name = "taeda",
    description = "Examples of the neural-network library Taeda, one command each.",
    subcommands = {
      XorExample.class,
      GatesExample.class,
      ActivationsExample.class,
      RegressionExample.class,
      RegionsExample.class,
      DigitsExample.class,
      CifarExample.class,
      AutoencoderExample.class,
      WordsExample.class,
      SeriesExample.class,
      TextExample.class,
      AdditionExample.class,
      CharmodelExample.class,
      PredictCommand.class,
      LiveCommand.class
    },
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the run reached its target",
      "1:an error, described on standard error",
      "2:invalid arguments",
      "3:the run ended, but missed its target: the task is not learnt"
    })
public final class Taeda {
  private static final String ND4J_GREETING = "org.nd4j.log.initialization";

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of an error.")
  private boolean debug;

  private Taeda() {}

  /** Runs the command that the arguments name and exits with its code. */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true"); // pictures are drawn without a display
    if (System.getProperty(ND4J_GREETING) == null) {
      System.setProperty(ND4J_GREETING, "false");
    }
    System.exit(execute(commandLine(), args));
  }

  /** The commands, and the handlers that turn their exceptions into messages and exit codes. */
  static CommandLine commandLine() {
    Taeda taeda = new Taeda();
    return new CommandLine(taeda)
        .setParameterExceptionHandler((error, arguments) -> taeda.reject(error))
        .setExecutionExceptionHandler((error, command, parsed) -> taeda.fail(error, command));
  }

  /** Runs the command that the arguments name and returns its exit code. */
  static int execute(CommandLine commandLine, String... args) {
    try {
      return commandLine.execute(args);
    } catch (LinkageError | OutOfMemoryError error) { // no fonts, a broken backend, no memory
      return commandLine.<Taeda>getCommand().fail(error, commandLine);
    }
  }

  private int reject(ParameterException error) {
    CommandLine command = error.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter err = command.getErr();
    err.println(name + ": " + error.getMessage());
    UnmatchedArgumentException.printSuggestions(error, err);
    err.println("Try '" + name + " --help'.");
    if (debug) {
      error.printStackTrace(err);
    }
    return ExitCode.USAGE;
  }

  private int fail(Throwable error, CommandLine command) {
    PrintWriter err = command.getErr();
    err.println(command.getCommandSpec().qualifiedName() + ": " + sentence(error));
    if (debug) {
      error.printStackTrace(err);
    }
    return ExitCode.SOFTWARE;
  }

  /** The first message in the chain of causes, else the name of the exception. */
  private static String sentence(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        return cause instanceof NoSuchFileException missing && missing.getReason() == null
            ? missing.getFile() + ": there is no such file"
            : cause.getMessage();
      }
    }
    return error.toString();
  }
}
