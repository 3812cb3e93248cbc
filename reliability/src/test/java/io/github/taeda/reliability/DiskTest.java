package io.github.taeda.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.taeda.nn.io.ModelFile;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.listeners.CsvLog;
import io.github.taeda.nn.listeners.LearningCurves;
import io.github.taeda.nn.optim.ListenerException;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full or read-only; they are mounted, which only root may do on Linux. */
class DiskTest {
  @TempDir private Path directory;
  private boolean isMounted;

  @AfterEach
  void unmount() throws Exception {
    if (isMounted) {
      assertThat(status("umount", directory.toString())).isZero();
    }
  }

  @Test
  void a_full_disk_stops_a_run_whose_last_checkpoint_is_whole() throws Exception {
    mount();
    SmallRun run = new SmallRun(1000);
    run.sgd.listen(Checkpoints.in(directory).everyIterations(1).keepLast(1_000_000));
    Throwable full = catchThrowable(run::fit);
    Path newest = Checkpoints.in(directory).newest();

    assertThat(full)
        .isInstanceOf(ListenerException.class)
        .hasMessageMatching(
            "\\QSGD: the listener Checkpoints("
                + directory
                + ")\\E failed in batchEnded, epoch \\d+: cannot write \\Q"
                + directory
                + "\\E/epoch-\\d+-batch-\\d+.safetensors: No space left on device");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).allMatch(file -> file.toString().endsWith(".safetensors"));
    }
    requireResumes(newest);
  }

  @Test
  void a_file_that_finds_no_room_leaves_the_old_one() throws Exception {
    mount();
    Path model = directory.resolve("net.safetensors");
    ModelFile.save(new Linear(50, 50, new SplittableRandom(1)), model);
    byte[] before = Files.readAllBytes(model);

    assertThatThrownBy(() -> ModelFile.save(new Linear(400, 400, new SplittableRandom(1)), model))
        .isInstanceOf(IOException.class)
        .hasMessage(model + ": No space left on device");
    assertThat(model).hasBinaryContent(before);
    assertThat(names()).containsExactly("net.safetensors");
  }

  @Test
  void a_read_only_disk_is_named_and_the_last_checkpoint_is_whole() throws Exception {
    mount();
    SmallRun run = new SmallRun(3);
    run.sgd.listen(Checkpoints.in(directory));
    run.fit();
    List<String> before = names();
    assertThat(status("mount", "-o", "remount,ro", directory.toString())).isZero();

    SmallRun again = new SmallRun(5);
    again.sgd.listen(Checkpoints.in(directory));
    assertThatThrownBy(() -> again.resume(directory))
        .isInstanceOf(ListenerException.class)
        .hasMessageContaining("cannot write " + directory.resolve("epoch-0004"))
        .hasMessageContaining("Read-only file system");
    SmallRun log = new SmallRun(1);
    log.sgd.listen(new CsvLog(directory.resolve("log.csv")));
    assertThatThrownBy(log::fit)
        .hasMessageContaining("cannot write " + directory.resolve("log.csv"))
        .hasMessageContaining("Read-only file system");
    SmallRun curves = new SmallRun(1);
    curves.sgd.listen(new LearningCurves(directory.resolve("curves.png")));
    assertThatThrownBy(curves::fit)
        .hasMessageContaining("cannot write " + directory.resolve("curves.png"));

    assertThat(names()).isEqualTo(before);
    requireResumes(Checkpoints.in(directory).newest());
  }

  /** Which checkpoint is the newest is a matter of its position in the run, not of clocks. */
  @Test
  void a_clock_that_goes_back_does_not_change_which_checkpoint_is_the_newest() throws Exception {
    SmallRun run = new SmallRun(4);
    run.sgd.listen(Checkpoints.in(directory).keepLast(4));
    run.fit();
    List<String> names = names();
    for (int i = 0; i < names.size(); i++) {
      Instant time = Instant.parse("2030-01-01T00:00:00Z").minusSeconds(86_400L * i);
      Files.setLastModifiedTime(directory.resolve(names.get(i)), FileTime.from(time));
    }
    Path newest = Checkpoints.in(directory).newest();

    assertThat(newest).isEqualTo(directory.resolve(names.get(3)));
    requireResumes(newest);
  }

  /** A run that resumes from a checkpoint is where an uninterrupted run is, and goes on like it. */
  private void requireResumes(Path newest) throws IOException {
    Path copies = Files.createTempDirectory("copies");
    Path copy = Files.copy(newest, copies.resolve(newest.getFileName()));
    SmallRun reached = new SmallRun(1000).stopAt(0);
    reached.resume(copies);
    long iterations = reached.optim.iterations() + 7;
    SmallRun resumed = new SmallRun(1000).stopAt(iterations);
    resumed.resume(copies);
    SmallRun uninterrupted = new SmallRun(1000).stopAt(iterations);
    uninterrupted.fit();
    assertThat(resumed.bits()).isEqualTo(uninterrupted.bits());
    Files.delete(copy);
    Files.delete(copies);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  /** Mounts a small file system on the directory, or skips the test. */
  private void mount() throws Exception {
    int status = -1;
    try {
      status = status("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", directory.toString());
    } catch (IOException e) {
      // there is no program mount
    }
    assumeTrue(status == 0, "only root can mount a small disk here");
    isMounted = true;
  }

  private static int status(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor();
  }
}
