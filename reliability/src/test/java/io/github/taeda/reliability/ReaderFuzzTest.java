package io.github.taeda.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every reader, given damaged files: it returns, or throws a {@link FileFormatException} that names
 * the file; it takes no more memory than the file's size times a factor, and time.
 */
class ReaderFuzzTest {
  private static final int MUTATIONS = Integer.getInteger("taeda.fuzz.mutations", 150);
  private static final long SEED = Long.getLong("taeda.seed", 1);
  private static final double DEADLINE = 30; // seconds of one file, on a busy machine
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir private static Path directory;

  static List<Reader> readers() throws IOException {
    return Stream.concat(
            DataReaders.all(directory.resolve("valid")).stream(),
            ModelReaders.all(directory.resolve("valid")).stream())
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readers")
  void damaged_files_give_named_errors_and_take_memory_in_proportion(Reader reader)
      throws Exception {
    Path folder = Files.createDirectories(directory.resolve(reader.name()));
    assertThat(reader.reading().read(write(folder, 0, reader, reader.content()))).isNotNull();
    Totals totals = new Totals();
    for (int i = 1; i <= MUTATIONS; i++) {
      SplittableRandom random = new SplittableRandom(SEED * 1_000_003 + i);
      Path file = write(folder, i, reader, Mutations.of(reader.content(), random));
      try {
        totals.add(file, reader);
      } catch (Throwable e) {
        Path kept = Files.copy(file, Path.of("target", reader.name() + "-" + SEED + "-" + i));
        throw new AssertionError(
            reader + ", taeda.seed " + SEED + ", mutation " + i + ", kept as " + kept, e);
      }
      Files.delete(file);
    }
    System.out.println(totals.text(reader));
    assertThat(totals.rejected).as("damage that was noticed").isPositive();
  }

  private static Path write(Path folder, int number, Reader reader, byte[] content)
      throws IOException {
    return Files.write(folder.resolve("file" + number), reader.packing().pack(content));
  }

  /** What the files of one reader did. */
  private static final class Totals {
    private int rejected;
    private double seconds;
    private long bytes;

    void add(Path file, Reader reader) throws Exception {
      long nativeBefore = Pointer.totalBytes();
      long before = THREAD.getThreadAllocatedBytes(Thread.currentThread().getId());
      long start = System.nanoTime();
      try {
        reader.reading().read(file);
      } catch (FileFormatException e) {
        rejected++;
        assertThat(e.getMessage()).contains(file.toString()).hasSizeLessThan(3000);
      }
      double elapsed = (System.nanoTime() - start) / 1e9;
      long allocated =
          THREAD.getThreadAllocatedBytes(Thread.currentThread().getId())
              - before
              + Math.max(0, Pointer.totalBytes() - nativeBefore);
      seconds = Math.max(seconds, elapsed);
      bytes = Math.max(bytes, allocated);
      assertThat(elapsed).as("seconds").isLessThan(DEADLINE);
      assertThat((double) allocated)
          .as("bytes allocated for a file of %d", Files.size(file))
          .isLessThan(Reader.BASE + reader.factor() * Files.size(file));
    }

    String text(Reader reader) {
      return String.format(
          Locale.ROOT,
          "fuzz %s: seed %d, %d files, %d rejected, at most %.3f s and %.2f MB each",
          reader,
          SEED,
          MUTATIONS,
          rejected,
          seconds,
          bytes / 1e6);
    }
  }
}
