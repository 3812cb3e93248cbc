package io.github.taeda.nn.internal;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Detection of an interactive terminal. */
public final class Terminal {
  private Terminal() {}

  /** Returns whether the standard output is an interactive terminal that can move its cursor. */
  public static boolean isPresent() {
    return isPresent(System.console(), Console.class, System.getenv("TERM"));
  }

  /**
   * Returns the same for given values: up to JDK 21 a console exists only on a terminal; from JDK
   * 22 on its method {@code isTerminal} decides.
   *
   * @param console the console, null if there is none
   * @param type the class of the console
   * @param term the value of the environment variable TERM; a dumb terminal does not count
   */
  public static boolean isPresent(@Nullable Object console, Class<?> type, @Nullable String term) {
    if (console == null || "dumb".equals(term)) {
      return false;
    }
    try {
      return (boolean) type.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
