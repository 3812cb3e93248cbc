package io.github.taeda.nn.files;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;

/**
 * Writes a file whole or not at all: whoever reads it sees the old content or the new, even after a
 * kill or a power cut in between.
 *
 * <p>The content goes to a file beside the target, {@code <name>.<random>.tmp}, is forced to disk,
 * and takes the target's name. If anything fails, that file is deleted and the target is as before;
 * only a kill leaves it behind.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** What is written. */
  @FunctionalInterface
  public interface Content {

    /** Writes all of it to an empty file. */
    void write(FileChannel channel) throws IOException;
  }

  /**
   * Writes or replaces a file.
   *
   * @param path the file; of a symbolic link, what it points to
   * @param content writes the bytes
   * @throws NoSuchFileException if the directory does not exist
   * @throws IOException if writing fails; there is no new file then and the old one is as before
   */
  public static void write(Path path, Content content) throws IOException {
    Objects.requireNonNull(content, "AtomicFile: content is null");
    Path target = target(path);
    Path directory = target.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new NoSuchFileException(path.toString(), null, "its directory does not exist");
    }
    Path name = Objects.requireNonNull(target.getFileName());
    Path temporary = directory.resolve(name + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
        content.write(channel);
        channel.force(true);
      }
      Files.move(temporary, target, ATOMIC_MOVE);
    } catch (Throwable e) {
      delete(temporary, e);
      throw e;
    }
    force(directory);
  }

  private static Path target(Path path) throws IOException {
    Objects.requireNonNull(path, "AtomicFile: path is null");
    return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
  }

  private static void delete(Path temporary, Throwable reason) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /** Makes the new name last; some platforms do not open directories, and need not. */
  private static void force(Path directory) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(directory, READ);
    } catch (IOException e) {
      return;
    }
    try (channel) {
      channel.force(true);
    }
  }
}
