package io.github.taeda.nn.data.download;

import io.github.taeda.nn.internal.Terminal;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A progress bar of a download on an interactive terminal; no output elsewhere. */
record DownloadBar(@Nullable ProgressBar bar) implements AutoCloseable {
  static DownloadBar of(RemoteFile file) {
    return new DownloadBar(
        Terminal.isPresent()
            ? new ProgressBarBuilder()
                .setTaskName(file.name())
                .setInitialMax(file.size())
                .setUnit(" kB", 1000)
                .build()
            : null);
  }

  void at(long bytes) {
    if (bar != null) {
      bar.stepTo(bytes);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
