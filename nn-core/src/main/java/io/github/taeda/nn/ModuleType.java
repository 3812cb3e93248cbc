package io.github.taeda.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What is known of the modules of one class: their configuration, how to create one from it, and
 * the names and axis order of their arrays in PyTorch.
 *
 * <pre>{@code
 * public static final ModuleType<Linear> TYPE =
 *     ModuleType.of(Linear.class, Config.class, linear -> linear.config, Linear::new)
 *         .torch("weight", "weight", 1, 0);
 * }</pre>
 *
 * <p>A module returns it from {@link Module#type()}; from it come {@code toString}, {@code copy}
 * and model files, which call the type by the simple name of its class.
 *
 * @param <M> the class
 */
public final class ModuleType<M extends Module> {
  private final Class<M> type;
  private final Creation<M, ?> creation;
  private final TorchView torch;

  private ModuleType(Class<M> type, Creation<M, ?> creation, TorchView torch) {
    this.type = type;
    this.creation = creation;
    this.torch = torch;
  }

  /** Creates the type of modules without configuration. */
  public static <M extends Module> ModuleType<M> of(Class<M> type, Supplier<M> create) {
    Objects.requireNonNull(create, "ModuleType: create is null");
    return of(type, Empty.class, module -> new Empty(), config -> create.get());
  }

  /**
   * Creates the type of modules that draw no random numbers.
   *
   * @param type the modules' class itself, not one above it
   * @param configType the record that is their configuration
   * @param config the configuration of a module
   * @param create a module of a configuration
   */
  public static <M extends Module, C extends Record & ModuleConfig> ModuleType<M> of(
      Class<M> type, Class<C> configType, Function<M, C> config, Function<C, M> create) {
    Objects.requireNonNull(create, "ModuleType: create is null");
    return of(type, configType, config, (configuration, random) -> create.apply(configuration));
  }

  /**
   * Creates the type of modules that draw weights when they are created or masks in training.
   *
   * @param type the modules' class itself, not one above it
   * @param configType the record that is their configuration
   * @param config the configuration of a module
   * @param create a module of a configuration that draws from a generator; a copy is given that of
   *     {@link Module#generators()}, if there is one
   */
  public static <M extends Module, C extends Record & ModuleConfig> ModuleType<M> of(
      Class<M> type,
      Class<C> configType,
      Function<M, C> config,
      BiFunction<C, RandomGenerator, M> create) {
    Objects.requireNonNull(type, "ModuleType: type is null");
    Objects.requireNonNull(configType, "ModuleType: configType is null");
    Objects.requireNonNull(config, "ModuleType: config is null");
    Objects.requireNonNull(create, "ModuleType: create is null");
    return new ModuleType<>(
        type, new Creation<>(configType, config, create, Map.of()), TorchView.NONE);
  }

  /**
   * This type, with PyTorch's view of a parameter or buffer.
   *
   * @param array its name here, such as {@code scale}
   * @param torchName its name there, such as {@code weight}
   * @param axes of the array here, in the order that they have there; none for the same order
   */
  public ModuleType<M> torch(String array, String torchName, int... axes) {
    return torch(array, TorchArray.of(torchName, IntStream.of(axes).boxed().toList()));
  }

  /**
   * This type, with an array that is a sum of two in PyTorch; the second is written as 0.
   *
   * @param array its name here, such as {@code bias}
   * @param torchName the name of the first there
   * @param addend the name of the second
   */
  public ModuleType<M> torchSum(String array, String torchName, String addend) {
    return torch(array, new TorchArray(torchName, List.of(), List.of(addend), 0, 1));
  }

  /**
   * This type, with arrays that are one in PyTorch, in this order along its first axis.
   *
   * @param arrays their names here, of one shape
   * @param axes of each array here, in the order that they have there; none for the same order
   */
  public ModuleType<M> torchParts(String torchName, List<String> arrays, int... axes) {
    List<Integer> order = IntStream.of(axes).boxed().toList();
    return new ModuleType<>(type, creation, torch.withParts(torchName, arrays, order));
  }

  private ModuleType<M> torch(String array, TorchArray torchArray) {
    return new ModuleType<>(type, creation, torch.with(array, torchArray));
  }

  /** This type, with an integer that PyTorch keeps and Taeda does not: 0 in files, not read. */
  public ModuleType<M> torchCounter(String torchName) {
    return new ModuleType<>(type, creation, torch.withCounter(torchName));
  }

  /** This type of containers, whose children are one in PyTorch: names of each have a suffix. */
  public ModuleType<M> torchSuffixes(String... suffixes) {
    return new ModuleType<>(type, creation, torch.withSuffixes(List.of(suffixes)));
  }

  /**
   * This type, with the value of a setting that older files lack.
   *
   * @param setting a component of the configuration that was added later
   * @param value what all modules had before, as {@link #settings} gives it
   */
  public ModuleType<M> withDefault(String setting, Object value) {
    return new ModuleType<>(type, creation.withDefault(setting, value), torch);
  }

  /** What model files call it: the simple name of the class. */
  public String name() {
    return type.getSimpleName();
  }

  /** The modules' class. */
  public Class<M> type() {
    return type;
  }

  /** PyTorch's view of an array, its own name and order of axes unless declared. */
  public TorchArray torch(String array) {
    return torch.arrays().getOrDefault(array, TorchArray.of(array, List.of()));
  }

  /** The integers that PyTorch keeps and Taeda does not. */
  public Set<String> torchCounters() {
    return torch.counters();
  }

  /** The suffixes of the children's arrays if they are one module in PyTorch, else none. */
  public List<String> torchSuffixes() {
    return torch.suffixes();
  }

  /** The configuration of a module of this class. */
  public ModuleConfig config(Module module) {
    return creation.config(cast(module));
  }

  /**
   * The configuration of a module by names of components: Long, Double, Boolean, String, Module, a
   * map for a nested record, or a list of these; without {@link Init}.
   *
   * @throws IllegalArgumentException if a component is of another type, which no file can hold
   */
  public Map<String, Object> settings(Module module) {
    return ConfigSettings.of(config(module));
  }

  /**
   * The configuration with these settings, as {@link #settings} gives them.
   *
   * @throws IllegalArgumentException if one without default is missing, unknown or of another type,
   *     or the configuration rejects it
   */
  public ModuleConfig config(Map<String, Object> settings) {
    Map<String, Object> all = new LinkedHashMap<>(creation.defaults);
    all.putAll(settings);
    return ConfigSettings.read(creation.configType, all);
  }

  /** Creates a module of a configuration, with weights of 0. */
  public M create(ModuleConfig config) {
    return creation.create(config, UnaryOperator.identity(), new SplitMix());
  }

  /** A module of the same configuration, the modules within it replaced. */
  M copy(Module module, UnaryOperator<Module> modules) {
    List<RandomGenerator> generators = module.generators();
    RandomGenerator random = generators.isEmpty() ? new SplitMix() : generators.get(0);
    return creation.create(config(module), modules, random);
  }

  /** {@code Linear(3 -> 4)}; without configuration the class's name. */
  String text(Module module) {
    String text = creation.config(type.cast(module)).text();
    return module.getClass().getSimpleName() + (text.isEmpty() ? "" : "(" + text + ")");
  }

  private M cast(Module module) {
    if (module.getClass() != type) {
      throw new IllegalArgumentException(
          module.getClass().getName() + ": its type() is that of " + type.getName());
    }
    return type.cast(module);
  }

  /** {@code Linear (io.github.taeda.nn.layers.Linear)}. */
  @Override
  public String toString() {
    return name() + " (" + type.getName() + ")";
  }

  /** The configuration of modules that have none. */
  private record Empty() implements ModuleConfig {}

  /** Between modules and their configurations, there and back. */
  private record Creation<M extends Module, C extends Record & ModuleConfig>(
      Class<C> configType,
      Function<M, C> config,
      BiFunction<C, RandomGenerator, M> create,
      Map<String, Object> defaults) {

    Creation<M, C> withDefault(String setting, Object value) {
      Map<String, Object> added = new LinkedHashMap<>(defaults);
      added.put(setting, value);
      return new Creation<>(configType, config, create, Collections.unmodifiableMap(added));
    }

    C config(M module) {
      return config.apply(module);
    }

    M create(ModuleConfig config, UnaryOperator<Module> modules, RandomGenerator random) {
      return create.apply(ConfigRecord.withModules(configType, config, modules), random);
    }
  }
}
