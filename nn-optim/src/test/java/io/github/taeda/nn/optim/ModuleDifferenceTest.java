package io.github.taeda.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Concat;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.Residual;
import io.github.taeda.nn.layers.TanH;
import org.junit.jupiter.api.Test;

class ModuleDifferenceTest {
  @Test
  void the_path_to_the_first_difference_is_named() {
    assertThat(difference(net(4, new TanH()), net(5, new TanH())))
        .isEqualTo(
            "Sequential[1] > Residual[0] > Sequential[0] must be \"Linear(3 -> 4)\" here, but was"
                + " \"Linear(3 -> 5)\"");
    assertThat(difference(net(4, new TanH()), net(4, new Linear(3, 3))))
        .isEqualTo("Sequential[2] must be \"TanH\" here, but was \"Linear(3 -> 3)\"");
  }

  @Test
  void a_module_that_one_of_them_does_not_have_is_named() {
    Sequential longer = new Sequential(new Linear(3, 3), new TanH());
    Sequential shorter = new Sequential(new Linear(3, 3));
    assertThat(difference(longer, shorter))
        .isEqualTo("Sequential[1] must be \"TanH\" here, but was nothing");
    assertThat(difference(shorter, longer))
        .isEqualTo("Sequential[1] must be nothing here, but was \"TanH\"");
  }

  @Test
  void modules_of_two_kinds_are_named_themselves() {
    assertThat(difference(new Linear(1, 1), new Concat(1, new TanH())))
        .isEqualTo("module must be \"Linear(1 -> 1)\" here, but was \"Concat(axis 1)\"");
    assertThat(difference(new Sequential(new TanH()), new Sequential(new Concat(1, new TanH()))))
        .isEqualTo("Sequential[0] must be \"TanH\" here, but was \"Concat(axis 1)\"");
  }

  private static Sequential net(int inner, Module last) {
    return new Sequential(
        new Linear(3, 3),
        new Residual(new Sequential(new Linear(3, inner), new Linear(inner, 3))),
        last);
  }

  private static String difference(Module here, Module saved) {
    return ModuleDifference.of(here.toString(), saved.toString());
  }
}
