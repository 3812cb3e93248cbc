package io.github.taeda.nn.onnx;

import com.google.gson.Gson;
import io.github.taeda.nn.Module;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What {@link Onnx#export} writes besides the net itself.
 *
 * <pre>{@code
 * OnnxOptions.defaults()
 *     .labels(List.of("cat", "dog"))
 *     .metadata("preprocessing", "pixels / 255")
 * }</pre>
 */
public final class OnnxOptions {
  private final Map<String, String> metadata;
  private final Map<Class<? extends Module>, OnnxConverter<Module>> converters;
  private final IntegerInputs integers;

  private OnnxOptions(
      Map<String, String> metadata,
      Map<Class<? extends Module>, OnnxConverter<Module>> converters,
      IntegerInputs integers) {
    this.metadata = metadata;
    this.converters = converters;
    this.integers = integers;
  }

  /** No metadata, FLOAT inputs, the modules of Taeda. */
  public static OnnxOptions defaults() {
    return new OnnxOptions(Map.of(), Map.of(), new IntegerInputs(false, Set.of()));
  }

  /** The same with the names of the classes, as a JSON list under the key {@code labels}. */
  public OnnxOptions labels(List<String> labels) {
    Objects.requireNonNull(labels, "OnnxOptions: labels is null");
    return metadata("labels", new Gson().toJson(List.copyOf(labels)));
  }

  /** The same with an entry of the file's metadata. */
  public OnnxOptions metadata(String key, String value) {
    Objects.requireNonNull(key, "OnnxOptions: key is null");
    Objects.requireNonNull(value, "OnnxOptions: value is null");
    Map<String, String> more = new LinkedHashMap<>(metadata);
    more.put(key, value);
    return new OnnxOptions(Collections.unmodifiableMap(more), converters, integers);
  }

  /** The same with INT64 inputs, such as the ids of an {@code Embedding}, in place of FLOAT. */
  public OnnxOptions integerInputs() {
    return new OnnxOptions(metadata, converters, new IntegerInputs(true, Set.of()));
  }

  /** The same with INT64 for these inputs of a {@code Graph}, and FLOAT for the others. */
  public OnnxOptions integerInputs(Set<String> names) {
    Objects.requireNonNull(names, "OnnxOptions: names is null");
    return new OnnxOptions(metadata, converters, new IntegerInputs(false, Set.copyOf(names)));
  }

  /** The same with a converter for a class of modules, a custom one or one of Taeda's. */
  public <M extends Module> OnnxOptions with(Class<M> type, OnnxConverter<M> converter) {
    Objects.requireNonNull(type, "OnnxOptions: type is null");
    Objects.requireNonNull(converter, "OnnxOptions: converter is null");
    Map<Class<? extends Module>, OnnxConverter<Module>> more = new LinkedHashMap<>(converters);
    more.put(type, (module, graph, x) -> converter.convert(type.cast(module), graph, x));
    return new OnnxOptions(metadata, Collections.unmodifiableMap(more), integers);
  }

  Map<String, String> metadata() {
    return metadata;
  }

  IntegerInputs integers() {
    return integers;
  }

  ConverterTable table() {
    ConverterTable table = ConverterTable.standard();
    converters.forEach(table::replace);
    return table;
  }

  /** Which inputs are INT64: all of them or those with these names. */
  record IntegerInputs(boolean all, Set<String> names) {
    boolean contains(String input) {
      return all || names.contains(input);
    }

    /** Rejects names that no input has. */
    void requireIn(List<String> inputs) {
      for (String name : names) {
        if (!inputs.contains(name)) {
          throw new IllegalArgumentException(
              "Onnx.export: integerInputs must be of " + inputs + ", but has \"" + name + "\"");
        }
      }
    }
  }
}
