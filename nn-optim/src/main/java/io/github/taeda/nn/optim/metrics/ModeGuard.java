package io.github.taeda.nn.optim.metrics;

import io.github.taeda.nn.Container;
import io.github.taeda.nn.Module;
import java.util.ArrayList;
import java.util.List;

/** The mode of a module and of all within it, restored by {@link #close()}. */
final class ModeGuard implements AutoCloseable {
  private final List<Mode> modes = new ArrayList<>();

  ModeGuard(Module module) {
    remember(module);
  }

  /** Containers first: they carry their children along, which then get their own mode again. */
  private void remember(Module module) {
    modes.add(new Mode(module, module.isTraining()));
    if (module instanceof Container container) {
      container.children().forEach(this::remember);
    }
  }

  @Override
  public void close() {
    modes.forEach(Mode::restore);
  }

  private record Mode(Module module, boolean training) {
    void restore() {
      if (training) {
        module.train();
      } else {
        module.evaluate();
      }
    }
  }
}
