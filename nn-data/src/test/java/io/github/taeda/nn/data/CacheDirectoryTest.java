package io.github.taeda.nn.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheDirectoryTest {
  private static final String ABSOLUTE = Path.of("elsewhere").toAbsolutePath().toString();

  @Test
  void linux_follows_the_xdg_rules() {
    assertThat(CacheDirectory.of("Linux", "/home/me", Map.of()))
        .isEqualTo(Path.of("/home/me/.cache/taeda"));
    assertThat(CacheDirectory.of("Linux", "/home/me", Map.of("XDG_CACHE_HOME", ABSOLUTE)))
        .isEqualTo(Path.of(ABSOLUTE, "taeda"));
  }

  @Test
  void a_relative_xdg_directory_is_ignored_as_the_rules_say() {
    assertThat(CacheDirectory.of("Linux", "/home/me", Map.of("XDG_CACHE_HOME", "here")))
        .isEqualTo(Path.of("/home/me/.cache/taeda"));
  }

  @Test
  void macos_has_library_caches() {
    assertThat(CacheDirectory.of("Mac OS X", "/Users/me", Map.of("XDG_CACHE_HOME", ABSOLUTE)))
        .isEqualTo(Path.of("/Users/me/Library/Caches/taeda"));
  }

  @Test
  void windows_has_local_app_data() {
    assertThat(CacheDirectory.of("Windows 11", "/me", Map.of("LOCALAPPDATA", ABSOLUTE)))
        .isEqualTo(Path.of(ABSOLUTE, "taeda"));
    assertThat(CacheDirectory.of("Windows 11", "/me", Map.of()))
        .isEqualTo(Path.of("/me/AppData/Local/taeda"));
  }
}
