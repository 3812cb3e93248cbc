package io.github.taeda.nn.listeners.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest content of each topic. A reader asks for what has changed since it last did, so a slow
 * one skips what was replaced meanwhile, and nothing waits for it or is kept for it.
 */
final class Board {
  private final Map<Topic, Entry> entries = new LinkedHashMap<>();
  private long version;
  private boolean closed;

  /** Replaces the content of a topic, which must not change any more unless it is a series. */
  synchronized void put(Topic topic, Object content) {
    entries.put(topic, new Entry(++version, content));
    notifyAll();
  }

  /** Forgets a run but for the message that it is gone. */
  synchronized void remove(int run) {
    entries.keySet().removeIf(topic -> topic.run() == run);
    put(Topic.of(run, Topic.GONE), true);
  }

  /** What has changed since a version, at once if there is something, else after a while. */
  synchronized Changes await(long since, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    for (long left = millis; version <= since && !closed && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    Map<Topic, Object> contents = new LinkedHashMap<>();
    List<Map.Entry<Topic, Entry>> newer = new ArrayList<>(entries.entrySet());
    newer.removeIf(entry -> entry.getValue().version <= since);
    newer.forEach(entry -> contents.put(entry.getKey(), entry.getValue().content));
    return new Changes(version, contents, closed);
  }

  /** Wakes all readers for the last time. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** A content, and the version of the board that it came with. */
  private record Entry(long version, Object content) {}

  /**
   * What a reader has not seen.
   *
   * @param version to ask for what follows
   * @param closed whether nothing will follow
   */
  record Changes(long version, Map<Topic, Object> contents, boolean closed) {}
}
