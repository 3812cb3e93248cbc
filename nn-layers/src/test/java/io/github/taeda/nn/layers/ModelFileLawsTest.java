package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Buffer;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.io.ModelFile;
import io.github.taeda.nn.io.ModelFile.Layout;
import io.github.taeda.nn.layers.internal.LayerTypes;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.ModuleCase;
import io.github.taeda.nn.testing.PublicClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What holds for the file of every module. */
class ModelFileLawsTest {
  @TempDir Path directory;

  static Stream<ModuleCase> cases() {
    return ModuleCases.all().filter(row -> !row.text().equals("Lambda"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_loaded_module_is_the_saved_one(ModuleCase row) throws IOException {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      for (Layout layout : Layout.values()) {
        requireRoundTrip(row, type, layout);
      }
    }
  }

  private void requireRoundTrip(ModuleCase row, DataType type, Layout layout) throws IOException {
    Module saved = row.module(type, 3);
    INDArray input = row.input(type, 1);
    INDArray unused = saved.forward(input); // moves what runs along
    assertThat(unused).isNotNull();
    Path file = directory.resolve("net.safetensors");
    Path again = directory.resolve("again.safetensors");

    ModelFile.save(saved, file, layout);
    Module loaded = ModelFile.load(file);
    ModelFile.save(loaded, again, layout);

    assertThat(loaded).hasToString(saved.toString());
    assertThat(loaded.isTraining()).isTrue();
    assertThat(names(loaded)).isEqualTo(names(saved));
    assertThat(again).hasSameBinaryContentAs(file);
    for (int i = 0; i < saved.buffers().size(); i++) {
      Compare.exact("state", loaded.buffers().get(i).value(), saved.buffers().get(i).value());
    }
    Compare.exact("output", loaded.evaluate().forward(input), saved.evaluate().forward(input));
  }

  @Test
  void every_public_module_has_a_type() {
    Set<String> modules = PublicClasses.like(Linear.class, Module.class);
    assertThat(modules).contains("Linear", "TanH"); // the directory was read
    Set<String> missing = new TreeSet<>(modules);
    missing.removeAll(
        new LayerTypes().moduleTypes().stream().map(ModuleType::name).collect(Collectors.toSet()));
    assertThat(missing).as("modules that LayerTypes does not list").isEmpty();
  }

  @Test
  void a_type_is_that_of_its_module() throws ReflectiveOperationException {
    for (ModuleType<?> type : new LayerTypes().moduleTypes()) {
      assertThat(type.type().getField("TYPE").get(null)).isSameAs(type);
    }
  }

  private static List<String> names(Module module) {
    return Stream.concat(
            module.parameters().stream().map(Parameter::name),
            module.buffers().stream().map(Buffer::name))
        .toList();
  }
}
