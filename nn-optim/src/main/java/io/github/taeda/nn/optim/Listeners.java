package io.github.taeda.nn.optim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The listeners of one run, in the order in which they are called. */
final class Listeners {
  private final List<Listener> all;
  private final List<Listener> started = new ArrayList<>();

  Listeners(List<Listener> listeners) {
    all = new ArrayList<>(listeners);
    all.sort(Comparator.comparingInt(Listener::order)); // stable
  }

  List<Listener> all() {
    return all;
  }

  void start(TrainingRun run) {
    for (Listener listener : all) {
      call(listener, "started", Listener::started, run);
      started.add(listener);
    }
  }

  void call(String name, BiConsumer<Listener, TrainingRun> method, TrainingRun run) {
    all.forEach(listener -> call(listener, name, method, run));
  }

  /**
   * Ends those that were started, all of them, whatever fails.
   *
   * @param failure what ended the run, or null
   */
  void end(TrainingRun run, @Nullable Throwable failure) {
    Throwable first = failure;
    for (Listener listener : started) {
      try {
        call(listener, "ended", Listener::ended, run);
      } catch (RuntimeException | Error e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first instanceof Error error) {
      throw error;
    }
    if (first instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private static void call(
      Listener listener, String name, BiConsumer<Listener, TrainingRun> method, TrainingRun run) {
    try {
      method.accept(listener, run);
    } catch (RuntimeException e) {
      throw new ListenerException(
          String.format(
              Locale.ROOT,
              "SGD: the listener %s failed in %s, epoch %d: %s",
              listener,
              name,
              run.epoch(),
              e.getMessage()),
          e);
    }
  }
}
