package io.github.taeda.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.taeda.nn.optim.Listener;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Null is one kind of exception everywhere, and its message names who and which argument.
 *
 * <p>Calls every public constructor and method with null for one argument after the other, as far
 * as {@link Instances} has something for the others; the arrays of modules, losses and primitives
 * have their own tables, and nn-spark, which needs Spark to be loaded, a test of its own.
 */
class NullTest {
  /** What authors of modules, rules and listeners call, with what they have been given. */
  private static final Set<String> FOR_AUTHORS =
      Set.of(
          "Buffer",
          "Checks",
          "Container",
          "Element",
          "Epoch",
          "Evaluated",
          "EvaluationPass",
          "FileFormatException",
          "ForwardCache",
          "Init",
          "LoadReport",
          "Metric",
          "ModuleArray",
          "Observer",
          "Probe",
          "SavedRun",
          "ShapeException",
          "Shapes",
          "Slice",
          "TorchArray",
          "UpdateRule",
          "WholeVectorRule");

  /** Methods of public types for them: what {@code Optim}, {@code SGD} and modules call. */
  private static final Set<String> CALLED_BY_LOOPS =
      Set.of("current", "restore", "apply", "includes", "update", "updateSlices", "requireSlices");

  @TempDir private static Path directory;

  private final Instances instances = new Instances(directory);
  private int calls;

  @Test
  void null_is_a_NullPointerException_that_names_who_and_which_argument() {
    Set<String> faults = new TreeSet<>();
    for (Class<?> type : publicTypes()) {
      for (Executable member : members(type)) {
        for (int i = 0; i < member.getParameterCount(); i++) {
          String fault = mayBeNull(member, i) ? null : fault(type, member, i);
          if (fault != null) {
            faults.add(text(type, member) + " with argument " + i + " null: " + fault);
          }
        }
      }
    }
    assertThat(faults).isEmpty();
    assertThat(calls).isGreaterThan(250);
  }

  private static Set<Class<?>> publicTypes() {
    return new ClassFileImporter()
            .withImportOption(
                location ->
                    !location.contains("/test-classes/")
                        && !location.contains("/test/")
                        && !location.contains("-tests.jar"))
            .importPackages("io.github.taeda.nn")
            .stream()
            .filter(type -> !type.getPackageName().matches(".*\\.(internal|ops|download|spark)"))
            .map(JavaClass::reflect)
            .filter(NullTest::isPublic)
            .filter(type -> !FOR_AUTHORS.contains(type.getSimpleName()))
            .collect(Collectors.toSet());
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
  }

  private static Iterable<Executable> members(Class<?> type) {
    Stream<Executable> constructors =
        Modifier.isAbstract(type.getModifiers()) ? Stream.of() : Stream.of(type.getConstructors());
    Stream<Method> methods =
        Stream.of(type.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> !method.isSynthetic() && !Modifier.isAbstract(method.getModifiers()))
            .filter(method -> !isForAuthors(type, method));
    return Stream.concat(constructors, methods).toList();
  }

  private static boolean isForAuthors(Class<?> type, Method method) {
    return method.getName().equals("equals")
        || (type.isEnum() && method.getName().equals("valueOf"))
        || Stream.of(Listener.class.getMethods())
            .anyMatch(callback -> callback.getName().equals(method.getName()))
        || CALLED_BY_LOOPS.contains(method.getName());
  }

  private static boolean mayBeNull(Executable member, int index) {
    return member.getParameterTypes()[index].isPrimitive()
        || member.getAnnotatedParameterTypes()[index].isAnnotationPresent(Nullable.class);
  }

  /** What is wrong with the way a call with one null fails, or null. */
  private @Nullable String fault(Class<?> type, Executable member, int index) {
    Object[] arguments = Stream.of(member.getParameterTypes()).map(instances::of).toArray();
    if (thrown(type, member, arguments) != null) {
      return null; // not with these arguments
    }
    arguments = Stream.of(member.getParameterTypes()).map(instances::of).toArray();
    arguments[index] = null;
    calls++;
    Throwable thrown = thrown(type, member, arguments);
    if (thrown == null) {
      return "accepted";
    }
    boolean isNamed =
        thrown.getClass() == NullPointerException.class
            && thrown.getMessage() != null
            && thrown.getMessage().matches("(?s)\\S.*(: .+|\\[\\d+]) is null");
    return isNamed ? null : thrown + " at " + thrown.getStackTrace()[0];
  }

  private @Nullable Throwable thrown(Class<?> type, Executable member, Object... arguments) {
    try {
      if (member instanceof Constructor<?> constructor) {
        constructor.newInstance(arguments);
      } else if (Modifier.isStatic(member.getModifiers())) {
        ((Method) member).invoke(null, arguments);
      } else {
        Object receiver = instances.of(type);
        if (receiver == null) {
          return new IllegalArgumentException("no instance");
        }
        ((Method) member).invoke(receiver, arguments);
      }
      return null;
    } catch (InvocationTargetException e) {
      return e.getCause();
    } catch (IllegalAccessException | InstantiationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Class<?> type, Executable member) {
    return Arrays.stream(member.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(
            Collectors.joining(
                ", ",
                type.getSimpleName()
                    + (member instanceof Method ? "." + member.getName() : "")
                    + "(",
                ")"));
  }
}
