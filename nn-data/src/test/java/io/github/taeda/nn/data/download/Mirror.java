package io.github.taeda.nn.data.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that offers one file, in one of several states of health. */
final class Mirror implements AutoCloseable {
  /** What the server does with a request. */
  interface Behaviour {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  private Mirror(Behaviour behaviour) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          requests.add(exchange.getRequestURI() + (range == null ? "" : " " + range));
          try (exchange) {
            behaviour.answer(exchange);
          }
        });
    server.start();
  }

  /** Sends the whole file, or the rest that is asked for. */
  static Mirror good(byte[] content) throws IOException {
    return new Mirror(
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          int start = 0;
          if (range != null) {
            start = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            exchange
                .getResponseHeaders()
                .set(
                    "Content-Range",
                    "bytes " + start + "-" + (content.length - 1) + "/" + content.length);
          }
          byte[] rest = Arrays.copyOfRange(content, start, content.length);
          exchange.sendResponseHeaders(range == null ? 200 : 206, rest.length);
          exchange.getResponseBody().write(rest);
        });
  }

  /** Sends the whole file without saying how long it is. */
  static Mirror chunked(byte[] content) throws IOException {
    return new Mirror(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(content);
        });
  }

  /** Sends the whole file to whoever gives a name and a password. */
  static Mirror locked(byte[] content, String authorization) throws IOException {
    return new Mirror(
        exchange -> {
          if (authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
          } else {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"r\"");
            exchange.sendResponseHeaders(401, -1);
          }
        });
  }

  /** Sends the whole file whatever is asked for. */
  static Mirror withoutRanges(byte[] content) throws IOException {
    return new Mirror(
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
        });
  }

  /** Promises the whole file, sends the beginning and hangs up. */
  static Mirror cutOff(byte[] content, int length) throws IOException {
    return new Mirror(
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content, 0, length);
          exchange.getResponseBody().flush();
        });
  }

  /** Answers with a status and nothing else. */
  static Mirror failing(int status) throws IOException {
    return new Mirror(exchange -> exchange.sendResponseHeaders(status, -1));
  }

  /** Sends the beginning and then nothing, without hanging up. */
  static Mirror stuck(byte[] content, int length) throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    return new Mirror(
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content, 0, length);
          exchange.getResponseBody().flush();
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/files/");
  }

  /** Path and range of each request so far. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
