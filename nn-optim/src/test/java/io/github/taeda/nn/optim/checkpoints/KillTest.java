package io.github.taeda.nn.optim.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Run;
import io.github.taeda.nn.optim.TrainingRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that is killed at random moments goes on as if nothing had happened. */
class KillTest {
  private static final int KILLS = Integer.getInteger("taeda.kills", 50);
  private static final long SEED = 11;

  @TempDir private Path directory;

  @Test
  void after_each_kill_the_newest_checkpoint_is_whole() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    long iterations = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      killAfter(random.nextLong(100));
      Run reached = until(0);
      reached.resume(directory);
      assertThat(reached.optim.iterations())
          .as("seed %d, kill %d", SEED, kill)
          .isGreaterThan(iterations);
      iterations = reached.optim.iterations();
      Run resumed = until(iterations + 7); // not only until then: it may be an epoch's end
      resumed.resume(directory);
      Run uninterrupted = until(iterations + 7);
      uninterrupted.fit();
      assertThat(resumed.bits()).as("seed %d, kill %d", SEED, kill).isEqualTo(uninterrupted.bits());
    }
    System.out.println(KILLS + " kills, " + iterations + " iterations");
    Run last = new Run(1); // a run that starts cleans up
    last.sgd.listen(Checkpoints.in(directory).keepLast(2));
    last.resume(directory);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSizeLessThanOrEqualTo(3); // one that was to be deleted may be left
    }
  }

  private static Run until(long iterations) {
    Run run = new Run(Integer.MAX_VALUE);
    run.sgd.listen(stopAt(iterations));
    return run;
  }

  /** Stops before anything is trained if so many iterations are done, else after them. */
  private static Listener stopAt(long iterations) {
    return new Listener() {
      @Override
      public void started(TrainingRun training) {
        batchEnded(training);
      }

      @Override
      public void batchEnded(TrainingRun training) {
        if (training.optim().iterations() >= iterations) {
          training.stop("far enough");
        }
      }
    };
  }

  private void killAfter(long milliseconds) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-Dtaeda.kernels=" + System.getProperty("taeda.kernels", "direct"),
            TrainUntilKilled.class.getName(),
            directory.toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.redirectErrorStream(true).start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      StringBuilder output = new StringBuilder();
      for (String line = lines.readLine(); !"training".equals(line); line = lines.readLine()) {
        assertThat(line).as("the process ended by itself, and said: %s", output).isNotNull();
        output.append(line).append('\n');
      }
      Thread.sleep(milliseconds);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
