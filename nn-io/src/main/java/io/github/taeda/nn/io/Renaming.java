package io.github.taeda.nn.io;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Names of arrays mapped by a function; no two may become one. */
final class Renaming {
  private final UnaryOperator<String> names;
  private final Map<String, String> origins = new LinkedHashMap<>(); // by new name

  private Renaming(UnaryOperator<String> names) {
    this.names = names;
  }

  /** The content of a file with other names. */
  static SafeTensors of(SafeTensors content, UnaryOperator<String> names) {
    Renaming renaming = new Renaming(names);
    return new SafeTensors(
        renaming.rename(content.tensors()), content.metadata(), renaming.rename(content.skipped()));
  }

  private <T> Map<String, T> rename(Map<String, T> values) {
    Map<String, T> renamed = new LinkedHashMap<>();
    values.forEach((name, value) -> renamed.put(rename(name), value));
    return renamed;
  }

  private String rename(String name) {
    String other =
        Objects.requireNonNull(
            names.apply(name), () -> "ModelFile: names gives null for \"" + name + "\"");
    String first = origins.putIfAbsent(other, name);
    if (first != null) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "ModelFile: names gives \"%s\" for \"%s\" and for \"%s\"",
              other,
              first,
              name));
    }
    return other;
  }
}
