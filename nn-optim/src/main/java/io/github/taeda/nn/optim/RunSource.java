package io.github.taeda.nn.optim;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where {@link SGD#resume} gets a saved run from, such as a directory of checkpoints. */
@FunctionalInterface
public interface RunSource {

  /**
   * Loads the run to resume.
   *
   * @return the run, or null to begin from the start
   * @throws IOException if there is one that cannot be read
   */
  @Nullable SavedRun load() throws IOException;
}
