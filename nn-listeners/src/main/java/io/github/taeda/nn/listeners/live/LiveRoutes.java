package io.github.taeda.nn.listeners.live;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server answers: the page's files, the events, the pictures, and commands to runs.
 *
 * @param commands takes a run's index and the name of a command; false if there is none
 */
record LiveRoutes(
    PageFiles files,
    EventStream events,
    LivePictures pictures,
    BiPredicate<Integer, String> commands) {
  private static final Pattern PICTURE = Pattern.compile("/pictures/([0-9]{1,9})");
  private static final Pattern COMMAND = Pattern.compile("/runs/([0-9]{1,9})/([a-z]{1,20})");

  void get(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      Responses.text(exchange, 405, "only GET and POST");
      return;
    }
    String path = exchange.getRequestURI().getPath();
    PageFiles.PageFile file = files.at(path);
    Matcher picture = PICTURE.matcher(path);
    byte[] png = picture.matches() ? pictures.bytes(Integer.parseInt(picture.group(1))) : null;
    if (file != null) {
      Responses.bytes(exchange, 200, file.type(), file.bytes());
    } else if (path.equals("/events") && method.equals("GET")) {
      events.serve(exchange);
    } else if (path.equals("/events")) {
      Responses.bytes(exchange, 200, EventStream.TYPE, new byte[0]);
    } else if (png != null) {
      Responses.bytes(exchange, 200, "image/png", png);
    } else {
      Responses.text(exchange, 404, "there is no such page");
    }
  }

  void post(HttpExchange exchange) throws IOException {
    Matcher command = COMMAND.matcher(exchange.getRequestURI().getPath());
    boolean known =
        command.matches() && commands.test(Integer.valueOf(command.group(1)), command.group(2));
    if (known) {
      Responses.bytes(exchange, 204, "text/plain", new byte[0]);
    } else {
      Responses.text(exchange, 404, "there is no such run or command");
    }
  }
}
