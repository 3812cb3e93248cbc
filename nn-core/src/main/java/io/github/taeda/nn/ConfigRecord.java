package io.github.taeda.nn;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads and creates the records that are configurations, component by component. */
final class ConfigRecord {
  private ConfigRecord() {}

  /** The components by name, in order. */
  static Map<String, Object> components(Object config) {
    if (!(config instanceof Record)) {
      throw new IllegalArgumentException(config.getClass().getName() + " must be a record");
    }
    Map<String, Object> components = new LinkedHashMap<>();
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      Object value = value(component, config);
      if (value == null) {
        throw new NullPointerException(
            config.getClass().getName() + ": " + component.getName() + " is null");
      }
      components.put(component.getName(), value);
    }
    return components;
  }

  /** A record of these components. */
  static <C> C create(Class<C> type, Object... components) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<C> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(components);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new IllegalStateException(type.getName() + " cannot be created", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " cannot be created", e);
    }
  }

  /** The same configuration with other modules, and with {@code Init.constant(0)}. */
  static <C> C withModules(Class<C> type, Object config, UnaryOperator<Module> modules) {
    return create(
        type, components(config).values().stream().map(v -> replaced(v, modules)).toArray());
  }

  private static Object replaced(Object value, UnaryOperator<Module> modules) {
    if (value instanceof Module module) {
      return modules.apply(module);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(element -> replaced(element, modules)).toList();
    }
    if (value instanceof Record nested) {
      return withModules(nested.getClass(), nested, modules);
    }
    return value instanceof Init ? Init.constant(0) : value;
  }

  /** {@code 3, epsilon 0.1}: the first by its value, the others by name and value. */
  static String text(Object config) {
    StringJoiner text = new StringJoiner(", ");
    components(config)
        .forEach(
            (name, value) -> {
              if (!(value instanceof Init) && !(value instanceof Module) && !isModules(value)) {
                text.add(text.length() == 0 ? value.toString() : name + " " + value);
              }
            });
    return text.toString();
  }

  private static boolean isModules(Object value) {
    return value instanceof List<?> list
        && !list.isEmpty()
        && list.stream().allMatch(Module.class::isInstance);
  }

  private static @Nullable Object value(RecordComponent component, Object config) {
    Objects.requireNonNull(config, "the configuration is null");
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(config);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(config.getClass().getName() + " cannot be read", e);
    }
  }
}
