package io.github.taeda.examples.cli;

import io.github.taeda.examples.draw.PicturePanel;
import io.github.taeda.examples.report.PictureDirectory;
import io.github.taeda.nn.listeners.live.LivePage;
import io.github.taeda.nn.listeners.live.LiveRun;
import io.github.taeda.nn.optim.Listener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a run shows on its live page; nothing if it has none.
 *
 * @param patience how long the page waits for a browser at the end
 */
record LiveOutput(@Nullable LivePage page, Duration patience) {
  private static final Listener NOBODY = new Listener() {};

  static LiveOutput none() {
    return new LiveOutput(null, Duration.ZERO);
  }

  Listener training(String name) {
    return page == null ? NOBODY : page.run(name);
  }

  Optional<LiveRun> loop(String name) {
    return Optional.ofNullable(page).map(live -> live.run(name));
  }

  void picture(String caption, Path png) throws IOException {
    if (page != null) {
      page.picture(caption, Files.readAllBytes(png));
    }
  }

  void picture(String caption, Supplier<List<PicturePanel>> panels) throws IOException {
    if (page != null) {
      page.picture(caption, PictureDirectory.png(panels.get().toArray(PicturePanel[]::new)));
    }
  }

  /** Waits as long as a browser shows the page. */
  void end(PrintWriter console) {
    if (page == null) {
      return;
    }
    console.println("The live page stays while a browser shows it; Ctrl-C ends it.");
    console.flush();
    try {
      page.waitWhileShown(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    page.close();
  }
}
