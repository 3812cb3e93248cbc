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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Recurrent modules in PyTorch's layout. */
class RecurrentFileTest {
  @TempDir Path directory;

  /** The arrays of an {@code nn.LSTM(3, 2)} or {@code nn.GRU(3, 2)}, all different. */
  private static Map<String, INDArray> torch(int gates, String suffix) {
    SplittableRandom random = new SplittableRandom(gates + suffix.length());
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put("weight_ih_l0" + suffix, Make.normal(random, 2L * gates, 3));
    arrays.put("weight_hh_l0" + suffix, Make.normal(random, 2L * gates, 2));
    arrays.put("bias_ih_l0" + suffix, Make.normal(random, 2L * gates));
    arrays.put("bias_hh_l0" + suffix, Make.normal(random, 2L * gates));
    return arrays;
  }

  private Path file(Map<String, INDArray> arrays) throws IOException {
    Path path = directory.resolve("torch.safetensors");
    SafeTensors.write(path, arrays, Map.of("format", "pt"));
    return path;
  }

  private static INDArray value(Module module, int parameter) {
    return module.parameters().get(parameter).value();
  }

  @Test
  void both_biases_of_an_lstm_are_added() throws IOException {
    Map<String, INDArray> arrays = torch(4, "");
    Module lstm = new LSTM(3, 2).to(DataType.DOUBLE);
    LoadReport report = ModelFile.loadInto(lstm, file(arrays));
    assertThat(report.missing()).isEmpty();
    assertThat(report.unexpected()).isEmpty();
    Compare.exact("weight", value(lstm, 0), arrays.get("weight_ih_l0").transpose());
    Compare.exact("recurrentWeight", value(lstm, 1), arrays.get("weight_hh_l0").transpose());
    INDArray sum = arrays.get("bias_ih_l0").add(arrays.get("bias_hh_l0"));
    Compare.exact("bias", value(lstm, 2), sum);
  }

  @Test
  void a_gru_keeps_both_biases() throws IOException {
    Map<String, INDArray> arrays = torch(3, "");
    Module gru = new GRU(3, 2).to(DataType.DOUBLE);
    ModelFile.loadInto(gru, file(arrays));
    Compare.exact("bias", value(gru, 2), arrays.get("bias_ih_l0"));
    Compare.exact("recurrentBias", value(gru, 3), arrays.get("bias_hh_l0"));
  }

  @Test
  void an_rnn_is_written_with_zeros_for_the_second_bias() throws IOException {
    Module rnn = new RNN(3, 2, new SplittableRandom(1));
    Path path = directory.resolve("rnn.safetensors");
    ModelFile.save(rnn, path, Layout.PYTORCH);
    Map<String, INDArray> arrays = SafeTensors.read(path).tensors();
    assertThat(arrays).containsOnlyKeys("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0");
    Compare.exact("bias", arrays.get("bias_ih_l0"), value(rnn, 2));
    Compare.exact("second bias", arrays.get("bias_hh_l0"), Make.filled(DataType.FLOAT, 0, 2));
    Module loaded = ModelFile.load(path);
    Compare.exact("loaded bias", value(loaded, 2), value(rnn, 2));
  }

  @Test
  void both_directions_are_one_module_there() throws IOException {
    Map<String, INDArray> arrays = torch(4, "");
    arrays.putAll(torch(4, "_reverse"));
    Module both =
        new Bidirectional(
                reverse -> new LSTM(LSTM.Config.of(3, 2).reverse(reverse), new SplittableRandom(1)),
                Bidirectional.Join.CONCAT)
            .to(DataType.DOUBLE);
    LoadReport report = ModelFile.loadInto(both, file(arrays));
    assertThat(report.missing()).isEmpty();
    assertThat(report.unexpected()).isEmpty();
    Compare.exact("forward", value(both, 0), arrays.get("weight_ih_l0").transpose());
    Compare.exact("reverse", value(both, 3), arrays.get("weight_ih_l0_reverse").transpose());
  }

  @Test
  void a_second_bias_that_is_not_there_is_reported_and_one_that_does_not_fit_is_rejected()
      throws IOException {
    Map<String, INDArray> arrays = torch(4, "");
    INDArray second = arrays.remove("bias_hh_l0");
    Module lstm = new LSTM(3, 2);
    assertThat(ModelFile.loadInto(lstm, file(arrays)).missing()).containsExactly("bias_hh_l0");
    Compare.exact("bias", value(lstm, 2), arrays.get("bias_ih_l0").castTo(DataType.FLOAT));

    arrays.put("bias_hh_l0", Make.rows(second, 0, 4));
    Path path = file(arrays);
    assertThatThrownBy(() -> ModelFile.loadInto(lstm, path))
        .isInstanceOf(FileFormatException.class)
        .hasMessageEndingWith("tensor \"bias_hh_l0\" must be [8], but was [4]");
  }
}
