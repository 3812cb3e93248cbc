package io.github.taeda.nn.data.download;

import static java.net.HttpURLConnection.HTTP_OK;
import static java.net.HttpURLConnection.HTTP_PARTIAL;
import static java.net.HttpURLConnection.HTTP_PROXY_AUTH;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests for the missing bytes of a file.
 *
 * @param timeout the time to wait for a connection, for an answer, and for each next part of it
 * @param part the file that is written; it may hold the first bytes
 */
record HttpTransfer(HttpClient client, Duration timeout, Path part, RemoteFile file) {
  private static final long PAUSE = 50; // milliseconds

  /** A mirror that did not deliver the file; the next one is tried. */
  static final class HttpException extends IOException {
    private static final long serialVersionUID = 1L;

    HttpException(String message) {
      super(message);
    }
  }

  /** Completes the part by one request. */
  void run(URI uri) throws IOException, InterruptedException {
    long start = GrowthWatch.size(part);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(timeout);
    if (start > 0) {
      request.header("Range", "bytes=" + start + "-");
    }
    CompletableFuture<HttpResponse<Path>> answer =
        client.sendAsync(request.build(), info -> body(info, start));
    try (DownloadBar bar = DownloadBar.of(file)) {
      requireSuccess(await(answer, bar));
    } catch (ExecutionException e) {
      throw new HttpException(reason(e.getCause() == null ? e : e.getCause(), uri));
    } finally {
      answer.cancel(true);
    }
    long size = GrowthWatch.size(part);
    if (size < file.size()) {
      throw new HttpException("the answer ended after " + size + " of " + file.size() + " bytes");
    }
  }

  /** Appends to the part, replaces it, or ignores an answer that is not the expected file. */
  private BodySubscriber<Path> body(ResponseInfo answer, long start) {
    String range = answer.headers().firstValue("Content-Range").orElse("");
    if (answer.statusCode() == HTTP_PARTIAL && range.startsWith("bytes " + start + "-")) {
      return BodySubscribers.ofFile(part, CREATE, WRITE, APPEND);
    }
    return answer.statusCode() == HTTP_OK && length(answer.headers()) == file.size()
        ? BodySubscribers.ofFile(part, CREATE, WRITE, TRUNCATE_EXISTING)
        : BodySubscribers.replacing(part);
  }

  /** The length that an answer announces; the expected one if it announces none. */
  private long length(HttpHeaders headers) {
    return headers.firstValueAsLong("Content-Length").orElse(file.size());
  }

  private HttpResponse<Path> await(CompletableFuture<HttpResponse<Path>> answer, DownloadBar bar)
      throws IOException, InterruptedException, ExecutionException {
    GrowthWatch watch = new GrowthWatch(part, timeout);
    HttpResponse<Path> response = null;
    while (response == null) {
      try {
        response = answer.get(PAUSE, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (watch.isStalled()) {
          throw new HttpException("nothing came for " + timeout.toMillis() + " ms");
        }
      }
      long size = GrowthWatch.size(part);
      if (size > file.size()) {
        throw new HttpException("more than the expected " + file.size() + " bytes came");
      }
      bar.at(size);
    }
    return response;
  }

  private void requireSuccess(HttpResponse<Path> answer) throws HttpException {
    int status = answer.statusCode();
    if (status == HTTP_PROXY_AUTH) {
      throw new HttpException(
          "the proxy asks for a name and a password (407), which java.net.Authenticator.setDefault"
              + " gives");
    }
    if (status != HTTP_OK && status != HTTP_PARTIAL) {
      throw new HttpException("the server answered " + status);
    }
    long length = length(answer.headers());
    if (status == HTTP_OK && length != file.size()) {
      throw new HttpException(
          "the server has another file, of " + length + " bytes instead of " + file.size());
    }
  }

  /** Says why a request failed; the exceptions of Java's client often have no message. */
  static String reason(Throwable failure, URI uri) {
    String message = "";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "the host " + uri.getHost() + " is not known";
      }
      if (message.isEmpty() && cause.getMessage() != null) {
        message = ": " + cause.getMessage();
      }
    }
    return failure instanceof ConnectException
        ? "no connection to " + uri.getAuthority() + message
        : failure.getClass().getSimpleName() + message;
  }
}
