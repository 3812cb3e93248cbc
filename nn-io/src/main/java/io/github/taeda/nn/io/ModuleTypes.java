package io.github.taeda.nn.io;

import io.github.taeda.nn.Module;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The module types that model files know: Taeda's own, those of every {@link ModuleTypeProvider},
 * and those registered here.
 *
 * <pre>{@code
 * ModuleTypes.register("Scale", Scale.class,
 *     (scale, out) -> out.put("size", scale.size()), in -> new Scale(in.size("size")));
 * }</pre>
 */
public final class ModuleTypes {
  private static final Map<String, ModuleType<?>> REGISTERED = new ConcurrentHashMap<>();

  private final Map<String, ModuleType<?>> byName = new LinkedHashMap<>();
  private final Map<Class<?>, ModuleType<?>> byClass = new LinkedHashMap<>();

  private ModuleTypes() {}

  /**
   * Makes modules of a class known, for all files from now on; doing so again changes nothing.
   *
   * @param name what files call it
   * @param type the modules' class
   * @param describe puts the settings of a module
   * @param build makes a module of these settings
   * @throws IllegalArgumentException if the name is another class's, or the class has another name
   */
  public static <M extends Module> void register(
      String name,
      Class<M> type,
      BiConsumer<? super M, ConfigWriter> describe,
      Function<ConfigReader, ? extends M> build) {
    register(ModuleType.of(name, type, describe, build));
  }

  /**
   * Makes modules of a type known, for all files from now on.
   *
   * @throws IllegalArgumentException if the name is another class's, or the class has another name
   */
  public static synchronized void register(ModuleType<?> type) {
    Objects.requireNonNull(type, "ModuleTypes: type is null");
    known(type.type().getClassLoader()).add(type);
    REGISTERED.putIfAbsent(type.name(), type);
  }

  /** All types known now, to these class loaders among others. */
  static ModuleTypes known(@Nullable ClassLoader... loaders) {
    ModuleTypes types = new ModuleTypes();
    Set<@Nullable ClassLoader> all = new LinkedHashSet<>();
    all.add(ModuleTypes.class.getClassLoader());
    all.add(Thread.currentThread().getContextClassLoader());
    all.addAll(Arrays.asList(loaders));
    for (ClassLoader loader : all) {
      for (ModuleTypeProvider provider : ServiceLoader.load(ModuleTypeProvider.class, loader)) {
        provider.moduleTypes().forEach(types::add);
      }
    }
    REGISTERED.values().forEach(types::add);
    return types;
  }

  /** The type of a name, if known. */
  @Nullable ModuleType<?> named(String name) {
    return byName.get(name);
  }

  /** The type of a module, if known. */
  @Nullable ModuleType<?> of(Module module) {
    return byClass.get(module.getClass());
  }

  private void add(ModuleType<?> type) {
    ModuleType<?> sameName = byName.putIfAbsent(type.name(), type);
    if (sameName != null && sameName.type() != type.type()) {
      throw new IllegalArgumentException(
          "ModuleTypes: the name "
              + type.name()
              + " of "
              + type.type().getName()
              + " is taken by "
              + sameName.type().getName());
    }
    ModuleType<?> sameClass = byClass.putIfAbsent(type.type(), type);
    if (sameClass != null && !sameClass.name().equals(type.name())) {
      throw new IllegalArgumentException(
          "ModuleTypes: "
              + type.type().getName()
              + " cannot be called "
              + type.name()
              + ", it is called "
              + sameClass.name()
              + " already");
    }
  }
}
