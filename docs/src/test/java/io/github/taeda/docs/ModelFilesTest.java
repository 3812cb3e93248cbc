package io.github.taeda.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.io.LoadReport;
import io.github.taeda.nn.io.ModelFile;
import io.github.taeda.nn.io.ModelFile.Layout;
import io.github.taeda.nn.io.ModuleTypes;
import io.github.taeda.nn.io.Npz;
import io.github.taeda.nn.io.SafeTensors;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The code of docs/model-files.md. */
class ModelFilesTest {
  @TempDir Path directory;

  @Test
  void a_net_is_saved_and_loaded() throws IOException {
    Module net = new Sequential(new Linear(2, 8), new TanH(), new Linear(8, 1));
    Path path = directory.resolve("net.safetensors");
    // region save
    ModelFile.save(net, path);
    Module loaded = ModelFile.load(path);
    // endregion
    assertThat(loaded).hasToString(net.toString());

    // region into
    LoadReport report = ModelFile.loadInto(net, path); // 4 arrays loaded
    report.requireComplete(); // throws if a name is missing or unexpected
    // endregion
    assertThat(report).hasToString("4 arrays loaded");

    // region torch
    ModelFile.save(net, path, Layout.PYTORCH);
    ModelFile.loadInto(net, path, Layout.PYTORCH);
    // endregion

    Map<String, INDArray> prefixed = new HashMap<>();
    SafeTensors.read(path)
        .tensors()
        .forEach((name, array) -> prefixed.put("encoder." + name, array));
    SafeTensors.write(path, prefixed, Map.of());
    // region names
    UnaryOperator<String> names = name -> name.replace("encoder.", ""); // encoder.0.weight
    ModelFile.loadInto(net, path, Layout.PYTORCH, names).requireComplete();
    // endregion

    Path arrays = directory.resolve("arrays.npz");
    // region npz
    Npz.write(arrays, Map.of("weight", net.parameters().get(0).value()));
    Map<String, INDArray> read = Npz.read(arrays); // or Npz.read(arrays, "weight")
    // endregion
    assertThat(read.get("weight")).isEqualTo(net.parameters().get(0).value());
  }

  @Test
  void an_own_module_is_registered() throws IOException {
    // region register
    ModuleTypes.register(Scale.TYPE);
    // endregion
    Path path = directory.resolve("net.safetensors");
    ModelFile.save(new Sequential(new Scale(3)), path);
    assertThat(ModelFile.load(path).parameters().get(0).value().length()).isEqualTo(3);
  }
}
