package io.github.taeda.nn.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.testing.ModuleCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Law 12: {@code toString} shows the configuration, nested and indented for containers. */
public interface TextLaw extends ModuleTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void to_string_shows_the_configuration(ModuleCase row) {
    Module module = row.module(DataType.FLOAT);
    assertThat(module).hasToString(row.text());
    module.evaluate().forward(row.input(DataType.FLOAT, 1));
    assertThat(module).hasToString(row.text());
    assertThat(new Sequential(module, module))
        .hasToString(
            "Sequential(\n  0: %s\n  1: %s\n)".replace("%s", row.text().replace("\n", "\n  ")));
  }
}
