package io.github.taeda.examples.charmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextStreamsTest {
  /** Two streams of nine characters, of which windows of four read eight. */
  private final TextStreams streams = new TextStreams(IntStream.range(0, 20).toArray(), 2, 4);

  @Test
  void each_window_continues_the_one_before() {
    assertThat(streams.windows()).isEqualTo(2);
    assertThat(streams.input(0).toIntMatrix())
        .isDeepEqualTo(new int[][] {{0, 1, 2, 3}, {8, 9, 10, 11}});
    assertThat(streams.input(1).toIntMatrix())
        .isDeepEqualTo(new int[][] {{4, 5, 6, 7}, {12, 13, 14, 15}});
  }

  @Test
  void the_target_is_the_next_character() {
    assertThat(streams.target(1).toIntMatrix())
        .isDeepEqualTo(new int[][] {{5, 6, 7, 8}, {13, 14, 15, 16}});
  }
}
