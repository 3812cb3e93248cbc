package io.github.taeda.nn.listeners.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Server-sent events: each reader gets all there is, then what changes, in a thread of its own, and
 * at last an event {@code closed}.
 */
final class EventStream {
  static final int MAX_READERS = 32;
  static final String TYPE = "text/event-stream; charset=utf-8";
  private static final long HEARTBEAT = 5000; // milliseconds; shows that a reader has left
  private static final long LAST_MOMENT = 500; // milliseconds
  private static final long PAUSE = 250; // milliseconds between two messages

  private final Board board;
  private final AtomicInteger readers = new AtomicInteger();

  EventStream(Board board) {
    this.board = board;
  }

  /** How many pages are open. */
  int readers() {
    return readers.get();
  }

  /** Waits a moment for the readers to get the last event. */
  void awaitEnd() {
    long end = System.nanoTime() + LAST_MOMENT * 1_000_000;
    try {
      while (readers.get() > 0 && System.nanoTime() < end) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Serves a reader until it leaves or the board is closed. */
  void serve(HttpExchange exchange) throws IOException {
    if (readers.incrementAndGet() > MAX_READERS) {
      readers.decrementAndGet();
      Responses.text(exchange, 503, "too many pages are open");
      return;
    }
    try {
      exchange.getResponseHeaders().set("Content-Type", TYPE);
      exchange.sendResponseHeaders(200, 0);
      write(exchange.getResponseBody());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } finally {
      readers.decrementAndGet();
    }
  }

  private void write(OutputStream out) throws IOException, InterruptedException {
    Map<Topic, Series.Points> sent = new HashMap<>();
    Board.Changes changes = new Board.Changes(0, Map.of(), false);
    out.write("retry: 2000\n\n".getBytes(UTF_8));
    out.flush();
    while (!changes.closed()) {
      changes = board.await(changes.version(), HEARTBEAT);
      out.write(text(changes, sent).getBytes(UTF_8));
      out.flush();
      if (!changes.closed()) {
        Thread.sleep(PAUSE);
      }
    }
  }

  private static String text(Board.Changes changes, Map<Topic, Series.Points> sent) {
    StringBuilder text = new StringBuilder(changes.contents().isEmpty() ? ":\n\n" : "");
    changes
        .contents()
        .forEach(
            (topic, content) -> {
              Object value = content;
              if (content instanceof Series series) {
                Series.Points points = series.after(sent.getOrDefault(topic, Series.Points.NONE));
                sent.put(topic, points);
                value = points;
              } else if (topic.kind().equals(Topic.GONE)) {
                sent.keySet().removeIf(of -> of.run() == topic.run());
              }
              text.append("data: ").append(JsonText.of(new Message(topic, value))).append("\n\n");
            });
    return changes.closed() ? text.append("event: closed\ndata:\n\n").toString() : text.toString();
  }

  /** What the page gets. */
  private record Message(Topic topic, Object content) {}
}
