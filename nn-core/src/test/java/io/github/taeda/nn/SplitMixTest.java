package io.github.taeda.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplitMixTest {

  @Test
  void its_sequence_is_that_of_splittable_random() {
    for (long seed : new long[] {0, 1, -5, Long.MIN_VALUE}) {
      SplittableRandom expected = new SplittableRandom(seed);
      SplitMix random = new SplitMix(seed);
      for (int i = 0; i < 1000; i++) {
        assertThat(random.nextLong()).isEqualTo(expected.nextLong());
      }
    }
  }

  @Test
  void a_restored_state_continues_the_sequence() {
    SplitMix random = new SplitMix(3);
    random.nextGaussian();
    long state = random.state();
    double next = random.nextDouble();

    random.restore(state);

    assertThat(random.nextDouble()).isEqualTo(next);
    assertThat(new SplitMix(42)).hasToString("SplitMix(state 42)");
  }
}
