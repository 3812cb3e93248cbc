package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.testing.ModuleCase;
import io.github.taeda.nn.testing.PublicClasses;
import io.github.taeda.nn.testing.laws.ModuleLaws;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class ModuleLawsTest implements ModuleLaws {

  @Override
  public Stream<ModuleCase> cases() {
    return ModuleCases.all();
  }

  @Test
  void every_public_module_has_a_row() {
    Set<String> modules = PublicClasses.like(Linear.class, Module.class);
    Set<String> rows =
        ModuleCases.all()
            .map(row -> row.module(DataType.FLOAT).getClass().getSimpleName())
            .collect(Collectors.toSet());

    assertThat(modules).contains("Linear", "TanH"); // the directory was read
    Set<String> missing = new TreeSet<>(modules);
    missing.removeAll(rows);
    assertThat(missing).as("modules without a row in ModuleCases").isEmpty();
  }
}
