package io.github.taeda.nn.io;

import io.github.taeda.nn.Module;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How modules of one class are written to model files and made again: a name, what their settings
 * are, and, where PyTorch has the same module, how that one calls and lays out the arrays.
 *
 * @param <M> the class
 */
public final class ModuleType<M extends Module> {
  private final String name;
  private final Class<M> type;
  private final BiConsumer<? super M, ConfigWriter> describe;
  private final Function<ConfigReader, ? extends M> build;
  private final Map<String, Torch> torch;
  private final Set<String> counters;

  private ModuleType(
      String name,
      Class<M> type,
      BiConsumer<? super M, ConfigWriter> describe,
      Function<ConfigReader, ? extends M> build,
      Map<String, Torch> torch,
      Set<String> counters) {
    this.name = name;
    this.type = type;
    this.describe = describe;
    this.build = build;
    this.torch = torch;
    this.counters = counters;
  }

  /**
   * Makes a type.
   *
   * @param name what files call it
   * @param type the modules' class, itself and not a class above it
   * @param describe puts the settings of a module
   * @param build makes a module of these settings; its parameters' values do not matter
   */
  public static <M extends Module> ModuleType<M> of(
      String name,
      Class<M> type,
      BiConsumer<? super M, ConfigWriter> describe,
      Function<ConfigReader, ? extends M> build) {
    Objects.requireNonNull(name, "ModuleType: name is null");
    Objects.requireNonNull(type, "ModuleType: type is null");
    Objects.requireNonNull(describe, "ModuleType: describe is null");
    Objects.requireNonNull(build, "ModuleType: build is null");
    if (name.isBlank()) {
      throw new IllegalArgumentException("ModuleType: name is blank");
    }
    return new ModuleType<>(name, type, describe, build, Map.of(), Set.of());
  }

  /**
   * This type, with PyTorch's view of a parameter or state.
   *
   * @param array its name here, such as {@code scale}
   * @param torchName its name there, such as {@code weight}
   * @param axes of the array here, in the order that they have there; none if that is the same
   */
  public ModuleType<M> torch(String array, String torchName, int... axes) {
    Map<String, Torch> added = new LinkedHashMap<>(torch);
    added.put(array, new Torch(torchName, axes.clone()));
    return new ModuleType<>(
        name, type, describe, build, Collections.unmodifiableMap(added), counters);
  }

  /**
   * This type, with a whole number that PyTorch keeps and Taeda does not: it is written as 0 and
   * ignored when read.
   */
  public ModuleType<M> torchCounter(String torchName) {
    Set<String> added = new LinkedHashSet<>(counters);
    added.add(torchName);
    return new ModuleType<>(name, type, describe, build, torch, Collections.unmodifiableSet(added));
  }

  /** What files call it. */
  public String name() {
    return name;
  }

  /** The modules' class. */
  public Class<M> type() {
    return type;
  }

  ConfigWriter describe(Module module) {
    ConfigWriter description = new ConfigWriter();
    describe.accept(type.cast(module), description);
    return description;
  }

  @Nullable Module build(ConfigReader settings) {
    return build.apply(settings);
  }

  /** PyTorch's view of an array, its own name and order of axes unless declared. */
  Torch torch(String array) {
    return torch.getOrDefault(array, new Torch(array, new int[0]));
  }

  Set<String> torchCounters() {
    return counters;
  }

  /** {@code Linear (io.github.taeda.nn.layers.Linear)}. */
  @Override
  public String toString() {
    return name + " (" + type.getName() + ")";
  }

  /** PyTorch's name of an array and its axes there; none for the same order. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Torch(String name, int[] axes) {}
}
