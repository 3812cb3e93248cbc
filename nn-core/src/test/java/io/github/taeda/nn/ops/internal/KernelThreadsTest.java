package io.github.taeda.nn.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KernelThreadsTest {
  @Test
  void every_part_runs_once() {
    for (int run = 0; run < 2000; run++) {
      AtomicIntegerArray times = new AtomicIntegerArray(7);
      KernelThreads.run(7, times::incrementAndGet);
      for (int part = 0; part < 7; part++) {
        assertThat(times.get(part)).as("part %d of run %d", part, run).isEqualTo(1);
      }
    }
  }

  @Test
  void ranges_cover_all_elements_and_begin_at_multiples_of_the_unit() {
    for (long n : new long[] {1, 15, 16, 17, 1000, 4097}) {
      AtomicIntegerArray times = new AtomicIntegerArray((int) n);
      KernelThreads.ranges(
          n,
          16,
          (start, count) -> {
            assertThat(start % 16).isZero();
            for (long i = start; i < start + count; i++) {
              times.incrementAndGet((int) i);
            }
          });
      assertThat(IntStream.range(0, (int) n).map(times::get)).containsOnly(1);
    }
  }

  @Test
  void an_exception_in_a_part_is_thrown_when_the_others_are_done() {
    AtomicInteger done = new AtomicInteger();
    assertThatThrownBy(
            () ->
                KernelThreads.run(
                    8,
                    part -> {
                      if (part == 3) {
                        throw new IllegalStateException("part 3");
                      }
                      done.incrementAndGet();
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("part 3");
    assertThat(done).hasValue(7);
  }

  @Test
  void a_part_may_run_parts_of_its_own() {
    AtomicInteger sum = new AtomicInteger();
    KernelThreads.run(4, part -> KernelThreads.run(5, inner -> sum.addAndGet(part * inner)));
    assertThat(sum).hasValue((1 + 2 + 3) * (1 + 2 + 3 + 4));
  }

  @Test
  void several_callers_at_once_get_their_own_parts() throws InterruptedException {
    int[] sums = new int[6];
    Thread[] callers = new Thread[sums.length];
    for (int i = 0; i < callers.length; i++) {
      int caller = i;
      callers[i] =
          new Thread(
              () -> {
                for (int run = 0; run < 500; run++) {
                  AtomicInteger sum = new AtomicInteger();
                  KernelThreads.run(6, sum::addAndGet);
                  sums[caller] += sum.get();
                }
              });
      callers[i].start();
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(sums).containsOnly(500 * 15);
  }
}
