package io.github.taeda.nn.data.download;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The right to download a file, which one program, and in it one thread, has at a time: a lock on
 * {@code <name>.lock}.
 *
 * <p>The lock's file stays unless the download is complete: whoever waits for a file that was
 * deleted and whoever makes it anew would both be let in.
 */
final class DownloadLock implements AutoCloseable {
  private static final long PAUSE = 50; // milliseconds

  private final FileChannel channel;

  private DownloadLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the right to write a file, as long as whoever has it makes progress.
   *
   * @param part the file that grows
   * @param patience how long it may stay as it is
   */
  static DownloadLock of(Path lock, Path part, Duration patience) throws IOException {
    FileChannel channel = FileChannel.open(lock, CREATE, WRITE);
    try {
      long size = size(part);
      long last = System.nanoTime();
      while (tryLock(channel) == null) {
        long now = size(part);
        if (now != size) {
          size = now;
          last = System.nanoTime();
        } else if (System.nanoTime() - last > patience.toNanos()) {
          throw new IOException(
              part
                  + " is being written by another download, which got nothing for "
                  + patience.toMillis()
                  + " ms");
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      channel.close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the wait for another download was interrupted");
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    return new DownloadLock(channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this program has it
    }
  }

  private static long size(Path part) throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  @Override
  public void close() throws IOException {
    channel.close(); // and with it the lock
  }
}
