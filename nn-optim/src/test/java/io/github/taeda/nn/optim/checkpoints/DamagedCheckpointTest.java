package io.github.taeda.nn.optim.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.optim.Run;
import io.github.taeda.nn.optim.SavedRun;
import io.github.taeda.nn.testing.Corruptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged checkpoint gives an error that says so, and leaves the run as it was. */
class DamagedCheckpointTest {
  private static final long SEED = 21;

  @TempDir private Path directory;

  @Test
  void it_is_refused_and_nothing_changes() throws IOException {
    Run saved = new Run(2, 2);
    saved.sgd.listen(Checkpoints.in(directory).everyIterations(1));
    saved.fit();
    Path whole = directory.resolve("epoch-0002-batch-000004.safetensors");
    Map<String, byte[]> variants = Corruptions.of(Files.readAllBytes(whole), SEED, 200);
    assertThat(variants).hasSizeGreaterThan(500);

    Run run = new Run(2, 2);
    List<String> before = run.bits();
    Path file = directory.resolve("damaged.safetensors");
    List<String> accepted = new ArrayList<>();
    for (Map.Entry<String, byte[]> variant : variants.entrySet()) {
      Files.write(file, variant.getValue());
      String what = "seed " + SEED + ", " + variant.getKey();
      try {
        new Run(2, 2).restore(Checkpoint.read(file));
        accepted.add(what);
      } catch (FileFormatException e) {
        assertThat(e.getMessage()).as(what).startsWith(file + ": ");
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).as(what).isNotBlank();
        SavedRun damaged = Checkpoint.read(file);
        assertThat(damaged.origin()).isEqualTo(file.toString());
        assertThatThrownBy(() -> run.restore(damaged)).as(what).isInstanceOf(e.getClass());
        assertThat(run.bits()).as(what).isEqualTo(before);
      } catch (Throwable e) {
        throw new AssertionError(what, e);
      }
    }
    // what no reader can tell: another number in its place
    assertThat(accepted.size()).as("%s", accepted).isLessThan(variants.size() / 5);
  }
}
