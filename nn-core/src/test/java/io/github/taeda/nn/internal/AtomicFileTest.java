package io.github.taeda.nn.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path directory;

  @Test
  void the_content_replaces_what_was_there() throws IOException {
    Path file = directory.resolve("a.txt");

    AtomicFile.write(file, channel -> put(channel, "one"));
    AtomicFile.write(file, channel -> put(channel, "2"));

    assertThat(file).hasContent("2");
    assertThat(directory.toFile().listFiles()).containsExactly(file.toFile());
  }

  @Test
  void while_it_is_written_readers_see_the_old_content() throws IOException {
    Path file = Files.writeString(directory.resolve("a.txt"), "old");

    AtomicFile.write(
        file,
        channel -> {
          put(channel, "new");
          assertThat(file).hasContent("old");
        });

    assertThat(file).hasContent("new");
  }

  @Test
  void a_failure_leaves_the_old_file_and_nothing_else() throws IOException {
    Path file = Files.writeString(directory.resolve("a.txt"), "old");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    channel -> {
                      put(channel, "new");
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(file + ": disk full");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    channel -> {
                      put(channel, "new");
                      throw new IllegalStateException("bug");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("bug");

    assertThat(file).hasContent("old");
    assertThat(directory.toFile().listFiles()).containsExactly(file.toFile());
  }

  @Test
  void a_missing_directory_is_named() {
    Path file = directory.resolve("missing").resolve("a.txt");

    assertThatThrownBy(() -> AtomicFile.write(file, channel -> put(channel, "x")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(file + ": its directory does not exist");
  }

  @Test
  void a_directory_is_not_replaced() throws IOException {
    Path file = Files.createDirectory(directory.resolve("a"));
    Files.writeString(file.resolve("b"), "old");

    assertThatThrownBy(() -> AtomicFile.write(file, channel -> put(channel, "x")))
        .isInstanceOf(FileSystemException.class);

    assertThat(file.resolve("b")).hasContent("old");
    assertThat(directory.toFile().listFiles()).containsExactly(file.toFile());
  }

  @Test
  void what_a_symbolic_link_points_to_is_replaced() throws IOException {
    Path file = Files.writeString(directory.resolve("a.txt"), "old");
    Path link = directory.resolve("link.txt");
    try {
      Files.createSymbolicLink(link, file);
    } catch (IOException | UnsupportedOperationException e) {
      Assumptions.abort("no symbolic links here");
    }

    AtomicFile.write(link, channel -> put(channel, "new"));

    assertThat(link).isSymbolicLink().hasContent("new");
    assertThat(file).hasContent("new");
  }

  private static void put(FileChannel channel, String text) throws IOException {
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
