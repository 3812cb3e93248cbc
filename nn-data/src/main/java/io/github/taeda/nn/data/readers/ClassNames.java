package io.github.taeda.nn.data.readers;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Checks of the class names that a caller gives. */
final class ClassNames {
  private ClassNames() {}

  /** Returns a copy of the names, which must differ. */
  static List<String> require(String who, List<String> names) {
    Objects.requireNonNull(names, () -> who + ": classNames is null");
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            who + ": classes must differ, but \"" + name + "\" is repeated");
      }
    }
    return List.copyOf(names);
  }
}
