package io.github.taeda.reliability;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the tests in a JVM of its own, with this one's class path. */
final class Child {
  private final Process process;
  private final String output;

  private Child(Process process, String output) {
    this.process = process;
    this.output = output;
  }

  /** Runs a program to its end. */
  static Child of(Class<?> program, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    Process process = builder(program, options, arguments).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return new Child(process, output);
  }

  /** How a program is started. */
  static ProcessBuilder builder(Class<?> program, List<String> options, String... arguments) {
    return builder(command(program, options, arguments));
  }

  /** The process of a command, for which the class path is in its environment. */
  static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder;
  }

  /** The command line of a program. */
  static List<String> command(Class<?> program, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--")) // what this version of Java needs
        .forEach(command::add);
    command.addAll(List.of("-Xmx512m", "-Dorg.nd4j.log.initialization=false"));
    for (String name : List.of("taeda.seed", "taeda.kernels")) {
      if (System.getProperty(name) != null) {
        command.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    command.addAll(options);
    command.add(program.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  int status() {
    return process.exitValue();
  }

  /** What it printed, errors included. */
  String output() {
    return output;
  }
}
