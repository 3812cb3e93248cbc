package io.github.taeda.nn.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request for what a file still lacks, and its answer. */
final class Transfer {
  private static final int OK = 200;
  private static final int PARTIAL = 206;

  private final HttpClient client;
  private final Duration patience;
  private final FileChannel channel;
  private final RemoteFile file;
  private final Progress progress;
  private final long start;
  private long position;
  private boolean over;

  Transfer(
      HttpClient client, Duration patience, FileChannel channel, RemoteFile file, Progress progress)
      throws IOException {
    this.client = client;
    this.patience = patience;
    this.channel = channel;
    this.file = file;
    this.progress = progress;
    start = channel.size();
    position = start;
  }

  /** Fills the file; throws a {@link TransferException} if the mirror does not. */
  void run(URI uri) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(patience);
    if (start > 0) {
      request.header("Range", "bytes=" + start + "-");
    }
    BodyHandler<Void> handler = this::receive;
    CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request.build(), handler);
    try {
      int status = await(answer).statusCode();
      if (status != OK && status != PARTIAL) {
        throw new TransferException("the server answered " + status);
      }
    } finally {
      stop();
      answer.cancel(true);
    }
    if (position() < file.size()) {
      throw new TransferException(
          "the answer ended after " + position() + " of " + file.size() + " bytes");
    }
  }

  private HttpResponse<Void> await(CompletableFuture<HttpResponse<Void>> answer)
      throws IOException {
    while (true) {
      long before = position();
      try {
        return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (position() == before) {
          throw new TransferException("nothing came for " + patience.toMillis() + " ms");
        }
      } catch (ExecutionException e) {
        throw failure(e.getCause() == null ? e : e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("the download was interrupted", e);
      }
    }
  }

  private static IOException failure(Throwable cause) {
    if (cause instanceof UncheckedIOException disk) {
      return new IOException("writing failed: " + disk.getMessage(), disk);
    }
    String message = cause.getMessage();
    String kind = cause.getClass().getSimpleName();
    return new TransferException(message == null ? kind : kind + ": " + message);
  }

  private HttpResponse.BodySubscriber<Void> receive(ResponseInfo answer) {
    boolean goesOn =
        answer.statusCode() == PARTIAL
            && answer
                .headers()
                .firstValue("Content-Range")
                .filter(range -> range.startsWith("bytes " + start + "-"))
                .isPresent();
    if (answer.statusCode() != OK && !goesOn) {
      return BodySubscribers.replacing(null);
    }
    if (!goesOn) {
      restart();
    }
    return BodySubscribers.ofByteArrayConsumer(this::write);
  }

  /** The mirror sends all of it: what was there is overwritten. */
  private synchronized void restart() {
    try {
      channel.truncate(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    position = 0;
  }

  private synchronized void write(Optional<byte[]> piece) {
    if (over || piece.isEmpty()) {
      return;
    }
    byte[] bytes = piece.get();
    if (bytes.length > file.size() - position) {
      throw new IllegalStateException("more than the expected " + file.size() + " bytes came");
    }
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer, position + buffer.position());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    position += bytes.length;
    progress.at(position);
  }

  private synchronized long position() {
    return position;
  }

  /** A piece that arrives late is not written: the file may belong to the next mirror by then. */
  private synchronized void stop() {
    over = true;
  }
}
