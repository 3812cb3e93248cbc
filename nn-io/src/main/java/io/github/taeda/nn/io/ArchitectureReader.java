package io.github.taeda.nn.io;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a net from what {@link ArchitectureWriter} wrote; whatever is wrong is an error. */
final class ArchitectureReader {
  private static final int NESTING = 3 * ArchitectureWriter.DEEPEST + 1; // JSON's, 3 per module

  private final Path path;
  private final ModuleTypes types = ModuleTypes.known();
  private final List<@Nullable Module> modules = new ArrayList<>(); // null while being built
  private final IdentityHashMap<Module, Integer> counts = new IdentityHashMap<>();
  private long room;

  private ArchitectureReader(Path path, long numbers) {
    this.path = path;
    this.room = numbers;
  }

  /** A net's modules: the outermost first, then those within in the order of the file. */
  static List<Module> read(Path path, String text, long numbers) throws FileFormatException {
    Node root =
        Json.parse(
            path, "the architecture", new StringReader(text), NESTING, ArchitectureReader::node);
    ArchitectureReader reader = new ArchitectureReader(path, numbers);
    reader.build(root, "", 1);
    return reader.modules.stream().<Module>map(module -> module).toList();
  }

  /** A module as it is written: a type with settings or, with no type, the number of another. */
  private record Node(@Nullable String type, Map<String, Object> settings, long same) {}

  private static Node node(Json json) throws IOException {
    List<String> type = new ArrayList<>();
    List<Long> same = new ArrayList<>();
    Map<String, Object> settings = new LinkedHashMap<>();
    json.object(
        member -> {
          switch (member) {
            case "type" -> type.add(json.string());
            case "same" -> same.add(json.integer());
            case "settings" -> json.object(name -> settings.put(name, value(json)));
            default -> throw json.error("unknown member");
          }
        });
    if (type.size() + same.size() != 1 || (!same.isEmpty() && !settings.isEmpty())) {
      throw json.error("a module must have either a type, with settings, or same");
    }
    return type.isEmpty()
        ? new Node(null, settings, same.get(0))
        : new Node(type.get(0), settings, -1);
  }

  private static Object value(Json json) throws IOException {
    return switch (json.peek()) {
      case BOOLEAN -> json.flag();
      case STRING -> json.string();
      case NUMBER -> json.wholeOrReal();
      case BEGIN_ARRAY -> {
        List<Object> list = new ArrayList<>();
        json.list(element -> list.add(value(json)));
        yield list;
      }
      default -> node(json);
    };
  }

  private Module build(Node node, String place, int depth) throws FileFormatException {
    if (node.type == null) {
      Module module =
          node.same >= 0 && node.same < modules.size() ? modules.get((int) node.same) : null;
      if (module == null) {
        throw error(place + "same", "there is no module of number " + node.same + " before it");
      }
      return module;
    }
    String name = place + node.type;
    if (depth > ArchitectureWriter.DEEPEST) {
      throw error(name, "stands in more than " + ArchitectureWriter.DEEPEST + " modules");
    }
    ModuleType<?> type = types.named(node.type);
    if (type == null) {
      throw error(
          name,
          "no module type is called "
              + node.type
              + ": call ModuleTypes.register(\""
              + node.type
              + "\", …) before loading, or add the library that has it");
    }
    int number = modules.size();
    modules.add(null);
    Map<String, Object> values = new LinkedHashMap<>();
    int count = 1;
    for (Map.Entry<String, Object> setting : node.settings.entrySet()) {
      Object value = built(setting.getValue(), name + "." + setting.getKey(), depth);
      values.put(setting.getKey(), value);
      count += count(value);
      if (count > ArchitectureWriter.MOST) {
        throw error(name, "is made of more than " + ArchitectureWriter.MOST + " modules");
      }
    }
    Module module = build(type, values, name);
    modules.set(number, module);
    counts.put(module, count);
    return module;
  }

  private Object built(Object value, String place, int depth) throws FileFormatException {
    if (value instanceof Node node) {
      return build(node, place + " > ", depth + 1);
    }
    if (value instanceof List<?> list) {
      List<Object> result = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        result.add(built(list.get(i), place + "[" + i + "]", depth));
      }
      return result;
    }
    return value;
  }

  private int count(Object value) {
    if (value instanceof Module module) {
      return counts.getOrDefault(module, 1);
    }
    if (value instanceof List<?> list) {
      long sum = list.stream().mapToLong(this::count).sum();
      return (int) Math.min(sum, ArchitectureWriter.MOST + 1);
    }
    return 0;
  }

  private Module build(ModuleType<?> type, Map<String, Object> values, String name)
      throws FileFormatException {
    ConfigReader settings = new ConfigReader(values, room);
    Module module;
    try {
      module = type.build(settings);
    } catch (RuntimeException e) {
      String problem = e instanceof IllegalArgumentException ? e.getMessage() : e.toString();
      throw new FileFormatException(path, name + ": " + problem, e);
    } catch (OutOfMemoryError e) { // one array too large; what was taken for it is free again
      throw new FileFormatException(path, name + ": is too large for this JVM's memory", e);
    }
    if (module == null || module.getClass() != type.type() || counts.containsKey(module)) {
      throw error(name, "the factory of " + type + " must make a new one, but made " + module);
    }
    if (!settings.unread().isEmpty()) {
      throw error(name, "settings " + settings.unread() + " are unknown");
    }
    room -= settings.room();
    return module;
  }

  private FileFormatException error(String name, String problem) {
    return new FileFormatException(path, name + ": " + problem);
  }
}
