package io.github.taeda.nn.listeners.live;

import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.TrainingRun;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The runs of a page, by their index; of many the oldest that have ended are dropped. */
final class RunList {
  private static final int MAX_RUNS = 40;

  private final Board board;
  private final Map<Integer, LiveRun> runs = new LinkedHashMap<>();
  private int count;
  private volatile @Nullable LiveRun last; // that was asked for

  RunList(Board board) {
    this.board = board;
  }

  synchronized LiveRun add(String name) {
    int index = ++count;
    LiveRun run = new LiveRun(name, new Curves(board, index), System::nanoTime);
    runs.put(index, run);
    dropOldest();
    return run;
  }

  /** Adds a finished run. */
  synchronized void add(String name, History history) {
    int index = ++count;
    Curves curves = new Curves(board, index);
    for (History.Epoch epoch : history.epochs()) {
      curves.add("loss", epoch.number(), epoch.loss());
      curves.addValues(epoch, epoch.number());
    }
    curves.publish();
    curves.put("run", new RunDescription(name, false, false));
  }

  /** The run of a training: one that listens to it or is continued by it, else a new one. */
  LiveRun of(TrainingRun training) {
    LiveRun run = last;
    if (run == null || !run.isOf(training)) {
      run = find(training);
      last = run;
    }
    return run;
  }

  private synchronized LiveRun find(TrainingRun training) {
    for (LiveRun run : runs.values()) {
      if (run.isOf(training)) {
        return run;
      }
    }
    return add("run " + (count + 1));
  }

  private void dropOldest() {
    Iterator<Map.Entry<Integer, LiveRun>> oldest = runs.entrySet().iterator();
    while (runs.size() > MAX_RUNS && oldest.hasNext()) {
      Map.Entry<Integer, LiveRun> run = oldest.next();
      if (run.getValue().isOver()) {
        oldest.remove();
        last = last == run.getValue() ? null : last;
        board.remove(run.getKey());
      }
    }
  }

  synchronized boolean request(int index, String command) {
    LiveRun run = runs.get(index);
    return run != null && run.request(command);
  }

  synchronized void release() {
    runs.values().forEach(LiveRun::release);
  }
}
