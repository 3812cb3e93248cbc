package io.github.taeda.nn.internal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;

/**
 * Atomic writes of files: a reader sees the complete old content or the complete new content, even
 * after a kill or a power cut during the write.
 *
 * <p>The content is written to a temporary file in the same directory, {@code <name>.<random>.tmp},
 * forced to disk and renamed to the target. If a step fails, the temporary file is deleted and the
 * target is unchanged; only a kill leaves the temporary file behind.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes the bytes of a file. */
  @FunctionalInterface
  public interface Content {

    /** Writes all bytes to an empty file. */
    void write(FileChannel channel) throws IOException;
  }

  /**
   * Writes or replaces a file.
   *
   * @param path the file; a symbolic link is followed
   * @param content writes the bytes
   * @throws NoSuchFileException if the directory does not exist
   * @throws IOException if writing fails, with the file and the reason as its message; an existing
   *     file is unchanged then
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
    } catch (IOException e) {
      delete(temporary, e);
      throw named(path, e);
    } catch (Throwable e) {
      delete(temporary, e);
      throw e;
    }
    force(directory);
  }

  /** A failure whose message is the file and the reason, not the temporary file or none. */
  private static IOException named(Path path, IOException failure) {
    String reason =
        failure instanceof FileSystemException other ? other.getReason() : failure.getMessage();
    if (reason == null) {
      return failure;
    }
    FileSystemException named = new FileSystemException(path.toString(), null, reason);
    named.initCause(failure);
    return named;
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

  /** Forces the renaming to disk; platforms that cannot open a directory do not need it. */
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
