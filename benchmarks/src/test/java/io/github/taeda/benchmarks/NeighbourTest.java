package io.github.taeda.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NeighbourTest {

  @Test
  void runs_until_it_is_closed() {
    Neighbour neighbour = Neighbour.start();
    assertThat(neighbour.isRunning()).isTrue();
    neighbour.close();
    assertThat(neighbour.isRunning()).isFalse();
  }

  @Test
  void resident_memory_is_read_from_the_line_of_that_name() {
    List<String> status = List.of("Name:\tjava", "VmHWM:\t  900 kB", "VmRSS:\t  123456 kB");
    assertThat(ResidentMemory.kilobytes(status)).isEqualTo(123456);
    assertThat(ResidentMemory.kilobytes(List.of("Name:\tjava"))).isNaN();
  }
}
