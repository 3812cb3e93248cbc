package io.github.taeda.nn.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.ModuleCase;
import io.github.taeda.nn.testing.Reachable;
import io.github.taeda.nn.testing.Threads;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Law 7: in evaluation {@code forward} stores nothing, so that threads may share a module. */
public interface EvaluationLaw extends ModuleTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void forward_in_evaluation_stores_nothing(ModuleCase row) {
    Module module = row.module(DataType.DOUBLE).evaluate();
    var before = Reachable.arrays(module);

    module.forward(row.input(DataType.DOUBLE, 1));
    module.forward(row.input(DataType.DOUBLE, 2));

    assertThat(Reachable.arrays(module)).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void eight_threads_get_the_bits_of_one(ModuleCase row) throws Exception {
    Module module = row.module(DataType.FLOAT).evaluate();
    List<INDArray> inputs = new ArrayList<>();
    List<INDArray> outputs = new ArrayList<>();
    for (int i = 0; i < Threads.COUNT; i++) {
      INDArray input = row.batch(DataType.FLOAT, 1 + i, i);
      inputs.add(input);
      outputs.add(module.forward(input));
    }
    Threads.run(
        thread -> {
          for (int i = 0; i < 50; i++) {
            int mine = i % 2 == 0 ? thread : 0; // every other time all threads take the same array
            Compare.exact("output", module.forward(inputs.get(mine)), outputs.get(mine));
          }
        });
  }
}
