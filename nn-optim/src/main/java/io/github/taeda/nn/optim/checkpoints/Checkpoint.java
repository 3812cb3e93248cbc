package io.github.taeda.nn.optim.checkpoints;

import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.io.SafeTensors;
import io.github.taeda.nn.optim.RunState;
import io.github.taeda.nn.optim.SavedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@link SavedRun} as a safetensors file: its arrays under their names, the history as an array,
 * everything else as texts.
 */
final class Checkpoint {
  private static final String FORMAT = "taeda.checkpoint";
  private static final String VERSION = "2";

  private Checkpoint() {}

  static void write(Path file, SavedRun run) throws IOException {
    Map<String, INDArray> arrays = new LinkedHashMap<>(run.arrays());
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(FORMAT, VERSION);
    texts.putAll(run.identity());
    write(run.state(), texts);
    texts.put("frozen", String.join("\n", run.frozen()));
    texts.put(
        "generators",
        run.generators().stream()
            .map(state -> Long.toString(state))
            .collect(Collectors.joining(" ")));
    HistoryTable.write(run.epochs(), arrays, texts);
    SafeTensors.write(file, arrays, texts);
  }

  static SavedRun read(Path file) throws IOException {
    CheckpointReader reader = new CheckpointReader(file, SafeTensors.read(file));
    requireVersion(reader.text(FORMAT), reader);
    RunState state = state(reader);
    List<Long> generators = reader.integers("generators");
    List<String> frozen = reader.lines("frozen");
    return new SavedRun(
        file.toString(),
        reader.texts(),
        state,
        generators,
        frozen,
        HistoryTable.read(reader),
        reader.arrays());
  }

  private static void requireVersion(String version, CheckpointReader reader)
      throws FileFormatException {
    if (!version.equals(VERSION)) {
      throw reader.error(
          "this version of Taeda reads checkpoints of format "
              + VERSION
              + ", but this one has format "
              + version);
    }
  }

  private static void write(RunState state, Map<String, String> texts) {
    texts.put("epoch", Integer.toString(state.epoch()));
    texts.put("batch", Integer.toString(state.batch()));
    texts.put("sampler", Long.toString(state.sampler()));
    texts.put("loss sum", Double.toString(state.lossSum()));
    texts.put("weight", Double.toString(state.weight()));
    texts.put("iterations", Long.toString(state.iterations()));
    texts.put("accumulated batches", Integer.toString(state.accumulatedBatches()));
    texts.put("accumulated weight", Double.toString(state.accumulatedWeight()));
  }

  private static RunState state(CheckpointReader reader) throws FileFormatException {
    return new RunState(
        (int) reader.integer("epoch", 0, Integer.MAX_VALUE),
        (int) reader.integer("batch", 0, Integer.MAX_VALUE),
        reader.integer("sampler", Long.MIN_VALUE, Long.MAX_VALUE),
        reader.real("loss sum"),
        reader.real("weight"),
        reader.integer("iterations", 0, Long.MAX_VALUE),
        (int) reader.integer("accumulated batches", 0, Integer.MAX_VALUE),
        reader.real("accumulated weight"));
  }
}
