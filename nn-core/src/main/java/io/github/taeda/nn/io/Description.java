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
 * parameters do not say. {@link Settings} gives them back.
 */
public final class Description {
  private final Map<String, Object> values = new LinkedHashMap<>();

  Description() {}

  /** Puts a whole number, for {@link Settings#size} or {@link Settings#integer}. */
  public void put(String name, long number) {
    add(name, number);
  }

  /** Puts a finite number, for {@link Settings#real}. */
  public void put(String name, double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("setting " + name + " must be finite, but was " + number);
    }
    add(name, number);
  }

  /** Puts true or false, for {@link Settings#flag}. */
  public void put(String name, boolean flag) {
    add(name, flag);
  }

  /** Puts a text, for {@link Settings#text}. */
  public void put(String name, String text) {
    add(name, text);
  }

  /** Puts whole numbers, for {@link Settings#integers}. */
  public void put(String name, long[] numbers) {
    add(name, Arrays.stream(numbers).boxed().toList());
  }

  /**
   * Puts a module, for {@link Settings#module}; one that stands elsewhere in the net too is written
   * once and is one module again when loaded.
   */
  public void put(String name, Module module) {
    add(name, module);
  }

  /** Puts modules, for {@link Settings#modules}. */
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
