package io.github.taeda.nn.listeners.live;

/**
 * What a message of the page is about.
 *
 * @param run the run's index, 1 for the first; 0 for the page
 * @param kind what its content is, such as {@code progress}
 * @param name which of several, such as the name of a series; else empty
 */
record Topic(int run, String kind, String name) {
  static final String SERIES = "series";
  static final String GONE = "gone";

  static Topic of(int run, String kind) {
    return new Topic(run, kind, "");
  }
}
