package io.github.taeda.nn.listeners.live;

import io.github.taeda.nn.optim.History;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The series of a run and its other contents on the board; belongs to the training thread. */
final class Curves {
  private final Board board;
  private final int run;
  private final Map<String, Series> series = new LinkedHashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();

  Curves(Board board, int run) {
    this.board = board;
    this.run = run;
  }

  /** The series of a name, which the page is told of from now on. */
  Series of(String name) {
    return series.computeIfAbsent(name, key -> new Series());
  }

  /** Adds a value to a series. */
  void add(String name, double epoch, double value) {
    of(name).add(epoch, value);
    changed.add(name);
  }

  /** Adds the values of an epoch, but for its loss and time. */
  void addValues(History.Epoch epoch, int number) {
    epoch.values().forEach((name, value) -> add(name, number, value));
  }

  /** Marks a series that something was added to. */
  void changed(String name) {
    changed.add(name);
  }

  /** Tells the page what was added. */
  void publish() {
    for (String name : changed) {
      board.put(new Topic(run, Topic.SERIES, name), of(name));
    }
    changed.clear();
  }

  /** Puts another content of the run on the board. */
  void put(String kind, Object content) {
    board.put(Topic.of(run, kind), content);
  }
}
