package io.github.taeda.nn.io;

import com.google.gson.stream.JsonWriter;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the architecture of a net as JSON, {@code
 * {"type":"Linear","settings":{"in":3,"out":2,"bias":true}}}. Modules are counted in the order in
 * which they begin; one that occurs again is {@code {"same":index}}, and a record within a
 * configuration is {@code {"settings":{…}}}.
 */
final class ArchitectureWriter {
  static final int MAX_DEPTH = 80; // modules within one another
  static final int MAX_MODULES = 100_000; // those written once counted wherever they occur

  private final IdentityHashMap<Module, Integer> indices = new IdentityHashMap<>();
  private final IdentityHashMap<Module, Integer> counts = new IdentityHashMap<>(); // when written
  private final Map<ClassLoader, ModuleTypes> types = new HashMap<>();
  private final StringWriter text = new StringWriter();
  private final JsonWriter json = new JsonWriter(text);

  private ArchitectureWriter() {}

  /**
   * The text for a net.
   *
   * @throws IllegalArgumentException if a module has no type, has a configuration that no file can
   *     hold, or is nested too deeply
   */
  static String write(Module module) {
    ArchitectureWriter writer = new ArchitectureWriter();
    try {
      writer.write(module, "", 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string writer never fails
    }
    return writer.text.toString();
  }

  /** Writes a module and returns how many it consists of. */
  private int write(Module module, String path, int depth) throws IOException {
    Integer index = indices.get(module);
    if (index != null) {
      return repeat(module, index, path);
    }
    if (depth > MAX_DEPTH) {
      throw error(path, module, "stands in more than " + MAX_DEPTH + " modules");
    }
    indices.put(module, indices.size());
    ModuleType<?> type = type(module, path);
    Map<String, Object> settings = settings(type, module, path);
    json.beginObject().name("type").value(type.name());
    int count = 1;
    if (!settings.isEmpty()) {
      json.name("settings");
      count += settings(settings, path + module.getClass().getSimpleName(), depth);
    }
    json.endObject();
    if (count > MAX_MODULES) {
      throw error(path, module, "consists of more than " + MAX_MODULES + " modules");
    }
    counts.put(module, count);
    return count;
  }

  private int repeat(Module module, int index, String path) throws IOException {
    Integer count = counts.get(module);
    if (count == null) {
      throw error(path, module, "contains itself");
    }
    json.beginObject().name("same").value(index).endObject();
    return count;
  }

  private int settings(Map<?, ?> settings, String path, int depth) throws IOException {
    json.beginObject();
    int count = 0;
    for (Map.Entry<?, ?> setting : settings.entrySet()) {
      json.name((String) setting.getKey());
      count += value(setting.getValue(), path + "." + setting.getKey(), depth);
    }
    json.endObject();
    return count;
  }

  private int value(Object value, String path, int depth) throws IOException {
    if (value instanceof Module child) {
      return write(child, path + " > ", depth + 1);
    }
    if (value instanceof Map<?, ?> nested) {
      json.beginObject().name("settings");
      int count = settings(nested, path, depth);
      json.endObject();
      return count;
    }
    if (value instanceof List<?> list) {
      int count = 0;
      json.beginArray();
      for (int i = 0; i < list.size(); i++) {
        count += value(list.get(i), path + "[" + i + "]", depth);
      }
      json.endArray();
      return count;
    }
    scalar(value);
    return 0;
  }

  private void scalar(Object value) throws IOException {
    if (value instanceof Number number) {
      json.value(number);
    } else if (value instanceof Boolean flag) {
      json.value(flag);
    } else {
      json.value((String) value);
    }
  }

  private ModuleType<?> type(Module module, String path) {
    ModuleType<?> type = module.type();
    if (type == null) {
      throw error(
          path,
          module,
          "its class " + module.getClass().getName() + " must override type() to be saved");
    }
    ModuleType<?> same =
        types
            .computeIfAbsent(module.getClass().getClassLoader(), ModuleTypes::known)
            .named(type.name());
    if (same != null && same.type() != type.type()) {
      throw error(path, module, "its name is taken by " + same.type().getName());
    }
    return type;
  }

  private static Map<String, Object> settings(ModuleType<?> type, Module module, String path) {
    try {
      return type.settings(module);
    } catch (IllegalArgumentException e) {
      throw error(path, module, String.valueOf(e.getMessage()));
    }
  }

  private static IllegalArgumentException error(String path, Module module, String problem) {
    return new IllegalArgumentException(
        "ModelFile: " + path + module.getClass().getSimpleName() + ": " + problem);
  }
}
