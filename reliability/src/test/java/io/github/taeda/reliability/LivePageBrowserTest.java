package io.github.taeda.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.listeners.live.LivePage;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** A {@link LivePage} in the system's Chromium: what is seen there, and what its buttons do. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LivePageBrowserTest {
  private static @Nullable Browser started;

  /** Texts whose contrast with what is behind them is too low by WCAG 2, level AA. */
  private static final String PALE_TEXTS =
      """
      const parse = (color) => color.match(/[\\d.]+/g).map(Number);
      const luminance = ([r, g, b]) => [r, g, b]
        .map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
      const behind = (element) => {
        for (let e = element; e; e = e.parentElement) {
          const color = parse(getComputedStyle(e).backgroundColor);
          if (color.length < 4 || color[3] > 0) {
            return color;
          }
        }
        return [255, 255, 255];
      };
      return [...document.querySelectorAll("body *")]
        .filter((e) => e.checkVisibility() && e.ariaDisabled !== "true")
        .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
        .map((e) => {
          const [a, b] = [parse(getComputedStyle(e).color), behind(e)].map(luminance);
          const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          return [contrast, `${e.tagName} "${e.textContent}" ${contrast.toFixed(2)}`];
        })
        .filter(([contrast]) => contrast < 4.5)
        .map(([, text]) => text);
      """;

  /** Charts with the number of their pixels that have about the colour of their first line. */
  private static final String PAINTED =
      """
      return [...document.querySelectorAll(".chart")].filter((c) => c.checkVisibility()).map((c) => {
        const canvas = c.querySelector("canvas");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const line = getComputedStyle(c.querySelector(".swatch")).backgroundImage.match(/\\d+/g).slice(1, 4);
        let pixels = 0;
        for (let i = 0; i < data.length; i += 4) {
          const near = line.every((value, j) => Math.abs(value - data[i + j]) < 40);
          pixels += near && data[i + 3] > 200 ? 1 : 0;
        }
        return `${c.ariaLabel}: ${pixels}`;
      });
      """;

  private final LivePage page = new LivePage().to(new PrintStream(new ByteArrayOutputStream()));
  private Browser browser;
  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    started = Browser.start();
  }

  @AfterAll
  static void end() {
    if (started != null) {
      started.close();
    }
  }

  @BeforeEach
  void prepare() {
    Assumptions.assumeTrue(
        started != null,
        "not tested in a browser: there are no Chromium and chromedriver that fit each other");
    browser = started;
    browser.width(1280);
    browser.scheme("light");
    browser.console();
    page.open();
  }

  @AfterEach
  void close() {
    List<String> console = started == null ? List.of() : browser.console();
    if (started != null) {
      browser.open("about:blank");
    }
    page.close();
    assertThat(console).isEmpty();
  }

  @Test
  void a_finished_run_is_shown_as_it_was() throws Exception {
    WatchedTraining training = WatchedTraining.of(3, page);
    training.await();
    page.picture("a picture", new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB));
    browser.open(page.address());

    browser.await("#state", "finished");
    assertThat(browser.text("#connection")).isEqualTo("connected");
    assertThat(value("Epoch")).isEqualTo("3 / 3");
    assertThat(value("Iterations")).isEqualTo(String.valueOf(3 * WatchedTraining.BATCHES));
    assertThat(value("Learning rate")).isEqualTo("0.1");
    assertThat(Double.parseDouble(value("Loss"))) // four digits
        .isCloseTo(training.loss(), within(training.loss() / 1000));
    awaitTexts("#layers tbody td:first-child", training.parameters());
    awaitTexts("#layers tbody td:nth-child(2)", List.of("[2, 6]", "[6]", "[6, 3]", "[3]"));
    awaitTexts("#confusion th", List.of("red", "green", "blue", "red", "green", "blue"));
    awaitTexts(
        "#confusion tr + tr td",
        Arrays.stream(training.confusion.counts())
            .flatMap(row -> Arrays.stream(row).mapToObj(String::valueOf))
            .toList());
    Wait.until(
        "width of the picture",
        () -> browser.script("return document.querySelector('figure img')?.naturalWidth"),
        width -> Long.valueOf(40).equals(width));
  }

  @Test
  void charts_are_drawn_with_the_values_of_the_run() throws Exception {
    WatchedTraining training = WatchedTraining.of(4, page);
    training.await();
    browser.open(page.address());
    browser.await("#state", "finished");

    awaitTexts(".chart:first-child .name", List.of("loss", "validation loss"));
    awaitTexts("#layers tbody td:first-child", training.parameters());
    List<String> charts = new ArrayList<>();
    List<Integer> pixels = new ArrayList<>();
    for (Object chart : (List<?>) browser.script(PAINTED)) {
      charts.add(String.valueOf(chart).replaceFirst(": .*", ""));
      pixels.add(Integer.valueOf(String.valueOf(chart).replaceFirst(".*: ", "")));
    }
    assertThat(charts)
        .containsExactly(
            "Loss",
            "Accuracy",
            "Macro F1",
            "Learning rate",
            "Gradient norm",
            "Update / weight",
            "Weight norm");
    assertThat(pixels).as("of the first line of each chart").allMatch(count -> count > 12);
    awaitTexts(".chart:first-child b", List.of(value("Loss"), value("Validation loss")));
  }

  @Test
  void the_buttons_are_reached_and_pressed_by_keyboard() throws Exception {
    try (WatchedTraining training =
        WatchedTraining.endless(page, Checkpoints.in(directory).everyEpochs(1_000_000))) {
      browser.open(page.address());
      browser.await("#state", "running");
      tabTo("pause");
      assertThat(browser.script("return getComputedStyle(document.activeElement).outlineStyle"))
          .isEqualTo("solid");

      browser.press(Keys.ENTER);
      browser.await("#state", "paused");
      assertThat(browser.text("#pause")).isEqualTo("Continue");
      long held = training.iterations();
      tabTo("save");
      browser.press(Keys.ENTER);
      String saved = browser.await("#message", text -> text.startsWith("saved "));
      assertThat(Path.of(saved.substring("saved ".length()))).hasParent(directory).exists();
      assertThat(training.iterations()).isEqualTo(held);

      browser.pressWithShift(Keys.TAB);
      browser.pressWithShift(Keys.TAB);
      assertThat(focused()).isEqualTo("pause");
      browser.press(Keys.SPACE);
      browser.await("#state", "running");
      training.awaitIterations(5);

      tabTo("stop");
      browser.press(Keys.ENTER);
      assertThat(training.await().stopReason()).isEqualTo("stopped on the live page");
      browser.await("#state", "stopped");
      assertThat(training.iterations() % WatchedTraining.BATCHES).isZero();
      assertThat(focused()).as("the focus is not lost").isEqualTo("stop");
    }
  }

  @Test
  void texts_can_be_read_in_light_and_in_dark() throws Exception {
    WatchedTraining.of(3, page.run("first")).await();
    WatchedTraining.of(3, page.run("second")).await();
    page.picture("a picture", new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB));
    browser.open(page.address());
    browser.await("#state", "finished");
    List<Object> grounds = new ArrayList<>();
    for (String scheme : List.of("light", "dark")) {
      browser.scheme(scheme);
      Wait.until(
          "pale texts in " + scheme, () -> (List<?>) browser.script(PALE_TEXTS), List::isEmpty);
      grounds.add(browser.script("return getComputedStyle(document.body).backgroundColor"));
    }
    assertThat(grounds).isEqualTo(List.of("rgb(244, 245, 247)", "rgb(14, 18, 23)"));
  }

  @Test
  void nothing_sticks_out_of_a_narrow_screen() throws Exception {
    WatchedTraining.of(3, page.run("first")).await();
    WatchedTraining.of(3, page.run("a run with quite a long name that has to be wrapped somewhere"))
        .await();
    page.picture("a picture", new BufferedImage(800, 20, BufferedImage.TYPE_INT_RGB));
    browser.open(page.address());
    browser.await("#state", "finished");
    for (int width : List.of(390, 320)) {
      browser.width(width);
      Wait.until(
          "width of the page at " + width,
          () -> browser.script("return document.documentElement.scrollWidth"),
          shown -> shown.equals((long) width));
      assertThat(
              (List<?>)
                  browser.script(
                      """
                      return [...document.querySelectorAll("button, input, canvas, figure, td")]
                        .filter((e) => e.checkVisibility() && !e.closest(".matrix"))
                        .filter((e) => e.getBoundingClientRect().right > innerWidth)
                        .map((e) => e.outerHTML)
                      """))
          .isEmpty();
    }
  }

  @Test
  void a_second_run_appears_beside_the_first() throws Exception {
    try (WatchedTraining first = WatchedTraining.endless(page.run("first"))) {
      browser.open(page.address());
      browser.await("#run-title", "first");
      assertThat(browser.text("#runs")).isEmpty();
      try (WatchedTraining second = WatchedTraining.endless(page.run("second"))) {
        browser.await("#run-title", "second");
        assertThat(browser.texts("#runs tbody button")).isEqualTo(List.of("first", "second"));
        browser.await(".chart .legend", text -> text.contains("first") && text.contains("second"));
        second.awaitIterations(1);

        tabTo("first");
        browser.press(Keys.ENTER);
        browser.await("#run-title", "first");
        browser.pressWithShift(Keys.TAB);
        browser.press(Keys.SPACE);
        browser.await(".chart .legend", text -> !text.contains("first") && text.contains("loss"));
        first.awaitIterations(1);
      }
    }
  }

  @Test
  void the_end_of_the_training_and_of_the_program_are_told() throws Exception {
    browser.open(page.address());
    browser.await("#empty", "No run has started yet.");
    WatchedTraining.of(3, page).await();
    browser.await("#state", "finished");
    assertThat(browser.texts("#controls button:not([aria-disabled=true])")).isEmpty();

    page.close();
    browser.await("#connection", "closed by the program");
    assertThat(browser.text("#state")).isEqualTo("finished");
  }

  @Test
  void a_tab_that_is_closed_does_not_stop_the_training() throws Exception {
    try (WatchedTraining training = WatchedTraining.endless(page.run("watched"))) {
      String first = browser.openTab(page.address());
      browser.await("#state", "running");
      browser.leave(first);

      training.awaitIterations(50);
      browser.open(page.address());
      browser.await("#state", "running");
    }
  }

  @Test
  void without_the_token_the_run_can_be_watched_but_not_controlled() throws Exception {
    try (WatchedTraining training = WatchedTraining.endless(page.run("watched"))) {
      browser.open(page.address().resolve("/"));
      browser.await("#state", "running");
      assertThat(browser.text("#fault"))
          .isEqualTo("Open the whole address that the program has printed to control the run.");
      tabTo("pause");
      browser.press(Keys.ENTER);
      training.awaitIterations(20);
      assertThat(browser.text("#state")).isEqualTo("running");
    }
  }

  /** The value under a title at the top. */
  private String value(String title) {
    return String.valueOf(
        browser.script(
            "return [...document.querySelectorAll('#tiles dt')].find(e => e.innerText =="
                + " arguments[0])?.nextSibling.innerText",
            title));
  }

  /** Presses Tab until a button has the focus. */
  private void tabTo(String button) {
    for (int i = 0; !focused().equals(button); i++) {
      assertThat(i).as("Tab presses that do not lead to " + button).isLessThan(20);
      browser.press(Keys.TAB);
    }
  }

  private void awaitTexts(String selector, List<String> expected) {
    Wait.until(selector, () -> browser.texts(selector), expected::equals);
  }

  private String focused() {
    return String.valueOf(
        browser.script("return document.activeElement.id || document.activeElement.innerText"));
  }
}
