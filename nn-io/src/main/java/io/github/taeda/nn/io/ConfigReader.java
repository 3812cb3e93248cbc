package io.github.taeda.nn.io;

import io.github.taeda.nn.Module;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The settings of a module as a file has them, by name. A setting that is not there, is of another
 * kind, or is never asked for is an error that names it.
 */
public final class ConfigReader {
  private final Map<String, Object> values;
  private final Set<String> unread;
  private final Map<String, Long> sizes = new LinkedHashMap<>();
  private final long room;

  /**
   * Makes settings.
   *
   * @param room how many numbers the module's parameters may have
   */
  ConfigReader(Map<String, Object> values, long room) {
    this.values = values;
    this.unread = new LinkedHashSet<>(values.keySet());
    this.room = room;
  }

  /**
   * A whole number that is the length of an axis of a parameter. The product of all sizes that a
   * module asks for may not exceed the numbers that the file holds, so that a damaged file cannot
   * ask for all memory; a size that does not multiply with the others is an {@link #integer}.
   */
  public long size(String name) {
    sizes.put(name, integer(name));
    if (room() > room) {
      throw new IllegalArgumentException(
          "sizes "
              + sizes
              + " make more numbers than the file has left for it, "
              + room
              + " (a size that does not multiply with the others is read by integer)");
    }
    return sizes.get(name);
  }

  /** A whole number. */
  public long integer(String name) {
    return get(name, Long.class, "a whole number");
  }

  /** A number. */
  public double real(String name) {
    return get(name, Number.class, "a number").doubleValue();
  }

  /** True or false. */
  public boolean flag(String name) {
    return get(name, Boolean.class, "true or false");
  }

  /** A text. */
  public String text(String name) {
    return get(name, String.class, "a text");
  }

  /** Whole numbers. */
  public long[] integers(String name) {
    return list(name, Long.class, "a list of whole numbers").stream()
        .mapToLong(Long::longValue)
        .toArray();
  }

  /** A module. */
  public Module module(String name) {
    return module(name, Module.class);
  }

  /** A module of a class. */
  public <M extends Module> M module(String name, Class<M> type) {
    return get(name, type, "a module " + type.getSimpleName());
  }

  /** Modules. */
  public List<Module> modules(String name) {
    return list(name, Module.class, "a list of modules");
  }

  /** Settings that nobody asked for. */
  Set<String> unread() {
    return unread;
  }

  /** How many numbers the sizes asked for can make. */
  long room() {
    long product = sizes.isEmpty() ? 0 : 1;
    for (long size : sizes.values()) {
      long factor = Math.max(size, 1); // what is less the constructor refuses
      product = product > Long.MAX_VALUE / factor ? Long.MAX_VALUE : product * factor;
    }
    return product;
  }

  private <T> List<T> list(String name, Class<T> type, String expected) {
    List<?> list = get(name, List.class, expected);
    if (!list.stream().allMatch(type::isInstance)) {
      throw wrong(name, expected, list);
    }
    return list.stream().<T>map(type::cast).toList();
  }

  private <T> T get(String name, Class<T> type, String expected) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "setting " + name + " is missing, there are " + values.keySet());
    }
    if (!type.isInstance(value)) {
      throw wrong(name, expected, value);
    }
    unread.remove(name);
    return type.cast(value);
  }

  private static IllegalArgumentException wrong(String name, String expected, Object value) {
    return new IllegalArgumentException(
        "setting " + name + " must be " + expected + ", but was " + value);
  }
}
