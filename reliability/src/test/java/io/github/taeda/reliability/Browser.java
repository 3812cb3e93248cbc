package io.github.taeda.reliability;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The system's Chromium without a window; nothing is downloaded, and it reaches this machine only.
 */
final class Browser implements AutoCloseable {
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");
  private static final List<String> DRIVERS =
      List.of("chromedriver", "chromium.chromedriver", "chromedriver.exe");
  private static final List<String> BROWSERS =
      List.of(
          "chromium",
          "chromium-browser",
          "google-chrome",
          "Chromium",
          "Google Chrome",
          "chrome.exe");
  private static final List<String> PLACES = // besides the PATH
      List.of(
          System.getenv().getOrDefault("CHROMEWEBDRIVER", "/usr/lib/chromium"),
          "/usr/bin",
          "/snap/bin",
          "/Applications/Chromium.app/Contents/MacOS",
          "/Applications/Google Chrome.app/Contents/MacOS",
          "C:\\Program Files\\Google\\Chrome\\Application");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts the first browser and driver that fit each other; null if there are none. */
  static @Nullable Browser start() {
    SELENIUM.setLevel(Level.SEVERE);
    for (File driver : programs(DRIVERS)) {
      for (File browser : programs(BROWSERS)) {
        ChromeDriverService service =
            new ChromeDriverService.Builder().usingDriverExecutable(driver).build();
        try {
          return new Browser(new ChromeDriver(service, options(browser)));
        } catch (WebDriverException e) {
          service.stop(); // another version, or one that may not start the other
        }
      }
    }
    return null;
  }

  /** The programs of these names that there are, in the order of the names. */
  private static List<File> programs(List<String> names) {
    String path = System.getenv().getOrDefault("PATH", "");
    List<String> places = new ArrayList<>(List.of(path.split(File.pathSeparator)));
    places.addAll(PLACES);
    return names.stream()
        .flatMap(name -> places.stream().map(place -> new File(place, name)))
        .filter(file -> file.isFile() && file.canExecute())
        .distinct()
        .toList();
  }

  private static ChromeOptions options(File browser) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser);
    options.addArguments(
        "--headless=new",
        "--no-sandbox", // which root may not have
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--window-size=1280,900");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    return options;
  }

  void open(Object address) {
    driver.get("about:blank"); // an address that differs in its fragment only would not be loaded
    driver.get(address.toString());
  }

  /** Opens an address in a further tab, and returns what {@link #leave} needs to close it. */
  String openTab(Object address) {
    String first = driver.getWindowHandle();
    driver.switchTo().newWindow(WindowType.TAB);
    driver.get(address.toString());
    return first;
  }

  /** Closes a further tab. */
  void leave(String first) {
    driver.close();
    driver.switchTo().window(first);
  }

  /** Runs JavaScript and returns what it returns. */
  Object script(String code, Object... arguments) {
    return driver.executeScript(code, arguments);
  }

  /** The text of the first element that a selector finds and that is seen, or nothing. */
  String text(String selector) {
    return texts(selector).stream().findFirst().map(String::valueOf).orElse("");
  }

  /** The texts of all elements that a selector finds and that are seen. */
  List<?> texts(String selector) {
    return (List<?>)
        script(
            """
            return [...document.querySelectorAll(arguments[0])]
              .filter((e) => e.checkVisibility())
              .map((e) => e.innerText.trim())
            """,
            selector);
  }

  /** Waits until an element has a text. */
  void await(String selector, String text) {
    await(selector, shown -> shown.equals(text));
  }

  /** Waits until the text of an element is as wanted, and returns it. */
  String await(String selector, Predicate<String> wanted) {
    return Wait.until(selector, () -> text(selector), wanted);
  }

  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  void pressWithShift(CharSequence key) {
    new Actions(driver).keyDown(Keys.SHIFT).sendKeys(key).keyUp(Keys.SHIFT).perform();
  }

  /** Makes the page as wide as that, on a phone if it is narrow. */
  void width(int width) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 844, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** Prefers a colour scheme, light or dark. */
  void scheme(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** What the console has got since it was read last. */
  List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(Object::toString)
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
