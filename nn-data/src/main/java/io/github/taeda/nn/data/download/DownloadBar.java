package io.github.taeda.nn.data.download;

import java.io.Console;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A progress bar on a terminal, silence elsewhere. */
final class DownloadBar implements AutoCloseable {
  private final @Nullable ProgressBar bar;

  private DownloadBar(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /** The progress of a download. */
  static DownloadBar of(RemoteFile file) {
    if (!onTerminal()) {
      return new DownloadBar(null);
    }
    return new DownloadBar(
        new ProgressBarBuilder()
            .setTaskName(file.name())
            .setInitialMax(file.size())
            .setUnit(" kB", 1000)
            .build());
  }

  /** Before JDK 22 there is a console only on a terminal; since then it knows what it is on. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean onTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return Console.class.getMethod("isTerminal").invoke(console).equals(true);
    } catch (ReflectiveOperationException e) {
      return true;
    }
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
