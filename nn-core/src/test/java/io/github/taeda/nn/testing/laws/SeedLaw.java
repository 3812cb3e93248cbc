package io.github.taeda.nn.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.ModuleCase;
import io.github.taeda.nn.testing.Pass;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Law 10: the same seed gives the same bits, and ND4J's own generator is left alone. */
public interface SeedLaw extends ModuleTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void the_same_seed_gives_the_same_bits(ModuleCase row) {
    Module module = row.module(DataType.FLOAT, 5);
    Module twin = row.module(DataType.FLOAT, 5);
    List<Parameter> parameters = module.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Compare.exact(
          parameters.get(i).name(), parameters.get(i).value(), twin.parameters().get(i).value());
    }
    for (int i = 0; i < 3; i++) {
      INDArray input = row.input(DataType.FLOAT, i);
      INDArray delta = row.delta(DataType.FLOAT, input, i);
      Pass.of(module, input, delta).requireExact("call " + i, Pass.of(twin, input, delta));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void what_is_random_follows_the_seed_and_changes_from_call_to_call(ModuleCase row) {
    if (!row.isRandom()) {
      return;
    }
    INDArray input = row.batch(DataType.FLOAT, 50, 1);
    Module module = row.module(DataType.FLOAT, 5);
    INDArray first = module.forward(input);
    assertThat(Compare.same(first, module.forward(input))).isFalse();
    assertThat(Compare.same(first, row.module(DataType.FLOAT, 6).forward(input))).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void the_generator_of_nd4j_is_left_alone(ModuleCase row) {
    INDArray input = row.input(DataType.FLOAT, 1);
    INDArray delta = row.delta(DataType.FLOAT, input, 1);
    long root = Nd4j.getRandom().rootState();
    long node = Nd4j.getRandom().nodeState();

    Pass.of(row.module(DataType.FLOAT, 5), input, delta);

    assertThat(Nd4j.getRandom().rootState()).isEqualTo(root);
    assertThat(Nd4j.getRandom().nodeState()).isEqualTo(node);
  }
}
