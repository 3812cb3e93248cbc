package io.github.taeda.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown file: its fenced blocks, the places its links go to, the anchors it offers. */
record Page(Path path, List<String> lines) {
  private static final Pattern FENCE = Pattern.compile("^(\\s*)(`{3,}|~{3,})\\s*(.*)$");
  private static final Pattern MARKER = Pattern.compile("^\\s*<!-- (code|output): (\\S+) -->\\s*$");
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)[^)]*\\)");
  private static final Pattern DEFINITION = Pattern.compile("^\\s*\\[[^\\]]+\\]:\\s+(\\S+)");
  private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*)$");
  private static final Pattern INLINE_CODE = Pattern.compile("`[^`]*`");

  /** A comment that ties the block below it to code. */
  record Marker(int line, String kind, String target) {}

  /** A fenced block; {@code line} is the number of its opening fence. */
  record Block(int line, String language, Optional<Marker> marker, String text) {}

  /** Where a link or image goes. */
  record Link(int line, String target) {}

  /** Every Markdown file of the project, build output aside. */
  static List<Page> all() {
    try (Stream<Path> files = Files.walk(Project.ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> Project.isSource(file))
          .sorted()
          .map(Page::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Page read(Path path) {
    return new Page(path, Project.lines(path));
  }

  /** The fenced blocks in order, without the indentation of their fences. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher fence = FENCE.matcher(lines.get(i));
      if (fence.matches()) {
        int end = endOfBlock(i, fence.group(2));
        String text = text(i + 1, end, fence.group(1).length());
        Optional<Marker> marker = i == 0 ? Optional.empty() : marker(i - 1, lines.get(i - 1));
        blocks.add(new Block(i + 1, language(fence.group(3)), marker, text));
        i = end;
      }
    }
    return blocks;
  }

  /** Every marker outside blocks, whether a block follows it or not. */
  List<Marker> markers() {
    List<Marker> markers = new ArrayList<>();
    List<String> prose = prose();
    for (int i = 0; i < prose.size(); i++) {
      marker(i, prose.get(i)).ifPresent(markers::add);
    }
    return markers;
  }

  /** Links and images outside blocks and inline code. */
  List<Link> links() {
    List<Link> links = new ArrayList<>();
    List<String> prose = prose();
    for (int i = 0; i < prose.size(); i++) {
      String line = INLINE_CODE.matcher(prose.get(i)).replaceAll("");
      for (Pattern pattern : List.of(LINK, DEFINITION)) {
        Matcher link = pattern.matcher(line);
        while (link.find()) {
          links.add(new Link(i + 1, link.group(1)));
        }
      }
    }
    return links;
  }

  /** What may follow the # of a link to this page: its headings as GitHub writes them. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    for (String line : prose()) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        String words = heading.group(1).toLowerCase(Locale.ROOT);
        anchors.add(words.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
      }
    }
    return anchors;
  }

  /** The lines with those of blocks emptied. */
  List<String> prose() {
    List<String> prose = new ArrayList<>(lines);
    for (Block block : blocks()) {
      int start = block.line() - 1;
      int end = start + (int) block.text().lines().count() + 2; // the fences too
      Collections.fill(prose.subList(start, end), "");
    }
    return prose;
  }

  private static Optional<Marker> marker(int i, String line) {
    Matcher marker = MARKER.matcher(line);
    return marker.matches()
        ? Optional.of(new Marker(i + 1, marker.group(1), marker.group(2)))
        : Optional.empty();
  }

  private int endOfBlock(int start, String fence) {
    for (int i = start + 1; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith(fence) && line.replace(fence.substring(0, 1), "").isEmpty()) {
        return i;
      }
    }
    throw new AssertionError(path + ":" + (start + 1) + ": this block never ends");
  }

  private String text(int start, int end, int indentation) {
    StringBuilder text = new StringBuilder();
    for (String line : lines.subList(start, end)) {
      int blanks = Math.min(indentation, line.length() - line.stripLeading().length());
      text.append(line.substring(blanks)).append('\n');
    }
    return text.toString();
  }

  private static String language(String info) {
    return info.strip().split("[\\s{,]", 2)[0].toLowerCase(Locale.ROOT);
  }

  /** The path within the project. */
  @Override
  public String toString() {
    return Project.ROOT.relativize(path).toString();
  }
}
