package io.github.taeda.docs;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What a marker in a Markdown file points to.
 *
 * <p>{@code code: Name#region} is the region of a file in this package, {@code code:
 * path/File#region} of any file of the project, without {@code #region} the whole file; indentation
 * is removed. {@code output: Name#method} is the string that a static method of a class in this
 * package returns.
 */
final class Code {
  private static final String HERE = "docs/src/test/java/io/github/taeda/docs/";

  private Code() {}

  /** The text that the block below the marker must have. */
  static String of(Page.Marker marker) {
    String[] parts = marker.target().split("#", 2);
    if (marker.kind().equals("output")) {
      return output(parts[0], parts[1]);
    }
    Path file = Project.file(parts[0].contains("/") ? parts[0] : HERE + parts[0] + ".java");
    if (!Files.exists(file)) {
      throw new AssertionError("there is no file " + Project.ROOT.relativize(file));
    }
    List<String> lines = Project.lines(file);
    return text(parts.length == 1 ? withoutTags(lines) : region(parts[1], lines));
  }

  /**
   * The lines between {@code // region name} and its {@code // endregion}; regions may be nested.
   */
  static List<String> region(String name, List<String> lines) {
    List<String> region = new ArrayList<>();
    Deque<String> open = new ArrayDeque<>();
    for (String line : lines) {
      if (isStart(line)) {
        open.push(comment(line).substring("region ".length()));
        if (open.peek().equals(name) && !region.isEmpty()) {
          throw new AssertionError("region " + name + " is there twice");
        }
      } else if (isEnd(line)) {
        open.pop();
      } else if (open.contains(name)) {
        region.add(line);
      }
    }
    if (region.isEmpty() || !open.isEmpty()) {
      throw new AssertionError("there is no region " + name + " that ends and is not empty");
    }
    return region;
  }

  private static String output(String className, String method) {
    try {
      Class<?> owner = Class.forName(Code.class.getPackageName() + "." + className);
      return text(((String) owner.getDeclaredMethod(method).invoke(null)).lines().toList());
    } catch (InvocationTargetException e) {
      throw new AssertionError(className + "." + method + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("there is no static method " + className + "." + method, e);
    }
  }

  private static List<String> withoutTags(List<String> lines) {
    return lines.stream().filter(line -> !isStart(line) && !isEnd(line)).toList();
  }

  private static boolean isStart(String line) {
    return comment(line).startsWith("region ");
  }

  private static boolean isEnd(String line) {
    return comment(line).equals("endregion");
  }

  /** What a line that is nothing but a comment of Java or XML says. */
  private static String comment(String line) {
    String text = line.strip();
    if (text.startsWith("//")) {
      return text.substring(2).strip();
    }
    return text.startsWith("<!--") && text.endsWith("-->")
        ? text.substring(4, text.length() - 3).strip()
        : "";
  }

  /** The lines as one text, moved to the left margin, without blanks or empty lines at the end. */
  private static String text(List<String> lines) {
    return String.join("\n", lines).stripTrailing().stripIndent() + "\n";
  }
}
