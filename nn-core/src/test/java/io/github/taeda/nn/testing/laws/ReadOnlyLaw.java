package io.github.taeda.nn.testing.laws;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import io.github.taeda.nn.testing.ModuleCase;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Law 3: inputs and deltas are never written to, nor what lies around them, nor parameters. */
public interface ReadOnlyLaw extends ModuleTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void inputs_deltas_and_parameters_are_not_written_to(ModuleCase row) {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      INDArray input = row.input(type, 1);
      INDArray delta = row.delta(type, input, 1);
      use(row.module(type), new Make.View(input, input), new Make.View(delta, delta));
      use(row.module(type), Make.sliced(input), Make.sliced(delta));
      use(row.module(type).evaluate(), new Make.View(input, input), new Make.View(delta, delta));
      use(row.module(type).evaluate(), Make.sliced(input), Make.sliced(delta));
    }
  }

  private static void use(Module module, Make.View input, Make.View delta) {
    INDArray inputBefore = input.whole().dup();
    INDArray deltaBefore = delta.whole().dup();
    List<INDArray> valuesBefore = module.parameters().stream().map(p -> p.value().dup()).toList();

    module.backward(input.part(), delta.part());
    module.forward(input.part());
    module.backwardDelta(input.part(), delta.part());
    module.backwardUpdateGradient(input.part(), delta.part());
    module.backward(input.part(), delta.part());

    Compare.exact("input", input.whole(), inputBefore);
    Compare.exact("delta", delta.whole(), deltaBefore);
    List<Parameter> parameters = module.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Compare.exact(parameters.get(i).name(), parameters.get(i).value(), valuesBefore.get(i));
    }
  }
}
