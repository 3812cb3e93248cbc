package io.github.taeda.nn.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.data.readers.IdxFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final byte[] CONTENT = new byte[300_000];
  private static final RemoteFile FILE;

  static {
    new Random(1).nextBytes(CONTENT);
    FILE = new RemoteFile("data.gz", CONTENT.length, sha256(CONTENT));
  }

  @TempDir Path directory;

  @Test
  void a_good_file_arrives_whole() throws IOException {
    try (Mirror mirror = Mirror.good(CONTENT)) {
      fetch(mirror.uri());
      assertThat(mirror.requests()).containsExactly("/files/data.gz");
    }
    assertArrived();
  }

  @Test
  void a_wrong_checksum_leaves_no_file() throws IOException {
    byte[] other = CONTENT.clone();
    other[1234] ^= 1;
    try (Mirror mirror = Mirror.good(other)) {
      assertFailed(
          mirror.uri()
              + "data.gz: expected SHA-256 "
              + FILE.sha256()
              + ", but was "
              + sha256(other),
          mirror.uri());
    }
    assertThat(part()).isEmptyFile();
  }

  @Test
  void the_next_mirror_is_asked_when_one_lies() throws IOException {
    byte[] other = CONTENT.clone();
    other[0] ^= 1;
    try (Mirror lying = Mirror.good(other);
        Mirror good = Mirror.good(CONTENT)) {
      fetch(lying.uri(), good.uri());
      assertThat(good.requests()).containsExactly("/files/data.gz");
    }
    assertArrived();
  }

  @Test
  void the_next_mirror_is_asked_when_one_has_no_such_file() throws IOException {
    try (Mirror empty = Mirror.failing(404);
        Mirror good = Mirror.good(CONTENT)) {
      fetch(empty.uri(), good.uri());
    }
    assertArrived();
  }

  @Test
  void a_status_that_is_no_success_is_rejected() throws IOException {
    try (Mirror missing = Mirror.failing(404);
        Mirror broken = Mirror.failing(503)) {
      assertFailed(
          missing.uri()
              + "data.gz: the server answered 404; "
              + broken.uri()
              + "data.gz: the server answered 503",
          missing.uri(),
          broken.uri());
    }
  }

  @Test
  void the_next_mirror_goes_on_where_one_hung_up() throws IOException {
    try (Mirror cut = Mirror.cutOff(CONTENT, 100_000);
        Mirror good = Mirror.good(CONTENT)) {
      fetch(cut.uri(), good.uri());
      assertThat(good.requests()).singleElement().asString().startsWith("/files/data.gz bytes=");
    }
    assertArrived();
  }

  @Test
  void an_interrupted_download_goes_on_in_the_next_run() throws IOException {
    try (Mirror cut = Mirror.cutOff(CONTENT, 100_000)) {
      assertThatThrownBy(() -> fetch(cut.uri()))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(cut.uri() + "data.gz: ");
    }
    long there = Files.size(part());
    assertThat(there).isBetween(1L, 100_000L);
    assertThat(directory.resolve("data.gz")).doesNotExist();
    try (Mirror good = Mirror.good(CONTENT)) {
      fetch(good.uri());
      assertThat(good.requests()).containsExactly("/files/data.gz bytes=" + there + "-");
    }
    assertArrived();
  }

  @Test
  void a_server_that_cannot_go_on_sends_all_again() throws IOException {
    Files.write(part(), Arrays.copyOf(CONTENT, 1000));
    try (Mirror mirror = Mirror.withoutRanges(CONTENT)) {
      fetch(mirror.uri());
    }
    assertArrived();
  }

  @Test
  void a_damaged_part_is_downloaded_again() throws IOException {
    Files.write(part(), new byte[1000]);
    try (Mirror mirror = Mirror.good(CONTENT)) {
      fetch(mirror.uri());
      assertThat(mirror.requests()).containsExactly("/files/data.gz bytes=1000-", "/files/data.gz");
    }
    assertArrived();
  }

  @Test
  void a_part_that_is_complete_needs_no_server() throws IOException {
    Files.write(part(), CONTENT);
    fetch(URI.create("http://127.0.0.1:1/"));
    assertArrived();
  }

  @Test
  void a_server_that_falls_silent_is_left() throws IOException {
    try (Mirror stuck = Mirror.stuck(CONTENT, 50_000);
        Mirror good = Mirror.good(CONTENT)) {
      new Download(Duration.ofMillis(500)).fetch(FILE, List.of(stuck.uri(), good.uri()), directory);
      assertThat(stuck.requests()).hasSize(1);
    }
    assertArrived();
  }

  @Test
  void more_than_the_file_is_not_taken() throws IOException {
    byte[] longer = Arrays.copyOf(CONTENT, CONTENT.length + 1);
    try (Mirror mirror = Mirror.chunked(longer)) {
      assertFailed(
          mirror.uri() + "data.gz: more than the expected 300000 bytes came", mirror.uri());
    }
  }

  @Test
  void a_file_of_unknown_length_is_taken() throws IOException {
    try (Mirror mirror = Mirror.chunked(CONTENT)) {
      fetch(mirror.uri());
    }
    assertArrived();
  }

  /** As the page that asks hotel guests to log in. */
  @Test
  void an_answer_of_another_length_leaves_what_there_was() throws IOException {
    byte[] start = Arrays.copyOf(CONTENT, 1000);
    Files.write(part(), start);
    try (Mirror portal = Mirror.withoutRanges(new byte[4312])) {
      assertFailed(
          portal.uri() + "data.gz: the server has another file, of 4312 bytes instead of 300000",
          portal.uri());
    }
    assertThat(part()).hasBinaryContent(start);
  }

  @Test
  void what_is_in_the_cache_is_not_fetched() throws IOException {
    byte[] images = IdxFiles.gzip(IdxFiles.twoImages());
    byte[] labels = IdxFiles.twoLabels();
    Path cache = Files.createDirectories(directory.resolve("marks"));
    Files.write(cache.resolve("l"), labels); // unpacked by somebody
    try (Mirror mirror = Mirror.good(images)) {
      RemoteFile image = new RemoteFile("i.gz", images.length, sha256(images));
      RemoteFile label = new RemoteFile("l.gz", 1, "unused");
      IdxDistribution published =
          new IdxDistribution(
              "Marks",
              "marks",
              List.of("a", "b"),
              List.of(image, label, image, label),
              List.of(mirror.uri()));
      assertThat(published.load(directory, new Download(LONG)).train().classNames())
          .containsExactly("a", "b");
      published.load(directory, new Download(LONG));
      assertThat(mirror.requests()).containsExactly("/files/i.gz");
    }
  }

  private void fetch(URI... mirrors) throws IOException {
    new Download(LONG).fetch(FILE, List.of(mirrors), directory);
  }

  private void assertFailed(String message, URI... mirrors) {
    assertThatThrownBy(() -> fetch(mirrors)).isInstanceOf(IOException.class).hasMessage(message);
    assertThat(directory.resolve("data.gz")).doesNotExist();
  }

  private void assertArrived() {
    assertThat(directory.resolve("data.gz")).hasBinaryContent(CONTENT);
    assertThat(part()).doesNotExist();
  }

  private Path part() {
    return directory.resolve("data.gz.part");
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
