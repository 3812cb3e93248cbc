package io.github.taeda.nn.data.download;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The directory for downloaded data: {@code taeda} in the user's cache directory. */
final class CacheDirectory {
  private CacheDirectory() {}

  /** The directory of this user on this machine. */
  static Path ofUser() {
    return of(System.getProperty("os.name"), System.getProperty("user.home"), System.getenv());
  }

  /**
   * The directory by the rules of an operating system. If the home is no absolute path, as {@code
   * "?"} of a user without an account, the directory of temporary files is used.
   */
  static Path of(String system, String userHome, Map<String, String> environment) {
    String home = Path.of(userHome).isAbsolute() ? userHome : System.getProperty("java.io.tmpdir");
    String os = system.toLowerCase(Locale.ROOT);
    if (os.startsWith("mac")) {
      return Path.of(home, "Library", "Caches", "taeda");
    }
    boolean windows = os.startsWith("windows");
    String named = environment.getOrDefault(windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME", "");
    if (!named.isEmpty() && Path.of(named).isAbsolute()) {
      return Path.of(named, "taeda");
    }
    return windows ? Path.of(home, "AppData", "Local", "taeda") : Path.of(home, ".cache", "taeda");
  }
}
