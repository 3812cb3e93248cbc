package io.github.taeda.nn.io;

import io.github.taeda.nn.Module;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The settings of a module on their way to a file, by name; what its constructor needs and its
 * parameters do not say. {@link ConfigReader} gives them back.
 */
public final class ConfigWriter {
  private final Map<String, Object> values = new LinkedHashMap<>();

  ConfigWriter() {}

  /** Puts a whole number, for {@link ConfigReader#size} or {@link ConfigReader#integer}. */
  public void put(String name, long number) {
    add(name, number);
  }

  /** Puts a finite number, for {@link ConfigReader#real}. */
  public void put(String name, double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("setting " + name + " must be finite, but was " + number);
    }
    add(name, number);
  }

  /** Puts true or false, for {@link ConfigReader#flag}. */
  public void put(String name, boolean flag) {
    add(name, flag);
  }

  /** Puts a text, for {@link ConfigReader#text}. */
  public void put(String name, String text) {
    add(name, text);
  }

  /** Puts whole numbers, for {@link ConfigReader#integers}. */
  public void put(String name, long[] numbers) {
    add(name, Arrays.stream(numbers).boxed().toList());
  }

  /**
   * Puts a module, for {@link ConfigReader#module}; one that stands elsewhere in the net too is
   * written once and is one module again when loaded.
   */
  public void put(String name, Module module) {
    add(name, module);
  }

  /** Puts modules, for {@link ConfigReader#modules}. */
  public void put(String name, List<? extends Module> modules) {
    add(name, List.copyOf(modules));
  }

  /** What was put, in order: Long, Double, Boolean, String, Module, or a list of Long or Module. */
  Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }

  private void add(String name, Object value) {
    Objects.requireNonNull(name, "a setting's name is null");
    Objects.requireNonNull(value, () -> "setting " + name + " is null");
    if (values.putIfAbsent(name, value) != null) {
      throw new IllegalArgumentException("setting " + name + " was put twice");
    }
  }
}
