package io.github.taeda.nn.optim.checkpoints;

import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Run;
import io.github.taeda.nn.optim.TrainingRun;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Trains without end from the newest checkpoint of a directory, and saves after each update. */
public final class TrainUntilKilled {
  private TrainUntilKilled() {}

  /** Says {@code training} as soon as a checkpoint of this process is there. */
  public static void main(String... arguments) {
    endWithParent();
    Path directory = Path.of(arguments[0]);
    Run run = new Run(Integer.MAX_VALUE);
    Listener saying =
        new Listener() {
          private int batches;

          @Override
          public void batchStarted(TrainingRun training) {
            if (++batches == 3) { // two are done, and each was saved
              System.out.println("training");
            }
          }
        };
    run.sgd.listen(Checkpoints.in(directory).everyIterations(1).keepLast(2), saying);
    run.resume(directory);
  }

  /** Does not outlive a test that was itself killed. */
  private static void endWithParent() {
    ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
    CompletableFuture<Void> unused = parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
  }
}
