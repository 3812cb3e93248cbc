package io.github.taeda.nn.io;

import com.google.gson.stream.JsonWriter;
import io.github.taeda.nn.Module;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what a net is made of as JSON, {@code {"type":"Linear","settings":{"in":3,"out":2}}}.
 * Modules are numbered in the order in which they begin; one that comes again is {@code
 * {"same":number}}.
 */
final class ArchitectureWriter {
  static final int DEEPEST = 100; // modules within one another
  static final int MOST = 100_000; // modules, those written once counted wherever they stand

  private final IdentityHashMap<Module, Integer> numbers = new IdentityHashMap<>();
  private final IdentityHashMap<Module, Integer> counts = new IdentityHashMap<>(); // when written
  private final Map<ClassLoader, ModuleTypes> types = new HashMap<>();
  private final StringWriter text = new StringWriter();
  private final JsonWriter json = new JsonWriter(text);

  private ArchitectureWriter() {}

  /**
   * The text for a net.
   *
   * @throws IllegalArgumentException if a module is of no registered type, cannot be described, or
   *     is nested too deeply
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

  /** Writes a module and returns how many it is made of. */
  private int write(Module module, String path, int depth) throws IOException {
    if (numbers.containsKey(module)) {
      Integer count = counts.get(module);
      if (count == null) {
        throw error(path, module, "contains itself");
      }
      json.beginObject().name("same").value(numbers.get(module)).endObject();
      return count;
    }
    if (depth > DEEPEST) {
      throw error(path, module, "stands in more than " + DEEPEST + " modules");
    }
    numbers.put(module, numbers.size());
    ModuleType<?> type = type(module, path);
    json.beginObject().name("type").value(type.name());
    int count = 1;
    Map<String, Object> settings = describe(type, module, path);
    if (!settings.isEmpty()) {
      json.name("settings").beginObject();
      for (Map.Entry<String, Object> setting : settings.entrySet()) {
        json.name(setting.getKey());
        String place = path + module.getClass().getSimpleName() + "." + setting.getKey();
        count += value(setting.getValue(), place, depth);
        if (count > MOST) {
          throw error(path, module, "is made of more than " + MOST + " modules");
        }
      }
      json.endObject();
    }
    json.endObject();
    counts.put(module, count);
    return count;
  }

  private int value(Object value, String place, int depth) throws IOException {
    if (value instanceof Module child) {
      return write(child, place + " > ", depth + 1);
    }
    if (value instanceof List<?> list) {
      int count = 0;
      json.beginArray();
      for (int i = 0; i < list.size(); i++) {
        count += value(list.get(i), place + "[" + i + "]", depth);
      }
      json.endArray();
      return count;
    }
    if (value instanceof Long number) {
      json.value(number);
    } else if (value instanceof Double number) {
      json.value(number);
    } else if (value instanceof Boolean flag) {
      json.value(flag);
    } else {
      json.value((String) value);
    }
    return 0;
  }

  private ModuleType<?> type(Module module, String path) {
    ModuleType<?> type =
        types.computeIfAbsent(module.getClass().getClassLoader(), ModuleTypes::known).of(module);
    if (type == null) {
      String name = module.getClass().getSimpleName();
      throw error(
          path,
          module,
          "its class "
              + module.getClass().getName()
              + " is not registered: call ModuleTypes.register(\""
              + name
              + "\", "
              + name
              + ".class, …) before saving and loading");
    }
    return type;
  }

  private static Map<String, Object> describe(ModuleType<?> type, Module module, String path) {
    try {
      return type.describe(module).values();
    } catch (IllegalArgumentException e) {
      throw error(path, module, String.valueOf(e.getMessage()));
    }
  }

  private static IllegalArgumentException error(String path, Module module, String problem) {
    return new IllegalArgumentException(
        "ModelFile: " + path + module.getClass().getSimpleName() + ": " + problem);
  }
}
