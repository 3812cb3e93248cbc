package io.github.taeda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.testing.Affine;
import io.github.taeda.nn.testing.Cube;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class ModuleTypeTest {
  private final Affine child = new Affine(2, 1, new SplittableRandom(1));
  private final Every every = new Every(Every.config(child));

  @Test
  void a_configuration_is_its_settings() {
    Map<String, Object> settings = Every.TYPE.settings(every);

    assertThat(settings)
        .containsExactly(
            Map.entry("size", 3L),
            Map.entry("axis", 2L),
            Map.entry("rate", 0.5),
            Map.entry("flag", true),
            Map.entry("label", "a"),
            Map.entry("reduction", "SUM"),
            Map.entry("sizes", List.of(4L, 5L)),
            Map.entry("nested", Map.of("count", 6L)),
            Map.entry("module", child),
            Map.entry("modules", List.of(child)));
    assertThat(Every.TYPE.settings(Every.TYPE.create(Every.TYPE.config(settings))))
        .isEqualTo(settings);
  }

  @Test
  void a_text_shows_the_components_that_are_no_modules() {
    assertThat(every)
        .hasToString(
            "Every(3, axis 2, rate 0.5, flag true, label a, reduction SUM, sizes [4, 5], nested"
                + " Part[count=6])");
  }

  @Test
  void a_copy_has_copies_of_the_modules_in_its_configuration() {
    Every copy = (Every) every.copy();

    assertThat(copy.config.module()).isNotSameAs(child);
    assertThat(copy.config.modules()).containsExactly(copy.config.module());
    assertThat(copy).hasToString(every.toString());
  }

  @Test
  void creating_a_module_draws_nothing() {
    Affine created = Affine.TYPE.create(Affine.TYPE.config(child));

    assertThat(created.parameters().get(0).value().sumNumber().doubleValue()).isZero();
    assertThat(created.parameters().get(1).value().sumNumber().doubleValue()).isZero();
  }

  @Test
  void a_type_is_of_one_class() {
    assertThat(Every.TYPE.name()).isEqualTo("Every");
    assertThat(Every.TYPE).hasToString("Every (io.github.taeda.nn.ModuleTypeTest$Every)");
    assertThatThrownBy(() -> Cube.TYPE.config(child))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "io.github.taeda.nn.testing.Affine: its type() is that of"
                + " io.github.taeda.nn.testing.Cube");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("size", "3", "setting size must be an integer, but was 3"),
        Arguments.of("size", 3.0, "setting size must be an integer, but was 3.0"),
        Arguments.of("rate", "x", "setting rate must be a number, but was x"),
        Arguments.of("flag", 1L, "setting flag must be true or false, but was 1"),
        Arguments.of("label", 1L, "setting label must be a string, but was 1"),
        Arguments.of(
            "reduction",
            "ALL",
            "setting reduction must be one of [MEAN, SUM, ELEMENT_MEAN], but was ALL"),
        Arguments.of("sizes", 4L, "setting sizes must be a list, but was 4"),
        Arguments.of("sizes", List.of(4L, "b"), "setting sizes must be an integer, but was b"),
        Arguments.of("nested", 4L, "setting nested must be further settings, but was 4"),
        Arguments.of("nested", Map.of(), "setting count is missing, there are []"),
        Arguments.of("module", 1L, "setting module must be a module Affine, but was 1"),
        Arguments.of("module", new Cube(), "setting module must be a module Affine, but was Cube"),
        Arguments.of("modules", List.of(1L), "setting modules must be a module, but was 1"),
        Arguments.of("colour", 1L, "settings [colour] are unknown"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void a_setting_of_another_kind_is_rejected(String name, Object value, String message) {
    Map<String, Object> settings = new LinkedHashMap<>(Every.TYPE.settings(every));
    settings.put(name, value);

    assertThatThrownBy(() -> Every.TYPE.config(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void a_missing_setting_is_rejected() {
    Map<String, Object> settings = new HashMap<>(Every.TYPE.settings(every));
    settings.remove("axis");

    assertThatThrownBy(() -> Every.TYPE.config(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("setting axis is missing, there are " + settings.keySet());
  }

  @Test
  void what_no_file_can_hold_is_copied_but_has_no_settings() {
    Applying twice = new Applying(x -> x.mul(2));

    assertThat(((Applying) twice.copy()).function).isSameAs(twice.function);
    assertThatThrownBy(() -> Applying.TYPE.settings(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "setting function is of type java.util.function.UnaryOperator<org.nd4j.linalg.api"
                + ".ndarray.INDArray>, which no file can hold");
  }

  private abstract static class Copying extends Module {
    @Override
    public INDArray forward(INDArray input) {
      return input.dup();
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return delta.dup();
    }
  }

  private record Part(long count) {}

  /** A module with a component of every type. */
  private static final class Every extends Copying {
    static final ModuleType<Every> TYPE =
        ModuleType.of(Every.class, Config.class, every -> every.config, Every::new);

    private record Config(
        long size,
        int axis,
        double rate,
        boolean flag,
        String label,
        Reduction reduction,
        List<Long> sizes,
        Part nested,
        Affine module,
        List<Module> modules,
        Init init)
        implements ModuleConfig {}

    private final Config config;

    Every(Config config) {
      this.config = config;
    }

    static Config config(Affine child) {
      return new Config(
          3,
          2,
          0.5,
          true,
          "a",
          Reduction.SUM,
          List.of(4L, 5L),
          new Part(6),
          child,
          List.of(child),
          Init.torch());
    }

    @Override
    public ModuleType<Every> type() {
      return TYPE;
    }
  }

  private static final class Applying extends Copying {
    static final ModuleType<Applying> TYPE =
        ModuleType.of(
            Applying.class,
            Functions.class,
            applying -> new Functions(applying.function),
            config -> new Applying(config.function()));

    private record Functions(UnaryOperator<INDArray> function) implements ModuleConfig {}

    private final UnaryOperator<INDArray> function;

    Applying(UnaryOperator<INDArray> function) {
      this.function = function;
    }

    @Override
    public ModuleType<Applying> type() {
      return TYPE;
    }
  }
}
