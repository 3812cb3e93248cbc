package io.github.taeda.nn.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a package offers its users: read from the directory of compiled classes. */
public final class PublicClasses {
  private PublicClasses() {}

  /**
   * The simple names of the public classes that are not abstract, of one kind, in the package of
   * {@code member} and in the directory it was compiled to.
   */
  public static Set<String> like(Class<?> member, Class<?> kind) {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(directory(member))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        if (name.endsWith(".class") && !name.equals("package-info.class")) {
          Class<?> type = Class.forName(member.getPackageName() + "." + name.replace(".class", ""));
          int modifiers = type.getModifiers();
          if (kind.isAssignableFrom(type)
              && Modifier.isPublic(modifiers)
              && !Modifier.isAbstract(modifiers)) {
            names.add(type.getSimpleName());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return names;
  }

  private static Path directory(Class<?> member) throws URISyntaxException {
    Path root = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    return root.resolve(member.getPackageName().replace('.', '/'));
  }
}
