package io.github.taeda.docs;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A Jupyter notebook: cells of Java with the outputs that running them gave. */
final class Notebook {
  private static final Pattern LINE_START = Pattern.compile("(?<=\n)");

  private final Path file;
  private final JsonObject content;

  private Notebook(Path file, JsonObject content) {
    this.file = file;
    this.content = content;
  }

  static Notebook read(Path file) throws IOException {
    return new Notebook(file, JsonParser.parseString(Files.readString(file)).getAsJsonObject());
  }

  /** The cells of Java, but those with magics, which only kernels know. */
  List<JsonObject> cells() {
    List<JsonObject> cells = new ArrayList<>();
    for (JsonElement cell : content.getAsJsonArray("cells")) {
      JsonObject object = cell.getAsJsonObject();
      if (object.get("cell_type").getAsString().equals("code")
          && !text(object.get("source")).startsWith("%")) {
        cells.add(object);
      }
    }
    return cells;
  }

  static String source(JsonObject cell) {
    return text(cell.get("source"));
  }

  /** What the notebook shows below a cell. */
  static String output(JsonObject cell) {
    StringBuilder shown = new StringBuilder();
    for (JsonElement output : cell.getAsJsonArray("outputs")) {
      JsonObject object = output.getAsJsonObject();
      shown.append(
          object.has("text")
              ? text(object.get("text"))
              : text(object.getAsJsonObject("data").get("text/plain")));
    }
    return shown.toString();
  }

  /** Replaces what the notebook shows below a cell. */
  static void setOutput(JsonObject cell, int count, String printed, String value) {
    JsonArray outputs = new JsonArray();
    if (!printed.isEmpty()) {
      JsonObject stream = new JsonObject();
      stream.addProperty("name", "stdout");
      stream.addProperty("output_type", "stream");
      stream.add("text", lines(printed));
      outputs.add(stream);
    }
    if (!value.isEmpty()) {
      JsonObject data = new JsonObject();
      data.add("text/plain", lines(value));
      JsonObject result = new JsonObject();
      result.add("data", data);
      result.addProperty("execution_count", count);
      result.add("metadata", new JsonObject());
      result.addProperty("output_type", "execute_result");
      outputs.add(result);
    }
    cell.addProperty("execution_count", count);
    cell.add("outputs", outputs);
  }

  void write() throws IOException {
    StringWriter json = new StringWriter();
    new GsonBuilder()
        .setPrettyPrinting()
        .disableHtmlEscaping()
        .serializeNulls()
        .create()
        .toJson(content, json);
    Files.writeString(file, json + "\n");
  }

  private static JsonArray lines(String text) {
    JsonArray lines = new JsonArray();
    LINE_START.splitAsStream(text).forEach(lines::add);
    return lines;
  }

  private static String text(JsonElement lines) {
    StringBuilder text = new StringBuilder();
    lines.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
    return text.toString();
  }
}
