package io.github.taeda.nn.io;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ModuleTypeProvider;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.graph.Graph;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The module types that can be loaded: Taeda's own, those of every {@link ModuleTypeProvider}, and
 * those registered here.
 *
 * <pre>{@code
 * ModuleTypes.register(Scale.TYPE);
 * }</pre>
 */
public final class ModuleTypes {
  private static final Map<String, ModuleType<?>> REGISTERED = new ConcurrentHashMap<>();

  private final Map<String, ModuleType<?>> byName = new LinkedHashMap<>();

  private ModuleTypes() {}

  /**
   * Lets modules of a type be loaded from now on; doing so again changes nothing.
   *
   * @throws IllegalArgumentException if another class has the same name
   */
  public static synchronized void register(ModuleType<?> type) {
    Objects.requireNonNull(type, "ModuleTypes: type is null");
    known(type.type().getClassLoader()).add(type);
    REGISTERED.putIfAbsent(type.name(), type);
  }

  /** All types known now, to these class loaders among others. */
  static ModuleTypes known(@Nullable ClassLoader... loaders) {
    ModuleTypes types = new ModuleTypes();
    types.add(Sequential.TYPE);
    types.add(Graph.TYPE);
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

  /** Adds a type, and rejects it if another class has the same name. */
  void add(ModuleType<?> type) {
    ModuleType<?> same = byName.putIfAbsent(type.name(), type);
    if (same != null && same.type() != type.type()) {
      throw new IllegalArgumentException(
          "ModuleTypes: the name "
              + type.name()
              + " of "
              + type.type().getName()
              + " is taken by "
              + same.type().getName());
    }
  }
}
