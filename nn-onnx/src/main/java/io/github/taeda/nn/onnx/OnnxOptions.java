package io.github.taeda.nn.onnx;

import com.google.gson.Gson;
import io.github.taeda.nn.Module;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
  private final boolean isInteger;

  private OnnxOptions(
      Map<String, String> metadata,
      Map<Class<? extends Module>, OnnxConverter<Module>> converters,
      boolean isInteger) {
    this.metadata = metadata;
    this.converters = converters;
    this.isInteger = isInteger;
  }

  /** No metadata, FLOAT inputs, the modules of Taeda. */
  public static OnnxOptions defaults() {
    return new OnnxOptions(Map.of(), Map.of(), false);
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
    return new OnnxOptions(Collections.unmodifiableMap(more), converters, isInteger);
  }

  /** The same with INT64 inputs, such as the ids of an {@code Embedding}, in place of FLOAT. */
  public OnnxOptions integerInputs() {
    return new OnnxOptions(metadata, converters, true);
  }

  /** The same with a converter for a class of modules, a custom one or one of Taeda's. */
  public <M extends Module> OnnxOptions with(Class<M> type, OnnxConverter<M> converter) {
    Objects.requireNonNull(type, "OnnxOptions: type is null");
    Objects.requireNonNull(converter, "OnnxOptions: converter is null");
    Map<Class<? extends Module>, OnnxConverter<Module>> more = new LinkedHashMap<>(converters);
    more.put(type, (module, graph, x) -> converter.convert(type.cast(module), graph, x));
    return new OnnxOptions(metadata, Collections.unmodifiableMap(more), isInteger);
  }

  Map<String, String> metadata() {
    return metadata;
  }

  boolean isInteger() {
    return isInteger;
  }

  ConverterTable table() {
    ConverterTable table = ConverterTable.standard();
    converters.forEach(table::replace);
    return table;
  }
}
