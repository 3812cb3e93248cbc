package io.github.taeda.nn.data.download;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.Authenticator;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
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
 * Fetches files over HTTP(S) from the first mirror that delivers what the checksum says.
 *
 * <p>The bytes go to {@code <name>.part}, which takes the file's name only when its checksum is
 * right. After an interruption the rest is asked for, of the next mirror or in the next run.
 */
final class Download {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient client;
  private final Duration patience;

  /** Waits so long for a connection, for an answer, and for each piece of it. */
  Download(Duration patience) {
    this.patience = patience;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NORMAL);
    Optional.ofNullable(ProxySelector.getDefault()).ifPresent(builder::proxy);
    Optional.ofNullable(Authenticator.getDefault()).ifPresent(builder::authenticator);
    client = builder.build();
  }

  /** With Java's proxy and authenticator and 20 seconds of patience. */
  static Download standard() {
    return new Download(PATIENCE);
  }

  /**
   * Fetches a file into a directory, unless another program does so meanwhile.
   *
   * @throws IOException if no mirror delivers it; says what each did
   */
  void fetch(RemoteFile file, List<URI> mirrors, Path directory) throws IOException {
    Path whole = directory.resolve(file.name());
    Path part = directory.resolve(file.name() + ".part");
    Path lock = directory.resolve(file.name() + ".lock");
    try (DownloadLock turn = DownloadLock.of(lock, part, patience)) {
      if (!Files.exists(whole)) { // another program may have fetched it meanwhile
        try (FileChannel channel = FileChannel.open(part, CREATE, READ, WRITE)) {
          fill(channel, file, mirrors);
          channel.force(true);
        }
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (ClosedByInterruptException e) {
      throw DownloadErrors.interrupted(e);
    }
    Files.deleteIfExists(lock);
  }

  private void fill(FileChannel channel, RemoteFile file, List<URI> mirrors) throws IOException {
    List<String> failures = new ArrayList<>();
    for (URI mirror : mirrors) {
      String failure = attempt(channel, file, mirror.resolve(file.name()));
      if (failure == null) {
        return;
      }
      failures.add(mirror.resolve(file.name()) + ": " + failure);
    }
    throw new IOException(String.join("; ", failures));
  }

  /** Fetches what is missing, all anew if what was there was wrong; what went wrong, if it did. */
  private @Nullable String attempt(FileChannel channel, RemoteFile file, URI uri)
      throws IOException {
    boolean resumed = channel.size() > 0;
    String failure = once(channel, file, uri);
    if (failure != null && resumed && channel.size() == 0) {
      failure = once(channel, file, uri);
    }
    return failure;
  }

  private @Nullable String once(FileChannel channel, RemoteFile file, URI uri) throws IOException {
    if (channel.size() < file.size()) {
      try (DownloadBar progress = DownloadBar.of(file)) {
        new HttpTransfer(client, patience, channel, file, progress).run(uri);
      } catch (TransferException e) {
        return e.getMessage();
      }
    }
    String sum = sha256(channel);
    if (sum.equals(file.sha256()) && channel.size() == file.size()) {
      return null;
    }
    channel.truncate(0);
    return "expected SHA-256 " + file.sha256() + ", but was " + sum;
  }

  /** The checksum of what is in a file, from its start. */
  static String sha256(FileChannel channel) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    channel.position(0);
    while (channel.read(buffer) >= 0) {
      digest.update(buffer.flip());
      buffer.clear();
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
