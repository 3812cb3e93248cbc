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

/** Law 13: FLOAT and DOUBLE agree to 1e-5, relative to the largest number of an array. */
public interface TypeLaw extends ModuleTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void float_and_double_agree(ModuleCase row) {
    INDArray input = row.input(DataType.FLOAT, 1);
    INDArray delta = row.delta(DataType.FLOAT, input, 1);
    Pass single = Pass.of(row.module(DataType.FLOAT), input, delta);
    INDArray wideInput = row.input(DataType.DOUBLE, 1);
    INDArray wideDelta = delta.castTo(DataType.DOUBLE);
    Pass wide = Pass.of(row.module(DataType.DOUBLE), wideInput, wideDelta);

    single.requireClose("FLOAT against DOUBLE", wide, 1e-5);
    assertThat(single.output().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(single.inputDelta().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(wide.output().dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(wide.inputDelta().dataType()).isEqualTo(DataType.DOUBLE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void converting_there_and_back_changes_no_bit(ModuleCase row) {
    Module module = row.module(DataType.FLOAT);
    List<INDArray> values = module.parameters().stream().map(p -> p.value().dup()).toList();

    assertThat(module.to(DataType.DOUBLE)).isSameAs(module);
    assertThat(module.parameters())
        .allSatisfy(p -> assertThat(p.value().dataType()).isEqualTo(DataType.DOUBLE))
        .allSatisfy(p -> assertThat(p.gradient().dataType()).isEqualTo(DataType.DOUBLE));
    module.to(DataType.FLOAT);

    List<Parameter> parameters = module.parameters();
    for (int i = 0; i < values.size(); i++) {
      Compare.exact(parameters.get(i).name(), parameters.get(i).value(), values.get(i));
    }
  }
}
