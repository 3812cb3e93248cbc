package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.io.LoadReport;
import io.github.taeda.nn.io.ModelFile;
import io.github.taeda.nn.io.ModelFile.Layout;
import io.github.taeda.nn.io.SafeTensors;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Attention in PyTorch's layout, where queries, keys and values have one weight. */
class AttentionFileTest {
  private static final String[] PARTS = {"query", "key", "value"};

  @TempDir Path directory;
  private final Map<String, INDArray> arrays = new LinkedHashMap<>(); // nn.MultiheadAttention(4, 2)

  @BeforeEach
  void makeArrays() {
    SplittableRandom random = new SplittableRandom(1);
    arrays.put("in_proj_weight", Make.normal(random, 12, 4));
    arrays.put("in_proj_bias", Make.normal(random, 12));
    arrays.put("out_proj.weight", Make.normal(random, 4, 4));
    arrays.put("out_proj.bias", Make.normal(random, 4));
  }

  private Path file() throws IOException {
    Path path = directory.resolve("torch.safetensors");
    SafeTensors.write(path, arrays, Map.of("format", "pt"));
    return path;
  }

  private static INDArray value(Module module, String name) {
    return module.parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findAny()
        .orElseThrow()
        .value();
  }

  @Test
  void pytorchs_weight_is_split() throws IOException {
    Module attention = new MultiHeadAttention(4, 2).to(DataType.DOUBLE);
    LoadReport report = ModelFile.loadInto(attention, file());
    assertThat(report.loaded()).containsExactlyElementsOf(arrays.keySet());
    assertThat(report.missing()).isEmpty();
    assertThat(report.unexpected()).isEmpty();
    for (int i = 0; i < PARTS.length; i++) {
      long first = 4L * i;
      INDArray weight = Make.rows(arrays.get("in_proj_weight"), first, first + 4);
      Compare.exact(PARTS[i], value(attention, PARTS[i] + "Weight"), weight.transpose());
      INDArray bias = Make.rows(arrays.get("in_proj_bias"), first, first + 4);
      Compare.exact(PARTS[i], value(attention, PARTS[i] + "Bias"), bias);
    }
    INDArray output = arrays.get("out_proj.weight").transpose();
    Compare.exact("output", value(attention, "outputWeight"), output);
    Compare.exact("output", value(attention, "outputBias"), arrays.get("out_proj.bias"));
  }

  @Test
  void it_is_joined_again() throws IOException {
    Module attention = new MultiHeadAttention(4, 2).to(DataType.DOUBLE);
    ModelFile.loadInto(attention, file());
    Path path = directory.resolve("attention.safetensors");
    ModelFile.save(attention, path, Layout.PYTORCH);
    Map<String, INDArray> saved = SafeTensors.read(path).tensors();
    assertThat(saved).containsOnlyKeys(arrays.keySet());
    arrays.forEach((name, array) -> Compare.exact(name, saved.get(name), array));
    Module loaded = ModelFile.load(path);
    Compare.exact("loaded", value(loaded, "keyWeight"), value(attention, "keyWeight"));
  }

  @Test
  void a_missing_weight_is_named_once_and_one_that_does_not_fit_is_rejected() throws IOException {
    INDArray weight = arrays.remove("in_proj_weight");
    Module attention = new MultiHeadAttention(4, 2);
    LoadReport report = ModelFile.loadInto(attention, file());
    assertThat(report.missing()).containsExactly("in_proj_weight");

    arrays.put("in_proj_weight", Make.rows(weight, 0, 4));
    Path path = file();
    assertThatThrownBy(() -> ModelFile.loadInto(attention, path))
        .isInstanceOf(FileFormatException.class)
        .hasMessageEndingWith("tensor \"in_proj_weight\" must be [12, 4], but was [4, 4]");
  }
}
