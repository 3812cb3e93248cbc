package io.github.taeda.nn.data.download;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.github.taeda.nn.data.download.HttpTransfer.HttpException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Authenticator;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Downloads files over HTTP(S) from the first mirror that delivers the content of the checksum.
 *
 * <p>The bytes are written to {@code <name>.part}, which is renamed once its checksum is correct.
 * After an interruption the download is resumed, from the next mirror or in the next run. A lock on
 * {@code <name>.lock} lets one thread of one program download a file while the others wait.
 */
final class Download {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final long PAUSE = 50; // milliseconds

  private final HttpClient client;
  private final Duration timeout;

  /** Waits up to the timeout for a connection, for an answer, and for each next part of it. */
  Download(Duration timeout) {
    this.timeout = timeout;
    HttpClient.Builder builder =
        HttpClient.newBuilder().connectTimeout(timeout).followRedirects(HttpClient.Redirect.NORMAL);
    Optional.ofNullable(ProxySelector.getDefault()).ifPresent(builder::proxy);
    Optional.ofNullable(Authenticator.getDefault()).ifPresent(builder::authenticator);
    client = builder.build();
  }

  /** With Java's proxy and authenticator and a timeout of 20 seconds. */
  static Download standard() {
    return new Download(TIMEOUT);
  }

  /**
   * Downloads a file to a directory, unless another program has done so meanwhile.
   *
   * @throws IOException if no mirror delivers the file; the message lists the failure of each
   */
  void fetch(RemoteFile file, List<URI> mirrors, Path directory) throws IOException {
    Path whole = directory.resolve(file.name());
    Path part = directory.resolve(file.name() + ".part");
    Path lock = directory.resolve(file.name() + ".lock");
    try (FileChannel held = lock(lock, part)) {
      if (!Files.exists(whole)) { // another program may have downloaded it meanwhile
        fill(part, file, mirrors);
        try (FileChannel channel = FileChannel.open(part, WRITE)) {
          channel.force(true);
        }
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (ClosedByInterruptException | InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stop = new InterruptedIOException("the download was interrupted");
      stop.initCause(e);
      throw stop;
    }
    // Only now: two programs could hold locks on a deleted file and on a new one of its name.
    Files.deleteIfExists(lock);
  }

  /** Waits for the lock, as long as the part of the program that holds it grows. */
  private FileChannel lock(Path lock, Path part) throws IOException, InterruptedException {
    FileChannel channel = FileChannel.open(lock, CREATE, WRITE);
    try {
      GrowthWatch watch = new GrowthWatch(part, timeout);
      while (tryLock(channel) == null) {
        if (watch.isStalled()) {
          throw new IOException(
              part
                  + " is being written by another download, which got nothing for "
                  + timeout.toMillis()
                  + " ms");
        }
        Thread.sleep(PAUSE);
      }
      return channel;
    } catch (IOException | InterruptedException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another thread of this program holds it
    }
  }

  private void fill(Path part, RemoteFile file, List<URI> mirrors)
      throws IOException, InterruptedException {
    List<String> failures = new ArrayList<>();
    for (URI mirror : mirrors) {
      URI uri = mirror.resolve(file.name());
      try {
        attempt(part, file, uri);
        return;
      } catch (HttpException e) {
        failures.add(uri + ": " + e.getMessage());
      }
    }
    throw new IOException(String.join("; ", failures));
  }

  /** Downloads the missing bytes; starts over if the existing ones are wrong. */
  private void attempt(Path part, RemoteFile file, URI uri)
      throws IOException, InterruptedException {
    long existing = GrowthWatch.size(part);
    if (existing < file.size()) {
      new HttpTransfer(client, timeout, part, file).run(uri);
    }
    String sum = sha256(part);
    if (sum.equals(file.sha256())) {
      return;
    }
    Files.write(part, new byte[0]);
    if (existing == 0) {
      throw new HttpException("expected SHA-256 " + file.sha256() + ", but was " + sum);
    }
    attempt(part, file, uri);
  }

  /** The SHA-256 of a file's content, 64 hexadecimal digits. */
  static String sha256(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    try (InputStream bytes = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
