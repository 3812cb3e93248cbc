package io.github.taeda.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Test
  void names_of_nets_may_be_written_small_and_stand_anywhere() {
    Arguments arguments = Arguments.of("xor", "--quick", "--threads", "1", "MLP_100");
    assertThat(arguments.quick()).isTrue();
    assertThat(arguments.threads()).isEqualTo(1);
    assertThat(arguments.netsOrDefault()).containsExactly(Net.XOR, Net.MLP_100);
  }

  @Test
  void without_names_the_mode_chooses_the_nets() {
    assertThat(Arguments.of("--neighbour").netsOrDefault())
        .containsExactly(Net.XOR, Net.MLP_100, Net.AUTOENCODER);
    assertThat(Arguments.of().netsOrDefault()).hasSize(15).contains(Net.EVAL_CONV_1000);
    assertThat(Arguments.of("--growth").netsOrDefault()).contains(Net.MLP_100, Net.CONV);
    assertThat(Arguments.of().threads()).isZero();
  }

  @Test
  void what_is_neither_an_option_nor_a_net_is_rejected() {
    assertThatThrownBy(() -> Arguments.of("--quik"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no net --quik");
  }

  @Test
  void threads_need_a_positive_integer() {
    assertThatThrownBy(() -> Arguments.of("--threads"))
        .hasMessage("--threads needs a whole number from 1, not: ");
    assertThatThrownBy(() -> Arguments.of("--threads", "0"))
        .hasMessage("--threads needs a whole number from 1, not: 0");
  }
}
