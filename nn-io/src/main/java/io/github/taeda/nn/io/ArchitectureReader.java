package io.github.taeda.nn.io;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates a net from what {@link ArchitectureWriter} wrote; whatever is wrong is an error. */
final class ArchitectureReader {
  private static final int MAX_NESTING = 3 * ArchitectureWriter.MAX_DEPTH + 8; // of JSON

  private final Path path;
  private final ModuleTypes types = ModuleTypes.known();
  private final List<@Nullable Module> modules = new ArrayList<>(); // null while being built
  private final IdentityHashMap<Module, Integer> counts = new IdentityHashMap<>();
  private final long elements; // of all arrays in the file
  private long claimed; // by the modules created so far

  private ArchitectureReader(Path path, long elements) {
    this.path = path;
    this.elements = elements;
  }

  /**
   * A net's modules: the outermost first, then those within in the order of the file.
   *
   * @param elements of all arrays in the file; no more than twice as many are allocated: a module
   *     that only lends its weight to another has arrays which are not in the file
   */
  static List<Module> read(Path path, String text, long elements) throws FileFormatException {
    Node root =
        Json.parse(
            path,
            "the architecture",
            new StringReader(text),
            MAX_NESTING,
            ArchitectureReader::node);
    ArchitectureReader reader = new ArchitectureReader(path, elements);
    reader.module(root, "", 1);
    return reader.modules.stream().<Module>map(module -> module).toList();
  }

  /** An object as it is written: a type with settings, settings alone, or the index of another. */
  private record Node(@Nullable String type, Map<String, Object> settings, long same) {
    boolean isModule() {
      return type != null || settings.isEmpty();
    }
  }

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
    if ((type.size() + same.size() != 1 && settings.isEmpty())
        || (!same.isEmpty() && !settings.isEmpty())) {
      throw json.error("a module must have either a type, with settings, or same");
    }
    return new Node(
        type.isEmpty() ? null : type.get(0), settings, same.isEmpty() ? -1 : same.get(0));
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

  private Module module(Node node, String path, int depth) throws FileFormatException {
    if (node.type == null) {
      return earlier(node.same, path);
    }
    String name = path + node.type;
    if (depth > ArchitectureWriter.MAX_DEPTH) {
      throw error(name, "stands in more than " + ArchitectureWriter.MAX_DEPTH + " modules");
    }
    ModuleType<?> type = type(node.type, name);
    int index = modules.size();
    modules.add(null);
    Map<String, Object> settings = settings(node.settings, name, depth);
    long count = 1L + count(settings);
    if (count > ArchitectureWriter.MAX_MODULES) {
      throw error(name, "consists of more than " + ArchitectureWriter.MAX_MODULES + " modules");
    }
    Module module = create(type, settings, name);
    modules.set(index, module);
    counts.put(module, (int) count);
    return module;
  }

  private ModuleType<?> type(String type, String path) throws FileFormatException {
    ModuleType<?> known = types.named(type);
    if (known == null) {
      throw error(
          path,
          "no module type is called "
              + type
              + ": call ModuleTypes.register("
              + type
              + ".TYPE) before loading, or add the library that has it");
    }
    return known;
  }

  private Module earlier(long index, String path) throws FileFormatException {
    Module module = index >= 0 && index < modules.size() ? modules.get((int) index) : null;
    if (module == null) {
      throw error(path + "same", "there is no module of index " + index + " before it");
    }
    return module;
  }

  private Map<String, Object> settings(Map<String, Object> written, String path, int depth)
      throws FileFormatException {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (Map.Entry<String, Object> setting : written.entrySet()) {
      String name = setting.getKey();
      settings.put(name, setting(setting.getValue(), path + "." + name, depth));
    }
    return settings;
  }

  private Object setting(Object written, String path, int depth) throws FileFormatException {
    if (written instanceof Node node) {
      return node.isModule()
          ? module(node, path + " > ", depth + 1)
          : settings(node.settings, path, depth);
    }
    if (written instanceof List<?> list) {
      List<Object> result = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        result.add(setting(list.get(i), path + "[" + i + "]", depth));
      }
      return result;
    }
    return written;
  }

  private int count(Object value) {
    if (value instanceof Module module) {
      return counts.getOrDefault(module, 1);
    }
    Collection<?> values = List.of();
    if (value instanceof List<?> list) {
      values = list;
    } else if (value instanceof Map<?, ?> nested) {
      values = nested.values();
    }
    long sum = values.stream().mapToLong(this::count).sum();
    return (int) Math.min(sum, ArchitectureWriter.MAX_MODULES + 1);
  }

  private Module create(ModuleType<?> type, Map<String, Object> settings, String name)
      throws FileFormatException {
    Module module;
    try {
      ModuleConfig config = type.config(settings);
      claim(config.elements());
      module = type.create(config);
    } catch (RuntimeException e) {
      String problem = e instanceof IllegalArgumentException ? e.getMessage() : e.toString();
      throw new FileFormatException(path, name + ": " + problem, e);
    } catch (OutOfMemoryError e) { // one array too large; what was taken for it is free again
      throw new FileFormatException(path, name + ": is too large for this JVM's memory", e);
    }
    if (module == null || module.getClass() != type.type() || counts.containsKey(module)) {
      throw error(name, "the type " + type + " must create a new one, but created " + module);
    }
    return module;
  }

  private void claim(long needed) {
    claimed = Math.addExact(claimed, needed);
    if (claimed > 2 * elements) {
      throw new IllegalArgumentException(
          "has "
              + needed
              + " elements, "
              + claimed
              + " with those before it, but the file has "
              + elements);
    }
  }

  private FileFormatException error(String name, String problem) {
    return new FileFormatException(path, name + ": " + problem);
  }
}
