package io.github.taeda.nn.listeners;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Whether somebody watches the standard output on a terminal. */
final class Terminal {
  private Terminal() {}

  static boolean isPresent() {
    return isPresent(System.console(), Console.class, System.getenv("TERM"));
  }

  /**
   * Up to JDK 21 there is a console only on a terminal; from JDK 22 on it has to be asked.
   *
   * @param console if there is one
   * @param type its class
   * @param term the kind of terminal, if it is known
   */
  static boolean isPresent(@Nullable Object console, Class<?> type, @Nullable String term) {
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
