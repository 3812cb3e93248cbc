package io.github.taeda.nn.testing;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What an object holds on to: the arrays that its fields lead to, through Taeda's own classes. */
public final class Reachable {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Object> arrays = Collections.newSetFromMap(new IdentityHashMap<>());

  private Reachable() {}

  /** The arrays, told apart by identity. */
  public static Set<Object> arrays(Object root) {
    Reachable reachable = new Reachable();
    reachable.visit(root);
    return reachable.arrays;
  }

  private void visit(Object object) {
    if (object == null || !seen.add(object)) {
      return;
    }
    if (object instanceof INDArray) {
      arrays.add(object);
    } else if (object instanceof Object[] objects) {
      Arrays.stream(objects).forEach(this::visit);
    } else if (object instanceof Iterable<?> objects) {
      objects.forEach(this::visit);
    } else if (object instanceof Map<?, ?> map) {
      map.keySet().forEach(this::visit);
      map.values().forEach(this::visit);
    } else {
      visitFields(object, object.getClass());
    }
  }

  private void visitFields(Object object, Class<?> type) {
    if (type == null || !type.getName().startsWith("io.github.taeda.")) {
      return;
    }
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
        field.setAccessible(true);
        try {
          visit(field.get(object));
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    visitFields(object, type.getSuperclass());
  }
}
