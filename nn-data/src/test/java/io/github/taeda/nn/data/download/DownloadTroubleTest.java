package io.github.taeda.nn.data.download;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads that cannot be, or have to wait. */
class DownloadTroubleTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final byte[] CONTENT = new byte[300_000];
  private static final RemoteFile FILE;

  static {
    new Random(1).nextBytes(CONTENT);
    FILE = new RemoteFile("data.gz", CONTENT.length, DownloadTest.sha256(CONTENT));
  }

  @TempDir Path directory;

  @Test
  void a_proxy_that_wants_a_password_is_explained() throws IOException {
    try (Mirror proxy = Mirror.failing(407)) {
      assertFailed(
          proxy.uri()
              + "data.gz: the proxy asks for a name and a password (407), which"
              + " java.net.Authenticator.setDefault gives",
          proxy.uri());
    }
  }

  @Test
  void javas_authenticator_is_asked() throws IOException {
    Authenticator before = Authenticator.getDefault();
    Authenticator.setDefault(
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication("me", "secret".toCharArray());
          }
        });
    String authorization =
        "Basic " + Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
    try (Mirror mirror = Mirror.locked(CONTENT, authorization)) {
      fetch(mirror.uri());
    } finally {
      Authenticator.setDefault(before);
    }
    assertArrived();
  }

  @Test
  void two_downloads_of_one_file_do_not_mix() throws IOException {
    try (Mirror mirror = Mirror.good(CONTENT);
        FileChannel other = FileChannel.open(lock(), CREATE, WRITE)) {
      assertThat(other.lock()).isNotNull();
      Download impatient = new Download(Duration.ofMillis(200));
      assertThatThrownBy(() -> impatient.fetch(FILE, List.of(mirror.uri()), directory))
          .isInstanceOf(IOException.class)
          .hasMessage(
              part() + " is being written by another download, which got nothing for 200 ms");
      assertThat(mirror.requests()).isEmpty();
    }
    assertThat(part()).doesNotExist();
  }

  @Test
  void the_second_of_two_downloads_takes_what_the_first_fetched() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Mirror mirror = Mirror.good(CONTENT)) {
      Callable<Void> task =
          () -> {
            fetch(mirror.uri());
            return null;
          };
      for (Future<Void> done : threads.invokeAll(Collections.nCopies(4, task))) {
        done.get();
      }
      assertThat(mirror.requests()).containsExactly("/files/data.gz");
    } finally {
      threads.shutdownNow();
    }
    assertArrived();
    assertThat(lock()).doesNotExist();
  }

  @Test
  void an_interruption_is_no_failed_download() throws IOException {
    try (Mirror mirror = Mirror.good(CONTENT)) {
      IdxDistribution published = published(mirror.uri());
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> published.load(directory, new Download(LONG)))
          .isInstanceOf(InterruptedIOException.class)
          .hasMessage("the download was interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void a_directory_that_cannot_be_written_to_is_not_recommended() throws IOException {
    Path marks = Files.createFile(directory.resolve("marks"));
    assertThatThrownBy(
            () -> published(URI.create("http://127.0.0.1:1/")).load(directory, new Download(LONG)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Marks is not in "
                + marks
                + " and cannot be put there (FileAlreadyExistsException: "
                + marks
                + "). Call read(directory) with a directory that holds the files data.gz, data.gz,"
                + " data.gz, data.gz.");
  }

  @Test
  void a_failure_without_words_gets_some() {
    URI uri = URI.create("http://no.example:81/data.gz");
    Exception unknown = new ConnectException();
    unknown.initCause(new UnresolvedAddressException());
    assertThat(HttpTransfer.reason(unknown, uri)).isEqualTo("the host no.example is not known");
    assertThat(HttpTransfer.reason(new ConnectException(), uri))
        .isEqualTo("no connection to no.example:81");
    Exception refused = new ConnectException();
    refused.initCause(new IOException("Connection refused"));
    assertThat(HttpTransfer.reason(refused, uri))
        .isEqualTo("no connection to no.example:81: Connection refused");
    assertThat(
            HttpTransfer.reason(new IOException("HTTP/1.1 header parser received no bytes"), uri))
        .isEqualTo("IOException: HTTP/1.1 header parser received no bytes");
  }

  @Test
  void without_a_server_the_message_says_where_to_put_the_files() throws IOException {
    URI nowhere;
    try (Mirror mirror = Mirror.failing(404)) {
      nowhere = mirror.uri();
    }
    assertThatThrownBy(() -> published(nowhere).load(directory, new Download(LONG)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Marks is not in "
                + directory.resolve("marks")
                + " and could not be downloaded ("
                + nowhere
                + "data.gz: no connection to "
                + nowhere.getAuthority()
                + "). Put the files data.gz, data.gz, data.gz, data.gz into that directory, or call"
                + " read(directory) with the one that holds them.");
  }

  private static IdxDistribution published(URI mirror) {
    return new IdxDistribution(
        "Marks", "marks", List.of("a"), List.of(FILE, FILE, FILE, FILE), List.of(mirror));
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

  private Path lock() {
    return directory.resolve("data.gz.lock");
  }

  private Path part() {
    return directory.resolve("data.gz.part");
  }
}
