package io.github.taeda.nn.listeners.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A browser without a window: requests to a page, and the events it gets. */
final class PageReader {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final long PATIENCE = 30_000; // milliseconds

  private final Map<String, JsonElement> contents = new LinkedHashMap<>(); // by run/kind/name
  private boolean ended;

  /** Opens the event stream, which is read in a thread of its own. */
  PageReader(LivePage page) throws IOException, InterruptedException {
    URI events = page.address().resolve("/events");
    HttpRequest request = HttpRequest.newBuilder(events).timeout(Duration.ofSeconds(30)).build();
    Stream<String> lines = CLIENT.send(request, BodyHandlers.ofLines()).body();
    LiveServer.daemon("page reader", () -> read(lines)).start();
  }

  private void read(Stream<String> lines) {
    try (lines) {
      lines.filter(line -> line.startsWith("data: {")).forEach(this::add);
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    JsonObject message = JsonParser.parseString(line.substring(6)).getAsJsonObject();
    JsonObject topic = message.getAsJsonObject("topic");
    String key =
        topic.get("run").getAsInt()
            + "/"
            + topic.get("kind").getAsString()
            + "/"
            + topic.get("name").getAsString();
    contents.put(key, message.get("content"));
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** What has come last of a topic, run/kind/name. */
  synchronized @Nullable JsonElement content(String topic) {
    return contents.get(topic);
  }

  /** Waits until a content is as wanted, and returns it. */
  synchronized JsonElement await(String topic, Predicate<JsonElement> wanted)
      throws InterruptedException {
    waitUntil(() -> contents.containsKey(topic) && wanted.test(contents.get(topic)), topic);
    return contents.get(topic);
  }

  /** Waits for a content, and returns it. */
  JsonElement await(String topic) throws InterruptedException {
    return await(topic, content -> true);
  }

  JsonObject awaitState(int run, String state) throws InterruptedException {
    return await(
            run + "/progress/",
            content -> content.getAsJsonObject().get("state").getAsString().equals(state))
        .getAsJsonObject();
  }

  /** Waits for the end of the stream. */
  synchronized void awaitEnd() throws InterruptedException {
    waitUntil(() -> ended, "the end");
  }

  private void waitUntil(BooleanSupplier done, String what) throws InterruptedException {
    long end = System.currentTimeMillis() + PATIENCE;
    while (!done.getAsBoolean()) {
      long left = end - System.currentTimeMillis();
      if (left <= 0 || ended) {
        String why = ended ? "the stream ended" : PATIENCE + " ms passed";
        throw new AssertionError(why + " without " + what + "; last was " + contents);
      }
      wait(left);
    }
  }

  static HttpResponse<String> get(LivePage page, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create(page.address().resolve("/") + path);
    return CLIENT.send(
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build(),
        BodyHandlers.ofString());
  }

  /** Presses a button of a run; returns the status. */
  static int post(LivePage page, String token, int run, String command)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(page.address().resolve("/runs/" + run + "/" + command))
            .POST(HttpRequest.BodyPublishers.noBody())
            .header("X-Taeda-Token", token)
            .timeout(Duration.ofSeconds(30))
            .build();
    return CLIENT.send(request, BodyHandlers.ofString()).statusCode();
  }

  static int post(LivePage page, int run, String command) throws IOException, InterruptedException {
    return post(page, page.address().getFragment(), run, command);
  }

  /** Sends a request as it is; returns the answer's first line. */
  static String raw(LivePage page, String... head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.address().getPort())) {
      socket.setSoTimeout((int) PATIENCE);
      String request = String.join("\r\n", head) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      return answer.lines().findFirst().orElse("")
          + " | "
          + answer.lines().reduce((a, b) -> b).orElse("");
    }
  }
}
