package io.github.taeda.nn.listeners.live;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The files that the page is made of, by their path: these and no others. */
final class PageFiles {
  private static final String UPLOT = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";
  private static final List<String> SCRIPTS =
      List.of(
          "main",
          "store",
          "events",
          "format",
          "tiles",
          "charts",
          "layers",
          "confusion",
          "pictures",
          "runs",
          "controls",
          "colors");

  private final Map<String, PageFile> files = new HashMap<>();

  /**
   * Reads them.
   *
   * @throws IllegalStateException if uPlot, which draws the charts, is not on the class path
   */
  PageFiles() {
    String uplot = uplot();
    add("/", "page/index.html", "text/html; charset=utf-8");
    add("/style.css", "page/style.css", "text/css; charset=utf-8");
    add("/uplot.css", uplot + "uPlot.min.css", "text/css; charset=utf-8");
    add("/uplot.js", uplot + "uPlot.iife.min.js", "text/javascript; charset=utf-8");
    add("/icon.svg", "page/icon.svg", "image/svg+xml");
    for (String script : SCRIPTS) {
      add("/" + script + ".js", "page/" + script + ".js", "text/javascript; charset=utf-8");
    }
  }

  @Nullable PageFile at(String path) {
    return files.get(path);
  }

  private void add(String path, String resource, String type) {
    try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("LivePage: there is no resource " + resource);
      }
      files.put(path, new PageFile(type, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException("LivePage: cannot read the resource " + resource, e);
    }
  }

  /** The directory of uPlot's files, whatever its version. */
  private static String uplot() {
    try (InputStream in = PageFiles.class.getResourceAsStream(UPLOT)) {
      if (in == null) {
        throw new IllegalStateException(
            "LivePage: uPlot, which draws its charts, is not on the class path: add the dependency"
                + " org.webjars.npm:uplot");
      }
      Properties properties = new Properties();
      properties.load(in);
      String version = properties.getProperty("version");
      return "/META-INF/resources/webjars/uplot/" + version + "/dist/";
    } catch (IOException e) {
      throw new UncheckedIOException("LivePage: cannot read uPlot's version", e);
    }
  }

  /**
   * A file of the page.
   *
   * @param type its media type
   */
  @SuppressWarnings("ArrayRecordComponent") // it is only written out
  record PageFile(String type, byte[] bytes) {}
}
