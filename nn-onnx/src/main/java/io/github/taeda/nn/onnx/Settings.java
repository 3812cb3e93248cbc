package io.github.taeda.nn.onnx;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The configuration of a module by names, as model files hold it. */
record Settings(Map<String, Object> values) {

  static Settings of(Module module) {
    ModuleType<?> type = Objects.requireNonNull(module.type(), () -> module + " has no type");
    return new Settings(type.settings(module));
  }

  long integer(String name) {
    return (Long) get(name);
  }

  double number(String name) {
    return (Double) get(name);
  }

  boolean flag(String name) {
    return (Boolean) get(name);
  }

  String text(String name) {
    return get(name).toString();
  }

  /** A list of sizes. */
  List<Long> sizes(String name) {
    return ((List<?>) get(name)).stream().map(Long.class::cast).toList();
  }

  /** A nested configuration. */
  Settings within(String name) {
    return of((Map<?, ?>) get(name));
  }

  /** A list of nested configurations. */
  List<Settings> all(String name) {
    return ((List<?>) get(name)).stream().map(element -> of((Map<?, ?>) element)).toList();
  }

  private static Settings of(Map<?, ?> map) {
    Map<String, Object> values = new LinkedHashMap<>();
    map.forEach((key, value) -> values.put((String) key, Objects.requireNonNull(value)));
    return new Settings(values);
  }

  private Object get(String name) {
    return Objects.requireNonNull(values.get(name), () -> "no setting " + name + " in " + values);
  }
}
