package io.github.taeda.nn.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegionTest {
  private final List<Integer> taken = new ArrayList<>();

  @Test
  void the_caller_takes_its_own_parts_from_the_front_and_then_the_others_from_the_end() {
    new Region(7, taken::add, 2).work(0);
    assertThat(taken).containsExactly(0, 1, 2, 6, 5, 4, 3);
  }

  @Test
  void a_helper_begins_with_its_own_parts() {
    new Region(8, taken::add, 3).work(2);
    assertThat(taken).containsExactly(5, 6, 7, 1, 0, 4, 3, 2);
  }

  @Test
  void with_fewer_parts_than_threads_each_begins_with_another() {
    new Region(2, taken::add, 8).work(0);
    new Region(2, taken::add, 8).work(1);
    assertThat(taken).containsExactly(0, 1, 1, 0);
  }

  @Test
  void a_region_is_open_while_parts_are_left() {
    Region region = new Region(2, taken::add, 2);
    assertThat(region.isOpen()).isTrue();
    region.work(1);
    assertThat(region.isOpen()).isFalse();
    assertThat(taken).containsExactly(1, 0);
  }

  @Test
  void a_region_that_is_done_is_no_stall() {
    Region region = new Region(1, taken::add, 4);
    region.work(3);
    assertThat(taken).containsExactly(0);
    assertThat(region.await(0)).isFalse();
  }

  @Test
  void a_wait_beyond_the_limit_is_a_stall() {
    Thread caller = Thread.currentThread();
    Region region = new Region(1, part -> spinUntilItPauses(caller), 2);
    new Thread(() -> region.work(1)).start();
    while (region.isOpen()) {
      Thread.onSpinWait();
    }
    assertThat(region.await(1_000_000)).isTrue();
  }

  private static void spinUntilItPauses(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }
}
