package io.github.taeda.nn.io;

import java.util.List;

/**
 * What {@link ModelFile#loadInto(io.github.taeda.nn.Module, java.nio.file.Path)} did.
 *
 * @param loaded names of the parameters and buffers that now have the file's values
 * @param missing names of the module's that the file lacks; they are as before
 * @param unexpected names in the file that the module lacks
 */
public record LoadReport(List<String> loaded, List<String> missing, List<String> unexpected) {

  /** Keeps copies of the lists. */
  public LoadReport {
    loaded = List.copyOf(loaded);
    missing = List.copyOf(missing);
    unexpected = List.copyOf(unexpected);
  }

  /** Whether nothing is missing and nothing unexpected. */
  public boolean isComplete() {
    return missing.isEmpty() && unexpected.isEmpty();
  }

  /**
   * This report, if it is complete.
   *
   * @throws IllegalStateException if it is not; what was loaded stays loaded
   */
  public LoadReport requireComplete() {
    if (!isComplete()) {
      throw new IllegalStateException(toString());
    }
    return this;
  }

  /** {@code 2 arrays loaded; missing: 1.bias; unexpected: 1.shift, 2.weight}. */
  @Override
  public String toString() {
    return loaded.size()
        + (loaded.size() == 1 ? " array" : " arrays")
        + " loaded"
        + list("missing", missing)
        + list("unexpected", unexpected);
  }

  private static String list(String title, List<String> names) {
    return names.isEmpty() ? "" : "; " + title + ": " + String.join(", ", names);
  }
}
