package io.github.taeda.nn.listeners.live;

import static io.github.taeda.nn.listeners.live.PageReader.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.ListenerException;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.Runs;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.TrainingRun;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import io.github.taeda.nn.optim.metrics.ConfusionMatrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a {@link LiveRun} tells the page, and what the page's buttons do. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveRunTest {
  private static final Dataset DATA = Runs.data(1, 1);

  private final LivePage page = new LivePage().to(new PrintStream(new ByteArrayOutputStream()));
  @TempDir private Path directory;

  @AfterEach
  void close() {
    page.close();
  }

  @Test
  void a_page_that_is_opened_late_has_the_whole_run() throws Exception {
    Runs.of(Runs.line()).epochs(2).validate(DATA).listen(page).fit(DATA);
    PageReader reader = new PageReader(page);

    JsonObject progress = reader.awaitState(1, "ended");
    assertThat(progress.get("epoch").getAsDouble()).isEqualTo(2);
    assertThat(progress.get("epochs").getAsInt()).isEqualTo(2);
    assertThat(progress.get("iterations").getAsInt()).isEqualTo(2);
    assertThat(progress.get("learningRate").getAsDouble()).isEqualTo(0.25);
    assertThat(reader.await("1/run/"))
        .hasToString("{\"name\":\"run 1\",\"saves\":false,\"live\":true}");
    // y = w x with w = 0, ½, ¾: losses (1 - w)² before each update
    assertThat(reader.await("1/series/loss"))
        .hasToString("{\"thinned\":0,\"from\":0,\"x\":[1.0,2.0],\"y\":[1.0,0.25],\"latest\":0.25}");
    assertThat(reader.await("1/series/validation loss"))
        .hasToString(
            "{\"thinned\":0,\"from\":0,\"x\":[1.0,2.0],\"y\":[0.25,0.0625],\"latest\":0.0625}");
  }

  @Test
  void the_result_is_the_same_with_and_without_a_page() {
    double[] without = train().losses();
    double[] with = train(page).losses();

    assertThat(with).containsExactly(without);
  }

  private static History train(Listener... listeners) {
    SplitMix random = new SplitMix(7);
    Sequential net = new Sequential(new Linear(2, 8, random), new ReLU(), new Linear(8, 1, random));
    INDArray x = NDArrays.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
    INDArray y = NDArrays.of(new float[] {0, 1, 1, 0}, 4, 1);
    return SGD.of(new Optim(net, new MSELoss(), 0.1))
        .batchSize(2)
        .epochs(500)
        .shuffle(random)
        .listen(listeners)
        .fit(Dataset.of(x, y));
  }

  @Test
  void losses_that_are_not_finite_are_told() throws Exception {
    LiveRun run = page.run("custom");
    Optim optim = new Optim(Runs.line(), new MSELoss(), 0.25);
    run.iteration(optim, 0.5, Double.NaN);
    run.iteration(optim, 1, Double.POSITIVE_INFINITY);
    run.value("validation loss", 1, 3);
    run.end();

    PageReader reader = new PageReader(page);
    reader.awaitState(1, "ended");
    assertThat(reader.await("1/series/loss"))
        .hasToString(
            "{\"thinned\":0,\"from\":0,\"x\":[0.5,1.0],\"y\":[\"NaN\",\"Infinity\"],\"latest\":\"Infinity\"}");
  }

  @Test
  void runs_of_one_Optim_are_one_and_of_another_are_another() throws Exception {
    SGD first = Runs.of(Runs.line()).listen(page);
    first.epochs(2).fit(DATA);
    first.epochs(1).fit(DATA);
    Runs.of(Runs.line()).epochs(1).listen(page).fit(DATA);

    PageReader reader = new PageReader(page);
    assertThat(reader.awaitState(1, "ended").get("epoch").getAsDouble()).isEqualTo(3);
    assertThat(reader.awaitState(2, "ended").get("epoch").getAsDouble()).isEqualTo(1);
    assertThat(reader.content("3/run/")).isNull();
    assertThat(reader.await("1/series/loss").getAsJsonObject().getAsJsonArray("x"))
        .hasToString("[1.0,2.0,3.0]");
  }

  @Test
  void a_stop_is_for_one_training_and_the_next_of_the_same_Optim_has_its_buttons_again()
      throws Exception {
    LiveRun run = page.run("twice");
    SGD training = Runs.of(Runs.line()).listen(run);
    run.request("stop");
    assertThat(training.epochs(3).fit(DATA).stopReason()).isEqualTo("stopped on the live page");
    assertThat(run.request("pause")).isFalse();
    assertThat(training.epochs(3).fit(DATA).losses()).hasSize(3);

    CompletableFuture<History> third =
        CompletableFuture.supplyAsync(
            () ->
                training.epochs(1_000_000_000).listen(new SlowEpochs(new AtomicLong())).fit(DATA));
    PageReader reader = new PageReader(page);
    reader.awaitState(1, "running");
    assertThat(post(page, 1, "pause")).isEqualTo(204);
    reader.awaitState(1, "paused");
    assertThat(post(page, 1, "stop")).isEqualTo(204);
    assertThat(third.get(30, TimeUnit.SECONDS).stopReason()).isEqualTo("stopped on the live page");
  }

  @Test
  void two_runs_at_once_are_told_apart() throws Exception {
    CompletableFuture<History> other =
        CompletableFuture.supplyAsync(
            () -> Runs.of(Runs.line()).epochs(300).listen(page).fit(Runs.data(1, 1)));
    Runs.of(Runs.line()).epochs(300).listen(page).fit(Runs.data(1, 1));
    other.get(30, TimeUnit.SECONDS);

    PageReader reader = new PageReader(page);
    assertThat(reader.awaitState(1, "ended").get("iterations").getAsInt()).isEqualTo(300);
    assertThat(reader.awaitState(2, "ended").get("iterations").getAsInt()).isEqualTo(300);
  }

  @Test
  void a_run_that_fails_is_interrupted() throws Exception {
    Listener failing =
        new Listener() {
          @Override
          public void batchEnded(TrainingRun run) {
            throw new IllegalStateException("broken");
          }
        };
    assertThatThrownBy(() -> Runs.of(Runs.line()).listen(page, failing).fit(DATA))
        .isInstanceOf(ListenerException.class);
    new PageReader(page).awaitState(1, "interrupted");
  }

  @Test
  void the_confusion_matrix_is_that_of_the_last_validation() throws Exception {
    Linear net = new Linear(2, 2, new SplitMix(1));
    Dataset data =
        Dataset.of(
            NDArrays.of(new float[] {9, 0, 0, 9, 9, 0}, 3, 2),
            NDArrays.of(new float[] {0, 1, 1}, 3));
    net.parameters().get(0).set(NDArrays.of(new float[] {1, 0, 0, 1}, 2, 2));
    SGD.of(new Optim(net, new CrossEntropyLoss(), 1e-9))
        .validate(data)
        .metrics(new ConfusionMatrix("a", "b"))
        .listen(page)
        .fit(data);

    assertThat(new PageReader(page).await("1/confusion/"))
        .hasToString("{\"epoch\":1,\"names\":[\"a\",\"b\"],\"counts\":[[1,0],[1,1]]}");
  }

  @Test
  void statistics_of_the_layers_are_those_of_one_iteration() throws Exception {
    Module line = Runs.line();
    long[] batches = {0};
    Listener slow = // until the statistics are due
        new Listener() {
          @Override
          public void batchStarted(TrainingRun run) {
            batches[0]++;
          }
        };
    SGD.of(new Optim(line, new MSELoss(), 0.25))
        .batchSize(1)
        .epochs(3)
        .inOrder()
        .listen(page, slow)
        .fit(DATA);

    JsonObject layers = new PageReader(page).await("1/layers/").getAsJsonObject();
    JsonArray rows = layers.getAsJsonArray("rows");
    assertThat(rows).hasSize(1);
    JsonObject row = rows.get(0).getAsJsonObject();
    assertThat(layers.get("iteration").getAsInt()).isEqualTo(2); // the first that may be looked at
    // w: ½ → ¾, gradient -2 (1 - ½)
    assertThat(row.get("name").getAsString()).isEqualTo("weight");
    assertThat(row.get("weightNorm").getAsDouble()).isEqualTo(0.75);
    assertThat(row.get("gradientNorm").getAsDouble()).isEqualTo(1);
    assertThat(row.get("ratio").getAsDouble()).isEqualTo(0.5);
    assertThat(row.get("units").getAsInt()).isEqualTo(1);
    assertThat(row.get("dead").getAsInt()).isZero();
  }

  @Test
  void a_pause_holds_the_run_until_it_may_continue() throws Exception {
    AtomicLong batches = new AtomicLong();
    CompletableFuture<History> training = start(page.run("held"), 1_000_000_000, batches);
    PageReader reader = new PageReader(page);
    reader.awaitState(1, "running");
    assertThat(post(page, 1, "pause")).isEqualTo(204);
    long told = reader.awaitState(1, "paused").get("iterations").getAsLong();
    long then = batches.get();
    assertThat(then).isEqualTo(told);
    Thread.sleep(300);
    assertThat(batches).hasValue(then);
    assertThat(post(page, 1, "continue")).isEqualTo(204);
    reader.awaitState(1, "running");
    assertThat(post(page, 1, "stop")).isEqualTo(204);
    assertThat(training.get(30, TimeUnit.SECONDS).stopReason())
        .isEqualTo("stopped on the live page");
    reader.awaitState(1, "stopped");
    assertThat(batches.get()).isGreaterThan(then);
    assertThat(post(page, 1, "pause")).isEqualTo(404); // nobody would obey
  }

  @Test
  void a_paused_run_continues_when_the_page_is_closed() throws Exception {
    LiveRun run = page.run("held");
    run.request("pause");
    AtomicLong batches = new AtomicLong();
    CompletableFuture<History> training = start(run, 5, batches);
    new PageReader(page).awaitState(1, "paused");
    assertThat(batches).hasValue(0);
    page.close();
    assertThat(training.get(30, TimeUnit.SECONDS).losses()).hasSize(5);
  }

  @Test
  void a_port_in_use_does_not_stop_the_training() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    int port = page.open().address().getPort();
    try (LivePage second = new LivePage().port(port).to(new PrintStream(text, true))) {
      assertThat(Runs.of(Runs.line()).epochs(2).listen(second).fit(DATA).losses()).hasSize(2);
    }
    assertThat(text.toString(StandardCharsets.UTF_8))
        .startsWith("No live page: LivePage: cannot listen on port " + port + " of 127.0.0.1: ");
  }

  private static CompletableFuture<History> start(LiveRun run, int epochs, AtomicLong batches) {
    return CompletableFuture.supplyAsync(
        () ->
            Runs.of(Runs.line())
                .epochs(epochs)
                .listen(run, new SlowEpochs(batches))
                .fit(Runs.data(1, 1, 1, 1)));
  }

  /** Lets the history of an endless run be short, and counts its batches. */
  private record SlowEpochs(AtomicLong batches) implements Listener {
    @Override
    public void batchEnded(TrainingRun run) {
      batches.incrementAndGet();
    }

    @Override
    public void epochEnded(TrainingRun run) {
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void save_now_writes_a_checkpoint_to_resume_from_also_in_a_pause() throws Exception {
    Checkpoints checkpoints = Checkpoints.in(directory).everyEpochs(1_000_000);
    LiveRun run = page.run("saved");
    run.request("pause");
    CompletableFuture<History> training =
        CompletableFuture.supplyAsync(
            () ->
                Runs.of(Runs.line()).epochs(4).listen(run, checkpoints).fit(Runs.data(1, 1, 1, 2)));
    PageReader reader = new PageReader(page);
    reader.awaitState(1, "paused");
    assertThat(reader.await("1/run/").getAsJsonObject().get("saves").getAsBoolean()).isTrue();
    assertThat(post(page, 1, "save")).isEqualTo(204);
    Path file = directory.resolve("epoch-0001-batch-000000.safetensors");
    reader.await(
        "1/progress/",
        c -> c.getAsJsonObject().get("message").getAsString().equals("saved " + file));
    assertThat(file).exists();
    page.close();
    double[] losses = training.get(30, TimeUnit.SECONDS).losses();

    History resumed =
        Runs.of(Runs.line())
            .epochs(4)
            .resume(Checkpoints.file(file))
            .listen(Checkpoints.in(directory.resolve("other")).everyEpochs(1_000_000))
            .fit(Runs.data(1, 1, 1, 2));
    assertThat(resumed.losses()).containsExactly(losses);
  }

  @Test
  void a_save_that_fails_does_not_fail_the_run() throws Exception {
    LiveRun run =
        page.run("custom")
            .onSave(
                () -> {
                  throw new IllegalStateException("no space");
                });
    run.request("save");
    assertThat(Runs.of(Runs.line()).epochs(2).listen(run).fit(DATA).losses()).hasSize(2);
  }

  @Test
  void a_custom_loop_is_told_to_stop() {
    LiveRun run = page.run("custom");
    assertThat(run.isStopped()).isFalse();
    run.request("stop");
    assertThat(run.isStopped()).isTrue();
  }

  @Test
  void a_reader_that_does_not_read_holds_nothing_up() throws Exception {
    LiveRun run = page.run("custom");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.address().getPort())) {
      String head = "GET /events HTTP/1.1\r\nHost: 127.0.0.1:" + page.address().getPort();
      socket.setReceiveBufferSize(1024);
      socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      for (int i = 0; i < 2000; i++) { // 400 series: more than the sockets' buffers can take
        for (int j = 0; j < 400; j++) {
          run.value("value " + j, i, i);
        }
      }
      PageReader reader = new PageReader(page);
      reader.await("1/series/value 399");
      assertThat(reader.await("1/series/value 0").getAsJsonObject().get("thinned").getAsInt())
          .isEqualTo(1);
    }
  }

  @Test
  void histories_of_files_and_checkpoints_are_finished_runs() throws Exception {
    Files.writeString(
        directory.resolve("old.csv"),
        "epoch,loss,validation loss,seconds\n1,1.0,,0.1\n2,0.5,0.25,0.1\n");
    Files.writeString(directory.resolve("other.csv"), "a,b\n1,2\n");
    Files.writeString(directory.resolve("twice.csv"), "a,a\n1,2\n");
    Runs.of(Runs.line()).epochs(1).listen(Checkpoints.in(directory.resolve("saved"))).fit(DATA);

    assertThat(page.histories(directory)).isEqualTo(2);

    PageReader reader = new PageReader(page);
    assertThat(reader.await("2/run/"))
        .hasToString("{\"name\":\"saved (checkpoint)\",\"saves\":false,\"live\":false}");
    assertThat(reader.await("1/run/"))
        .hasToString("{\"name\":\"old\",\"saves\":false,\"live\":false}");
    assertThat(reader.await("1/series/validation loss"))
        .hasToString("{\"thinned\":0,\"from\":0,\"x\":[2.0],\"y\":[0.25],\"latest\":0.25}");
    assertThat(reader.await("2/series/loss"))
        .hasToString("{\"thinned\":0,\"from\":0,\"x\":[1.0],\"y\":[1.0],\"latest\":1.0}");
  }

  @Test
  void a_damaged_history_is_named() throws Exception {
    Path file = directory.resolve("old.csv");
    Files.writeString(file, "epoch,loss,seconds\n1,1.0,0.1\n2,half,0.1\n");
    assertThatThrownBy(() -> page.histories(directory))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": line 3: For input string: \"half\"");
  }
}
