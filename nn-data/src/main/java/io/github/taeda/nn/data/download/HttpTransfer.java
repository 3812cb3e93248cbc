package io.github.taeda.nn.data.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
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
final class HttpTransfer {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int PROXY_ASKS = 407;
  private static final String LENGTH = "Content-Length";

  private final HttpClient client;
  private final Duration patience;
  private final FileChannel channel;
  private final RemoteFile file;
  private final DownloadBar progress;
  private final long start;
  private long position;
  private boolean over;

  HttpTransfer(
      HttpClient client,
      Duration patience,
      FileChannel channel,
      RemoteFile file,
      DownloadBar progress)
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
      requireSuccess(await(answer, uri));
    } finally {
      stop();
      answer.cancel(true);
    }
    if (position() < file.size()) {
      throw new TransferException(
          "the answer ended after " + position() + " of " + file.size() + " bytes");
    }
  }

  private void requireSuccess(HttpResponse<Void> answer) throws TransferException {
    int status = answer.statusCode();
    if (status == PROXY_ASKS) {
      throw new TransferException(
          "the proxy asks for a name and a password (407), which java.net.Authenticator.setDefault"
              + " gives");
    }
    if (status != OK && status != PARTIAL) {
      throw new TransferException("the server answered " + status);
    }
    if (status == OK && !fits(answer.headers())) {
      throw new TransferException(
          "the server has another file, of "
              + answer.headers().firstValue(LENGTH).orElseThrow()
              + " bytes instead of "
              + file.size());
    }
  }

  /** Whether all that comes is as long as the file, or will be seen to be. */
  private boolean fits(HttpHeaders headers) {
    return headers.firstValue(LENGTH).map(Long.toString(file.size())::equals).orElse(true);
  }

  private HttpResponse<Void> await(CompletableFuture<HttpResponse<Void>> answer, URI uri)
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
        throw DownloadErrors.of(e.getCause() == null ? e : e.getCause(), uri);
      } catch (InterruptedException e) {
        throw DownloadErrors.interrupted(e);
      }
    }
  }

  private HttpResponse.BodySubscriber<Void> receive(ResponseInfo answer) {
    boolean goesOn =
        answer.statusCode() == PARTIAL
            && answer
                .headers()
                .firstValue("Content-Range")
                .filter(range -> range.startsWith("bytes " + start + "-"))
                .isPresent();
    boolean isWhole = answer.statusCode() == OK && fits(answer.headers());
    if (!isWhole && !goesOn) { // what there is of the file stays
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
      throw new UncheckedIOException(
          new TransferException("more than the expected " + file.size() + " bytes came"));
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
