package io.github.taeda.nn;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The settings of a configuration as a file holds them: for each component but an {@link Init} its
 * name and a Long, Double, Boolean, String, {@link Module}, map of further settings, or list.
 */
final class ConfigSettings {
  private ConfigSettings() {}

  /** The settings of a configuration. */
  static Map<String, Object> of(Object config) {
    Map<String, Object> settings = new LinkedHashMap<>();
    ConfigRecord.components(config)
        .forEach(
            (name, value) -> {
              if (!(value instanceof Init)) {
                settings.put(name, setting(name, value, type(config, name)));
              }
            });
    return settings;
  }

  private static Object setting(String name, Object value, Type declared) {
    if (value instanceof Integer integer) {
      return integer.longValue();
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(element -> setting(name, element, declared)).toList();
    }
    if (value instanceof Record nested) {
      return of(nested);
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      throw new IllegalArgumentException("setting " + name + " must be finite, but was " + number);
    }
    if (value instanceof Long
        || value instanceof Double
        || value instanceof Boolean
        || value instanceof String
        || value instanceof Module) {
      return value;
    }
    throw unsupported(name, declared);
  }

  private static Type type(Object config, String name) {
    return Arrays.stream(config.getClass().getRecordComponents())
        .filter(component -> component.getName().equals(name))
        .map(RecordComponent::getGenericType)
        .findFirst()
        .orElseThrow();
  }

  /**
   * The configuration with these settings.
   *
   * @throws IllegalArgumentException if one is missing, unknown or of another type
   */
  static <C> C read(Class<C> type, Map<?, ?> settings) {
    Set<Object> unread = new LinkedHashSet<>(settings.keySet());
    List<Object> components = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      if (component.getType() == Init.class) {
        components.add(Init.constant(0));
        continue;
      }
      Object value = settings.get(name);
      if (value == null) {
        throw new IllegalArgumentException(
            "setting " + name + " is missing, there are " + settings.keySet());
      }
      unread.remove(name);
      components.add(component(name, component.getGenericType(), value));
    }
    if (!unread.isEmpty()) {
      throw new IllegalArgumentException("settings " + unread + " are unknown");
    }
    return ConfigRecord.create(type, components.toArray());
  }

  private static Object component(String name, Type type, Object value) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      Type element = list.getActualTypeArguments()[0];
      List<?> values = require(name, List.class, "a list", value);
      return values.stream().map(each -> component(name, element, each)).toList();
    }
    if (!(type instanceof Class<?> simple)) {
      throw unsupported(name, type);
    }
    if (simple == long.class || simple == Long.class) {
      return require(name, Long.class, "an integer", value);
    }
    if (simple == int.class || simple == Integer.class) {
      return Math.toIntExact(require(name, Long.class, "an integer", value));
    }
    if (simple == double.class || simple == Double.class) {
      return require(name, Number.class, "a number", value).doubleValue();
    }
    if (simple == boolean.class || simple == Boolean.class) {
      return require(name, Boolean.class, "true or false", value);
    }
    return object(name, simple, value);
  }

  private static Object object(String name, Class<?> type, Object value) {
    if (type == String.class) {
      return require(name, String.class, "a string", value);
    }
    if (Module.class.isAssignableFrom(type)) {
      String kind = type == Module.class ? "a module" : "a module " + type.getSimpleName();
      return require(name, type, kind, value);
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> ((Enum<?>) constant).name().equals(value))
          .findFirst()
          .orElseThrow(() -> wrong(name, "one of " + List.of(type.getEnumConstants()), value));
    }
    if (type.isRecord()) {
      return read(type, require(name, Map.class, "further settings", value));
    }
    throw unsupported(name, type);
  }

  private static <T> T require(String name, Class<T> type, String expected, Object value) {
    if (!type.isInstance(value)) {
      throw wrong(name, expected, value);
    }
    return type.cast(value);
  }

  private static IllegalArgumentException wrong(String name, String expected, Object value) {
    return new IllegalArgumentException(
        "setting " + name + " must be " + expected + ", but was " + value);
  }

  private static IllegalArgumentException unsupported(String name, Type type) {
    return new IllegalArgumentException(
        "setting " + name + " is of type " + type.getTypeName() + ", which no file can hold");
  }
}
