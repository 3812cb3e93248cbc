package io.github.taeda.nn.listeners.live;

import static io.github.taeda.nn.listeners.live.PageReader.get;
import static io.github.taeda.nn.listeners.live.PageReader.post;
import static io.github.taeda.nn.listeners.live.PageReader.raw;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server of a {@link LivePage}: what it answers, and whom. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LivePageTest {
  private final LivePage page = new LivePage().to(new PrintStream(new ByteArrayOutputStream()));

  @AfterEach
  void close() {
    page.close();
  }

  @Test
  void the_page_is_served_with_a_policy_that_allows_nothing_from_elsewhere() throws Exception {
    HttpResponse<String> answer = get(page.open(), "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("<!DOCTYPE html>");
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .hasValue(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
                + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    for (String file : List.of("main.js", "charts.js", "style.css", "uplot.js", "uplot.css")) {
      assertThat(get(page, file).statusCode()).as(file).isEqualTo(200);
    }
    assertThat(get(page, "uplot.js").body()).contains("uPlot");
  }

  @Test
  void no_path_leads_to_another_file() throws Exception {
    page.open();

    for (String path :
        List.of("nothing", "../pom.xml", "%2e%2e/pom.xml", "page/index.html", "pictures/1")) {
      assertThat(get(page, path).statusCode()).as(path).isEqualTo(404);
    }
    String host = "Host: 127.0.0.1:" + page.address().getPort();
    assertThat(raw(page, "GET /../../etc/passwd HTTP/1.1", host)).startsWith("HTTP/1.1 404");
    assertThat(raw(page, "PUT / HTTP/1.1", host, "Content-Length: 0")).startsWith("HTTP/1.1 405");
  }

  @Test
  void a_host_that_is_a_name_is_rejected() throws Exception {
    page.open();
    int port = page.address().getPort();

    assertThat(raw(page, "GET / HTTP/1.1", "Host: evil.example:" + port))
        .isEqualTo("HTTP/1.1 403 Forbidden | the header Host must name this server by its address");
    assertThat(raw(page, "GET / HTTP/1.1", "Host: 127.0.0.1:1")).startsWith("HTTP/1.1 403");
    assertThat(raw(page, "GET /events HTTP/1.1", "Host: localhost.evil.example:" + port))
        .startsWith("HTTP/1.1 403");
    assertThat(raw(page, "GET / HTTP/1.1", "Host: LOCALHOST:" + port)).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.2", "::1"})
  void the_address_it_prints_is_one_it_answers(String address) throws Exception {
    try (ServerSocket ignored = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      // the machine has it
    } catch (IOException e) {
      assumeTrue(false, address + " is not an address of this machine");
    }
    try (LivePage other =
        new LivePage().bind(address).to(new PrintStream(new ByteArrayOutputStream()))) {
      assertThat(get(other.open(), "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void another_origin_is_rejected() throws Exception {
    page.open();
    String host = "127.0.0.1:" + page.address().getPort();

    assertThat(raw(page, "GET / HTTP/1.1", "Host: " + host, "Origin: http://evil.example"))
        .isEqualTo("HTTP/1.1 403 Forbidden | the header Origin must be this server's");
    assertThat(raw(page, "GET / HTTP/1.1", "Host: " + host, "Origin: null"))
        .startsWith("HTTP/1.1 403");
    assertThat(raw(page, "GET / HTTP/1.1", "Host: " + host, "Origin: http://" + host))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void buttons_need_the_token() throws Exception {
    page.run("named");

    assertThat(post(page, "wrong", 1, "pause")).isEqualTo(403);
    assertThat(post(page, 1, "pause")).isEqualTo(204);
    assertThat(post(page, 1, "continue")).isEqualTo(204);
    assertThat(post(page, 1, "explode")).isEqualTo(404);
    assertThat(post(page, 2, "pause")).isEqualTo(404);
    String host = "Host: 127.0.0.1:" + page.address().getPort();
    assertThat(raw(page, "POST /runs/1/stop HTTP/1.1", host, "Content-Length: 0"))
        .isEqualTo("HTTP/1.1 403 Forbidden | the header X-Taeda-Token is wrong");
  }

  @Test
  void a_port_in_use_is_named() {
    int port = page.open().address().getPort();
    LivePage second = new LivePage().port(port);

    assertThatThrownBy(second::open)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "LivePage: cannot listen on port %d of 127.0.0.1: Address already in use; choose another"
                + " by port(…), or 0 for a free one",
            port);
  }

  @Test
  void two_pages_have_ports_of_their_own_and_tokens_of_their_own() throws Exception {
    page.run("first");
    try (LivePage second = new LivePage().to(new PrintStream(new ByteArrayOutputStream()))) {
      second.run("second");

      assertThat(second.address().getPort()).isNotEqualTo(page.address().getPort());
      assertThat(post(second, page.address().getFragment(), 1, "pause")).isEqualTo(403);
    }
  }

  @Test
  void the_address_is_printed_once() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (LivePage printing = new LivePage().to(new PrintStream(text, true))) {
      printing.open().open();

      assertThat(text.toString(UTF_8))
          .isEqualTo("Live page: " + printing.address() + System.lineSeparator());
      assertThat(printing.address().toString())
          .matches("http://127\\.0\\.0\\.1:[0-9]+/#[0-9a-f]{32}");
    }
  }

  @Test
  void a_picture_is_shown_and_replaced_and_the_newest_24_are_kept() throws Exception {
    page.open();
    for (int i = 0; i < 25; i++) {
      page.picture("picture " + i, new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB));
    }
    page.picture("picture 24", new BufferedImage(3, 3, BufferedImage.TYPE_INT_RGB));

    HttpResponse<String> newest = get(page, "pictures/25?27");
    assertThat(newest.statusCode()).isEqualTo(200);
    assertThat(newest.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(get(page, "pictures/1").statusCode()).isEqualTo(404);
    PageReader reader = new PageReader(page);
    assertThat(reader.await("0/pictures/").getAsJsonArray()).hasSize(24);
    assertThatThrownBy(() -> page.picture("text", new byte[] {1, 2, 3}))
        .hasMessage("LivePage: the picture text is not PNG");
  }

  @Test
  void readers_that_leave_are_forgotten_and_too_many_are_rejected() throws Exception {
    LiveRun run = page.run("run");
    List<Socket> sockets = new ArrayList<>();
    String request =
        "GET /events HTTP/1.1\r\nHost: 127.0.0.1:" + page.address().getPort() + "\r\n\r\n";
    for (int i = 0; i < EventStream.MAX_READERS; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.address().getPort());
      socket.getOutputStream().write(request.getBytes(UTF_8));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      sockets.add(socket);
    }
    assertThat(get(page, "events").statusCode()).isEqualTo(503);
    for (Socket socket : sockets) {
      socket.close();
    }
    String status = "503";
    for (int i = 0; status.contains("503") && i < 100; i++) { // the server sees it when it writes
      run.value("loss", i, 1);
      Thread.sleep(300);
      status = statusOfEvents(request);
    }
    assertThat(status).isEqualTo("HTTP/1.1 200 OK");
  }

  private String statusOfEvents(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.address().getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
    }
  }

  @Test
  void the_head_of_the_events_is_no_stream() throws Exception {
    page.open();
    String host = "Host: 127.0.0.1:" + page.address().getPort();
    assertThat(raw(page, "HEAD /events HTTP/1.1", host)).startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void all_its_threads_are_daemons() throws Exception {
    page.run("run");
    PageReader reader = new PageReader(page);
    reader.await("1/run/");

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().matches("live page|HTTP-Dispatcher|server-timer"))
        .hasSizeGreaterThanOrEqualTo(2)
        .allMatch(Thread::isDaemon);
  }

  @Test
  void the_end_is_told_to_readers() throws Exception {
    page.run("run");
    PageReader reader = new PageReader(page);
    reader.await("1/run/");

    page.close();

    reader.awaitEnd();
    assertThatThrownBy(page::open).hasMessage("LivePage: the page was closed");
  }

  @Test
  void a_wait_ends_when_nobody_looks() throws Exception {
    page.open();
    long start = System.nanoTime();
    page.waitWhileShown(Duration.ofMillis(200));
    assertThat(System.nanoTime() - start).isGreaterThan(199_000_000L);
  }

  @Test
  void nobody_is_waited_for_at_a_page_that_is_not_open() throws Exception {
    page.waitWhileShown(Duration.ofDays(1));
  }

  @Test
  void a_wait_ends_when_the_page_is_closed() throws Exception {
    page.open();
    Thread closing = new Thread(page::close);
    closing.start();
    page.waitWhileShown(Duration.ofDays(1));
    closing.join();
  }

  @Test
  void without_uPlot_it_says_so_before_anything_is_opened() throws Exception {
    List<URL> jars = new ArrayList<>();
    String classPath = System.getProperty("java.class.path");
    for (String entry : Pattern.compile(Pattern.quote(File.pathSeparator)).split(classPath, -1)) {
      if (!entry.contains("uplot")) {
        jars.add(Path.of(entry).toUri().toURL());
      }
    }
    try (URLClassLoader loader =
        new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> type = loader.loadClass(LivePage.class.getName());
      Object without = type.getConstructor().newInstance();
      assertThatThrownBy(() -> type.getMethod("open").invoke(without))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "LivePage: uPlot, which draws its charts, is not on the class path: add the"
                  + " dependency org.webjars.npm:uplot");
    }
  }

  @Test
  void arguments_are_checked() {
    assertThatThrownBy(() -> page.port(-1))
        .hasMessage("LivePage: port must be between 0 and 65535, but was -1");
    assertThatThrownBy(() -> page.bind("no such host.invalid"))
        .hasMessage("LivePage: there is no address no such host.invalid");
    assertThatThrownBy(page::address).hasMessage("LivePage: the page is not open");
  }

  @Test
  void a_missing_directory_of_histories_is_an_error() {
    assertThatThrownBy(() -> page.histories(Path.of("no such directory")))
        .isInstanceOf(IOException.class);
  }
}
