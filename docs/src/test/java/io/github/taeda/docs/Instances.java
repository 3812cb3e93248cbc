package io.github.taeda.docs;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.Examples;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.ops.NDArrays;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Makes a new instance of any type that a public method takes, as far as it can. */
final class Instances {
  private final Map<Class<?>, Supplier<Object>> known = new HashMap<>();
  private final Set<Class<?>> beingMade = new HashSet<>();

  Instances(Path directory) {
    double[][] rows = {{1, 0}, {0, 1}};
    known.put(INDArray.class, () -> NDArrays.of(new float[] {1, 0, 0, 1}, 2, 2));
    known.put(Path.class, () -> directory.resolve("file"));
    known.put(String.class, () -> directory.resolve("x").toString()); // some are paths
    known.put(Object.class, () -> "x"); // an owner
    known.put(int.class, () -> 1);
    known.put(long.class, () -> 1L);
    known.put(double.class, () -> 0.5);
    known.put(float.class, () -> 0.5f);
    known.put(boolean.class, () -> true);
    known.put(char.class, () -> ';');
    known.put(RandomGenerator.class, () -> new SplittableRandom(1));
    known.put(Module.class, () -> new Linear(2, 2));
    known.put(Loss.class, MSELoss::new);
    known.put(Init.class, () -> Init.constant(0));
    known.put(Dataset.class, () -> Examples.of(rows, rows));
    known.put(DataType.class, () -> DataType.FLOAT);
    known.put(List.class, List::of);
    known.put(Map.class, Map::of);
  }

  /** An instance; null if there is no way to make one. */
  @Nullable Object of(Class<?> type) {
    Supplier<Object> supplier = known.get(type);
    if (supplier != null) {
      return supplier.get();
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), 1);
      Object element = of(type.getComponentType());
      if (element != null) {
        Array.set(array, 0, element);
      }
      return array;
    }
    if (!beingMade.add(type)) {
      return null;
    }
    try {
      return made(type);
    } finally {
      beingMade.remove(type);
    }
  }

  /** By the shortest constructor or factory that works, else a proxy of an interface. */
  private @Nullable Object made(Class<?> type) {
    Stream<Constructor<?>> constructors =
        Modifier.isAbstract(type.getModifiers()) ? Stream.of() : Stream.of(type.getConstructors());
    Stream<Method> factories =
        Stream.of(type.getMethods())
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .filter(method -> method.getReturnType() == type);
    for (Executable way : Stream.concat(byLength(constructors), byLength(factories)).toList()) {
      Object[] arguments = Stream.of(way.getParameterTypes()).map(this::of).toArray();
      try {
        return way instanceof Constructor<?> constructor
            ? constructor.newInstance(arguments)
            : ((Method) way).invoke(null, arguments);
      } catch (ReflectiveOperationException e) {
        // the next
      }
    }
    return type.isInterface() && !type.isSealed() ? proxy(type) : null;
  }

  private static <E extends Executable> Stream<E> byLength(Stream<E> ways) {
    return ways.sorted(
        Comparator.<E>comparingInt(Executable::getParameterCount)
            .thenComparing(Executable::toGenericString));
  }

  private Object proxy(Class<?> type) {
    return Proxy.newProxyInstance(
        type.getClassLoader() == null ? getClass().getClassLoader() : type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "toString" -> type.getSimpleName();
              case "hashCode" -> 1;
              default -> method.getReturnType() == void.class ? null : of(method.getReturnType());
            });
  }
}
