package io.github.taeda.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One package makes ND4J's arrays and runs its operations; all else goes through that door. */
class DoorTest {
  private static final List<String> BEHIND = List.of("linalg.factory", "linalg.api.ops");

  @Test
  void only_the_door_calls_nd4j() {
    assertThat(calls().filter(line -> !line.contains("/nn/ops/"))).isEmpty();
  }

  @Test
  void the_calls_of_the_door_itself_are_found() {
    assertThat(calls()).anyMatch(line -> line.contains("/nn/ops/Scratch.java: import org.nd4j"));
  }

  /** The lines of published code that name what is behind the door, each with its file. */
  private static Stream<String> calls() {
    return Stream.of("nn-core", "nn-layers", "nn-losses", "nn-data", "nn-optim")
        .flatMap(module -> files(Project.file(module + "/src/main/java")).stream())
        .flatMap(file -> Project.lines(file).stream().map(line -> file + ": " + line))
        .filter(line -> BEHIND.stream().anyMatch(name -> line.contains("org.nd4j." + name)));
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
