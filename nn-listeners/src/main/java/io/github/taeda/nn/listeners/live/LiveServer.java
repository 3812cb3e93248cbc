package io.github.taeda.nn.listeners.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The HTTP server of a page. All its threads are daemons; what fails in them closes the connection,
 * and nothing else.
 */
final class LiveServer {
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(work -> daemon("live page", work));
  private final RequestCheck check;
  private final LiveRoutes routes;

  /**
   * Opens a server.
   *
   * @param address where; port 0 is a free one
   */
  LiveServer(InetSocketAddress address, LiveRoutes routes) {
    this.routes = routes;
    server = bind(address);
    check = new RequestCheck(server.getAddress());
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    Thread starter = daemon("live page", server::start); // whose thread is a daemon as this one is
    starter.start();
    try {
      starter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpServer bind(InetSocketAddress address) {
    try {
      return HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "LivePage: cannot listen on port "
              + address.getPort()
              + " of "
              + address.getAddress().getHostAddress()
              + ": "
              + e.getMessage()
              + "; choose another by port(…), or 0 for a free one",
          e);
    }
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  String token() {
    return check.token();
  }

  void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Responses.secure(exchange);
      String fault = check.fault(exchange.getRequestHeaders());
      if (fault != null) {
        Responses.text(exchange, 403, fault);
      } else if (exchange.getRequestMethod().equals("POST")) {
        command(exchange);
      } else {
        routes.get(exchange);
      }
    } catch (RuntimeException e) {
      throw new IOException(e); // which closes the connection
    }
  }

  private void command(HttpExchange exchange) throws IOException {
    if (!check.mayCommand(exchange.getRequestHeaders())) {
      Responses.text(exchange, 403, "the header " + RequestCheck.TOKEN_HEADER + " is wrong");
      return;
    }
    routes.post(exchange);
  }

  static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
