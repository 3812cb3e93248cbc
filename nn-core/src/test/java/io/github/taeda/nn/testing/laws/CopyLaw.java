package io.github.taeda.nn.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Buffer;
import io.github.taeda.nn.Container;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ParameterVector;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.ModuleCase;
import io.github.taeda.nn.testing.Pass;
import io.github.taeda.nn.testing.Reachable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A copy does as the original does, from memory of its own. */
public interface CopyLaw extends ModuleTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void a_copy_holds_and_computes_the_same(ModuleCase row) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      Module module = changed(row, type);
      Module copy = module.copy();

      assertThat(copy).hasSameClassAs(module).hasToString(module.toString());
      requireSame("a copy", numbers(copy), numbers(module));
      INDArray input = row.input(type, 2);
      INDArray delta = row.delta(type, input, 2);
      Pass.of(copy, input, delta).requireExact("as the copy is", Pass.of(module, input, delta));
      requireSame("after a pass", numbers(copy), numbers(module));
      Compare.exact(
          "output in evaluation", copy.evaluate().forward(input), module.evaluate().forward(input));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void a_copy_has_memory_of_its_own(ModuleCase row) {
    Module module = changed(row, DataType.DOUBLE);
    Module copy = module.copy();
    boolean separate = Collections.disjoint(Reachable.arrays(copy), Reachable.arrays(module));
    assertThat(separate).as("no array is held by both").isTrue();

    Map<String, INDArray> before = numbers(module);
    change(copy);
    requireSame("the original, the copy changed", numbers(module), before);

    before = numbers(copy);
    change(module);
    requireSame("the copy, the original changed", numbers(copy), before);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void a_copy_keeps_the_modes(ModuleCase row) {
    Module module = row.module(DataType.FLOAT);
    for (Module first : parts(module)) {
      module.train();
      first.evaluate();
      Module copy = module.copy();
      assertThat(modes(copy)).isEqualTo(modes(module));
      copy.train();
      assertThat(first.isTraining()).isFalse();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void a_copy_keeps_what_is_frozen(ModuleCase row) {
    Module module = row.module(DataType.FLOAT);
    for (int i = 0; i < module.parameters().size(); i++) {
      module.parameters().forEach(Parameter::unfreeze);
      module.parameters().get(i).freeze();
      Module copy = module.copy();
      assertThat(frozen(copy)).isEqualTo(frozen(module));
      copy.parameters().get(i).unfreeze();
      assertThat(module.parameters().get(i).isFrozen()).isTrue();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void what_is_shared_within_a_module_is_shared_within_its_copy(ModuleCase row) {
    Module module = row.module(DataType.FLOAT);
    Module copy = module.copy();
    assertThat(new HashSet<>(copy.parameters())).hasSameSizeAs(new HashSet<>(module.parameters()));
    assertThat(firstPlaces(parts(copy))).isEqualTo(firstPlaces(parts(module)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void a_copy_is_free_of_the_vector_that_the_original_is_part_of(ModuleCase row) {
    Module module = row.module(DataType.DOUBLE);
    if (module.parameters().isEmpty()) {
      return;
    }
    ParameterVector vector = ParameterVector.of(module);
    INDArray values = vector.values().dup();
    Module copy = module.copy();

    requireSame("a copy", numbers(copy), numbers(module));
    change(copy);
    copy.to(DataType.FLOAT);

    Compare.exact("vector", vector.values(), values);
    assertThat(module.parameters().get(0).value().dataType()).isEqualTo(DataType.DOUBLE);
  }

  /** A module whose parameters, gradients and state are no longer those it was built with. */
  private static Module changed(ModuleCase row, DataType type) {
    Module module = row.module(type);
    INDArray input = row.input(type, 1);
    Pass.of(module, input, row.delta(type, input, 1));
    change(module);
    return module;
  }

  private static void change(Module module) {
    for (Parameter parameter : module.parameters()) {
      parameter.value().addi(0.25);
      parameter.gradient().addi(1);
    }
    for (Buffer state : module.buffers()) {
      state.value().addi(0.5);
    }
  }

  /** Copies of all numbers, by name. */
  private static Map<String, INDArray> numbers(Module module) {
    Map<String, INDArray> numbers = new LinkedHashMap<>();
    for (Parameter parameter : module.parameters()) {
      numbers.put(parameter.name(), parameter.value().dup());
      numbers.put("gradient of " + parameter.name(), parameter.gradient().dup());
    }
    module.buffers().forEach(state -> numbers.put("state " + state.name(), state.value().dup()));
    return numbers;
  }

  private static void requireSame(
      String when, Map<String, INDArray> actual, Map<String, INDArray> expected) {
    assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
    actual.forEach((name, array) -> Compare.exact(name + ", " + when, array, expected.get(name)));
  }

  private static List<Boolean> frozen(Module module) {
    return module.parameters().stream().map(Parameter::isFrozen).toList();
  }

  private static List<Boolean> modes(Module module) {
    return parts(module).stream().map(Module::isTraining).toList();
  }

  /** The module, its children and theirs, in order; what is shared as often as it occurs. */
  private static List<Module> parts(Module module) {
    List<Module> parts = new ArrayList<>(List.of(module));
    if (module instanceof Container container) {
      container.children().forEach(child -> parts.addAll(parts(child)));
    }
    return parts;
  }

  /** Where each first occurs; modules are told apart by identity. */
  private static List<Integer> firstPlaces(List<Module> parts) {
    return parts.stream()
        .map(part -> IntStream.range(0, parts.size()).filter(i -> parts.get(i) == part).min())
        .map(place -> place.orElseThrow())
        .toList();
  }
}
