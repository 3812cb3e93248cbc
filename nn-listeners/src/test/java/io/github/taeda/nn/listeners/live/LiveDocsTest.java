package io.github.taeda.nn.listeners.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.Runs;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.TrainingRun;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs of docs/live.md. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveDocsTest {
  private final Dataset train = Runs.data(1, 2, 3, 4);
  private final Optim optim = new Optim(Runs.line(), new MSELoss(), 0.01);

  @TempDir private Path directory;

  @Test
  void first() throws Exception {
    // region first
    LivePage page = new LivePage();
    History history =
        SGD.of(optim)
            .epochs(20)
            .listen(page, Checkpoints.in(directory)) // which the button "Save now" uses
            .fit(train);
    // endregion
    assertThat(history.losses()).hasSize(20);
    try (page) {
      new PageReader(page).awaitState(1, "ended");
    }
  }

  @Test
  void pictures() throws Exception {
    LivePage page = new LivePage();
    // region pictures
    Listener drawing =
        new Listener() {
          @Override
          public void epochEnded(TrainingRun run) {
            page.picture("weights", picture());
          }
        };
    SGD.of(optim).epochs(20).listen(page, drawing).fit(train);
    // endregion
    try (page) {
      assertThat(new PageReader(page).await("0/pictures/").getAsJsonArray()).hasSize(1);
    }
  }

  private static BufferedImage picture() {
    return new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
  }

  @Test
  void a_custom_loop() throws Exception {
    Batch batch = train.batch(0, 1);
    // region loop
    try (LivePage page = new LivePage().port(0)) {
      LiveRun run = page.run("my loop");
      for (int iteration = 1; iteration <= 100 && !run.isStopped(); iteration++) {
        double loss = optim.step(batch.input(), batch.target());
        run.iteration(optim, iteration, loss); // the batch is all data: each is an epoch
      }
      run.end();
      page.waitWhileShown(Duration.ofSeconds(1)); // for a browser, and while there is one
    }
    // endregion
    assertThat(optim.iterations()).isEqualTo(100);
  }

  @Test
  void finished_runs() throws IOException {
    SGD.of(optim).epochs(2).listen(Checkpoints.in(directory)).fit(train);
    // region histories
    try (LivePage page = new LivePage()) {
      int runs = page.histories(directory);
      // endregion
      assertThat(runs).isEqualTo(1);
    }
  }
}
