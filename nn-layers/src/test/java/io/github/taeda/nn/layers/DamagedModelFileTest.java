package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.io.ModelFile;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Corruptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Damaged files give an error that says so, or, where only a setting's value changed, a module. */
class DamagedModelFileTest {
  private static final long SEED = 20;
  @TempDir Path directory;
  private Map<String, byte[]> variants = Map.of();

  @BeforeEach
  void damage() throws IOException {
    Path file = directory.resolve("whole.safetensors");
    Module net = net(new SplittableRandom(1));
    net.parameters().get(0).freeze();
    ModelFile.save(net, file);
    variants = Corruptions.of(Files.readAllBytes(file), SEED, 300);
  }

  @Test
  void loading_a_damaged_file_gives_the_formats_error_or_a_whole_module() throws IOException {
    List<String> loaded = new ArrayList<>();
    for (Map.Entry<String, byte[]> variant : variants.entrySet()) {
      Path file = Files.write(directory.resolve("damaged.safetensors"), variant.getValue());
      try {
        Module module = ModelFile.load(file);
        loaded.add(variant.getKey());
        requireWhole(module);
      } catch (FileFormatException e) {
        assertThat(e.getMessage()).as(variant.getKey()).startsWith(file + ": ");
      } catch (Throwable e) {
        throw new AssertionError("seed " + SEED + ", " + variant.getKey(), e);
      }
    }
    assertThat(variants).hasSizeGreaterThan(500);
    assertThat(loaded).hasSizeBetween(1, variants.size() / 5);
  }

  @Test
  void a_module_is_as_before_when_loading_into_it_fails() throws IOException {
    Module module = net(new SplittableRandom(2));
    int failed = 0;
    for (Map.Entry<String, byte[]> variant : variants.entrySet()) {
      Path file = Files.write(directory.resolve("damaged.safetensors"), variant.getValue());
      List<INDArray> before = numbers(module).stream().map(array -> array.dup('c')).toList();
      try {
        ModelFile.loadInto(module, file);
      } catch (FileFormatException e) {
        failed++;
        assertThat(e.getMessage()).as(variant.getKey()).startsWith(file + ": ");
        for (int i = 0; i < before.size(); i++) {
          Compare.exact(variant.getKey(), numbers(module).get(i), before.get(i));
        }
      } catch (Throwable e) {
        throw new AssertionError("seed " + SEED + ", " + variant.getKey(), e);
      }
    }
    assertThat(failed).isGreaterThan(200);
  }

  /** What was loaded has the arrays of the whole file and can be saved. */
  private void requireWhole(Module module) throws IOException {
    assertThat(numbers(module)).hasSameSizeAs(numbers(net(new SplittableRandom(3))));
    assertThat(module.toString()).startsWith("Sequential(");
    ModelFile.save(module, directory.resolve("again.safetensors"));
  }

  private static List<INDArray> numbers(Module module) {
    List<INDArray> numbers = new ArrayList<>();
    module.parameters().forEach(parameter -> numbers.add(parameter.value()));
    module.buffers().forEach(state -> numbers.add(state.value()));
    return numbers;
  }

  private static Module net(RandomGenerator random) {
    Linear encoder = new Linear(4, 3, random);
    return new Sequential(
        new Conv1D(2, 1, 2, 1, random),
        new Flatten(),
        encoder,
        new BatchNorm(3),
        new TiedLinear(encoder),
        new Dropout(0.5),
        new Residual(new PReLU(4)),
        new Linear(4, 2, random));
  }
}
