package io.github.taeda.nn.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.testing.ModuleCase;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** A module's type is of its class, and its configuration says how many elements it has. */
public interface ConfigurationLaw extends ModuleTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void a_configuration_says_how_many_elements_there_are(ModuleCase row) {
    Module module = row.module(DataType.FLOAT);
    ModuleType<?> type = module.type();
    assertThat(type).isNotNull();
    assertThat(type.type()).isEqualTo(module.getClass());

    long claimed = elements(module, Collections.newSetFromMap(new IdentityHashMap<>()));

    long present = ModuleArray.of(module).stream().mapToLong(array -> array.value().length()).sum();
    if (row.text().startsWith("TiedLinear")) { // without the bias of its partner
      assertThat(claimed).isGreaterThan(present);
    } else {
      assertThat(claimed).isEqualTo(present);
    }
  }

  /** Of a module and those within its configuration, each once. */
  private static long elements(Object value, Set<Object> seen) {
    if (value instanceof List<?> list) {
      return list.stream().mapToLong(element -> elements(element, seen)).sum();
    }
    if (!(value instanceof Module module) || !seen.add(module)) {
      return 0;
    }
    ModuleConfig config = module.type().config(module);
    long elements = config.elements();
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      component.getAccessor().setAccessible(true);
      try {
        elements += elements(component.getAccessor().invoke(config), seen);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return elements;
  }
}
