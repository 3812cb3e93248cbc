package io.github.taeda.nn.listeners.live;

import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.TrainingRun;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What saves a run when the page asks for it. */
final class RunSaving {
  private @Nullable Supplier<String> saver; // returns what was saved
  private boolean given; // by the program

  /** Saves by an action of the program. */
  void by(Runnable save) {
    given = true;
    saver =
        () -> {
          save.run();
          return "saved";
        };
  }

  /** Saves by the checkpoints that listen to a run, unless the program said how. */
  void byListenerOf(TrainingRun run) {
    if (given) {
      return;
    }
    saver = null;
    for (Listener listener : run.listeners()) {
      if (listener instanceof Checkpoints checkpoints) {
        saver = () -> "saved " + checkpoints.saveNow(run);
      }
    }
  }

  /** Forgets the run, at its end. */
  void release() {
    if (!given) {
      saver = null;
    }
  }

  boolean isPossible() {
    return saver != null;
  }

  /** Saves, and says what came of it. */
  String save() {
    Supplier<String> by = saver;
    try {
      return by == null ? "there is nothing that saves" : by.get();
    } catch (RuntimeException | OutOfMemoryError e) {
      return "not saved: " + e.getMessage();
    }
  }
}
