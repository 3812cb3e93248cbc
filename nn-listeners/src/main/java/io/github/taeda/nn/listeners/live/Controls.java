package io.github.taeda.nn.listeners.live;

/** What the page's buttons ask of a run, until the training thread does it. */
final class Controls {
  private volatile boolean pending; // pause or save
  private boolean paused;
  private boolean save;
  private volatile boolean stop;
  private boolean closed;

  /** Takes the command of a button; false if there is none of this name. */
  synchronized boolean request(String command) {
    switch (command) {
      case "pause" -> paused = !closed;
      case "continue" -> paused = false;
      case "save" -> save = true;
      case "stop" -> {
        stop = true;
        paused = false;
      }
      default -> {
        return false;
      }
    }
    pending = paused || save;
    notifyAll();
    return true;
  }

  /** Whether the training thread has something to do between two batches. */
  boolean isPending() {
    return pending;
  }

  synchronized boolean isPaused() {
    return paused;
  }

  /** Whether the run is to end, after its epoch if it has epochs. */
  boolean isStop() {
    return stop;
  }

  /** Waits while the run is paused; true if it is to be saved, false if it is to continue. */
  synchronized boolean awaitSave() {
    try {
      while (paused && !save) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // for the loop; it continues
      paused = false;
    }
    boolean saves = save;
    save = false;
    pending = paused;
    return saves;
  }

  /** Forgets what was asked of a training that has ended. */
  synchronized void restart() {
    stop = false;
    paused = false;
    save = false;
    pending = false;
  }

  /** Ends a pause, and allows no other: nobody could end that. */
  synchronized void close() {
    closed = true;
    paused = false;
    pending = save;
    notifyAll();
  }
}
