package io.github.taeda.nn.io;

import com.google.gson.Gson;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.io.ModelFile.Layout;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a model file says besides its arrays, each a text in the metadata of the safetensors file.
 *
 * @param layout of the arrays
 * @param architecture as JSON
 * @param frozen names of the parameters that are frozen
 */
record ModelMetadata(Layout layout, String architecture, List<String> frozen) {
  private static final long FORMAT = 2;
  private static final String FORMAT_KEY = "taeda.format";
  private static final String VERSION_KEY = "taeda.version";
  private static final String LAYOUT_KEY = "taeda.layout";
  private static final String MODULE_KEY = "taeda.module";
  private static final String FROZEN_KEY = "taeda.frozen";

  /** The texts by name. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(FORMAT_KEY, Long.toString(FORMAT));
    texts.put(VERSION_KEY, Version.TEXT);
    texts.put(LAYOUT_KEY, layout.name().toLowerCase(Locale.ROOT));
    texts.put(MODULE_KEY, architecture);
    texts.put(FROZEN_KEY, new Gson().toJson(frozen));
    return texts;
  }

  /** Reads what {@link #texts} wrote. */
  static ModelMetadata read(Path path, Map<String, String> texts) throws FileFormatException {
    requireFormat(path, texts);
    required(path, texts, LAYOUT_KEY);
    return new ModelMetadata(
        layout(path, texts), required(path, texts, MODULE_KEY), frozen(path, texts));
  }

  /** The layout that the texts name, PyTorch's if it wrote the file, else Taeda's. */
  static Layout layout(Path path, Map<String, String> texts) throws FileFormatException {
    boolean torch = "pt".equals(texts.get("format")); // as PyTorch's users mark their files
    String name = texts.getOrDefault(LAYOUT_KEY, torch ? "pytorch" : "taeda");
    return switch (name) {
      case "taeda" -> Layout.TAEDA;
      case "pytorch" -> Layout.PYTORCH;
      default ->
          throw new FileFormatException(
              path, LAYOUT_KEY + " must be taeda or pytorch, but was \"" + name + "\"");
    };
  }

  /** Rejects the checkpoint of a run, whose arrays have other names. */
  static void requireNoCheckpoint(Path path, Map<String, String> texts) throws FileFormatException {
    if (texts.containsKey("taeda.checkpoint")) {
      throw new FileFormatException(
          path,
          "is a checkpoint of a training run, not a model file; build the module and call"
              + " Checkpoints.file(path).load().copyInto(module)");
    }
  }

  private static void requireFormat(Path path, Map<String, String> texts)
      throws FileFormatException {
    requireNoCheckpoint(path, texts);
    String format = texts.get(FORMAT_KEY);
    if (format == null) {
      throw new FileFormatException(
          path,
          "holds arrays but no module of Taeda's, for its metadata lack "
              + FORMAT_KEY
              + "; build the module and call loadInto");
    }
    if (!format.matches("[1-9][0-9]{0,8}")) {
      throw new FileFormatException(
          path, FORMAT_KEY + " must be a whole number, but was \"" + format + "\"");
    }
    String version = texts.getOrDefault(VERSION_KEY, "of an unknown version");
    if (Long.parseLong(format) < FORMAT) {
      throw new FileFormatException(path, earlier(format, version));
    }
    if (Long.parseLong(format) > FORMAT) {
      throw new FileFormatException(path, newer(format, version));
    }
  }

  private static String earlier(String format, String version) {
    return String.format(
        Locale.ROOT,
        "is of the earlier format %s, written by Taeda %s; this is Taeda %s, which reads format %d:"
            + " build the module, call loadInto for its arrays, and save it again",
        format,
        version,
        Version.TEXT,
        FORMAT);
  }

  private static String newer(String format, String version) {
    return String.format(
        Locale.ROOT,
        "is of format %s, written by Taeda %s; this is Taeda %s, which reads up to format %d: use a"
            + " newer one",
        format,
        version,
        Version.TEXT,
        FORMAT);
  }

  private static List<String> frozen(Path path, Map<String, String> texts)
      throws FileFormatException {
    StringReader text = new StringReader(required(path, texts, FROZEN_KEY));
    return Json.parse(
        path,
        FROZEN_KEY,
        text,
        1,
        json -> {
          List<String> names = new ArrayList<>();
          json.list(element -> names.add(json.string()));
          return names;
        });
  }

  private static String required(Path path, Map<String, String> texts, String key)
      throws FileFormatException {
    String text = texts.get(key);
    if (text == null) {
      throw new FileFormatException(path, "its metadata lack " + key);
    }
    return text;
  }
}
