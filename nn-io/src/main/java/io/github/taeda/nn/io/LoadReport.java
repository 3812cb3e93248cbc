package io.github.taeda.nn.io;

import io.github.taeda.nn.io.ModelFile.Layout;
import java.util.List;
import java.util.Objects;

/**
 * What {@link ModelFile#loadInto(io.github.taeda.nn.Module, java.nio.file.Path)} did.
 *
 * @param layout that the file's arrays were taken to have
 * @param loaded names of the parameters and buffers that now have the file's values
 * @param missing names of the module's that the file lacks; they are as before
 * @param unexpected names in the file that the module lacks
 */
public record LoadReport(
    Layout layout, List<String> loaded, List<String> missing, List<String> unexpected) {

  /** Keeps copies of the lists. */
  public LoadReport {
    Objects.requireNonNull(layout, "LoadReport: layout is null");
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

  /** {@code 2 arrays loaded from PyTorch's layout; missing: 1.bias; unexpected: 2.weight}. */
  @Override
  public String toString() {
    return loaded.size()
        + (loaded.size() == 1 ? " array" : " arrays")
        + " loaded"
        + (layout == Layout.PYTORCH ? " from PyTorch's layout" : "")
        + list("missing", missing)
        + list("unexpected", unexpected);
  }

  private static String list(String title, List<String> names) {
    return names.isEmpty() ? "" : "; " + title + ": " + String.join(", ", names);
  }
}
