package io.github.taeda.nn.data.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheDirectoryTest {
  private static final String HOME = Path.of("home").toAbsolutePath().toString();
  private static final String ABSOLUTE = Path.of("elsewhere").toAbsolutePath().toString();

  @Test
  void linux_follows_the_xdg_rules() {
    assertThat(CacheDirectory.of("Linux", HOME, Map.of())).isEqualTo(Path.of(HOME, ".cache/taeda"));
    assertThat(CacheDirectory.of("Linux", HOME, Map.of("XDG_CACHE_HOME", ABSOLUTE)))
        .isEqualTo(Path.of(ABSOLUTE, "taeda"));
  }

  @Test
  void a_relative_xdg_directory_is_ignored_as_the_rules_say() {
    assertThat(CacheDirectory.of("Linux", HOME, Map.of("XDG_CACHE_HOME", "here")))
        .isEqualTo(Path.of(HOME, ".cache/taeda"));
  }

  @Test
  void macos_has_library_caches() {
    assertThat(CacheDirectory.of("Mac OS X", HOME, Map.of("XDG_CACHE_HOME", ABSOLUTE)))
        .isEqualTo(Path.of(HOME, "Library/Caches/taeda"));
  }

  @Test
  void windows_has_local_app_data() {
    assertThat(CacheDirectory.of("Windows 11", HOME, Map.of("LOCALAPPDATA", ABSOLUTE)))
        .isEqualTo(Path.of(ABSOLUTE, "taeda"));
    assertThat(CacheDirectory.of("Windows 11", HOME, Map.of()))
        .isEqualTo(Path.of(HOME, "AppData/Local/taeda"));
  }

  @Test
  void the_directory_of_temporary_files_stands_in_for_a_home_that_is_none() {
    String temporary = System.getProperty("java.io.tmpdir");
    assertThat(CacheDirectory.of("Linux", "?", Map.of()))
        .isEqualTo(Path.of(temporary, ".cache/taeda"));
    assertThat(CacheDirectory.of("Mac OS X", "", Map.of()))
        .isEqualTo(Path.of(temporary, "Library/Caches/taeda"));
  }
}
