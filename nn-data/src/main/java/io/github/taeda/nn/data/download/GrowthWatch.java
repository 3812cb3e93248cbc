package io.github.taeda.nn.data.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Tells when a file has not grown for some time. */
final class GrowthWatch {
  private final Path file;
  private final Duration timeout;
  private long size;
  private long lastGrowth = System.nanoTime();

  GrowthWatch(Path file, Duration timeout) throws IOException {
    this.file = file;
    this.timeout = timeout;
    size = size(file);
  }

  /** The length of a file, 0 if there is none. */
  static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** Whether the file has not grown during the timeout. */
  boolean isStalled() throws IOException {
    long now = size(file);
    if (now != size) {
      size = now;
      lastGrowth = System.nanoTime();
    }
    return System.nanoTime() - lastGrowth > timeout.toNanos();
  }
}
