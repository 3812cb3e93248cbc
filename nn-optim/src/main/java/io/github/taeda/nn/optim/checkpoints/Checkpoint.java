package io.github.taeda.nn.optim.checkpoints;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.io.SafeTensors;
import io.github.taeda.nn.ops.Slices;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.Snapshot;
import io.github.taeda.nn.optim.TrainingRun;
import io.github.taeda.nn.optim.UpdateState;
import io.github.taeda.nn.optim.rules.StatefulRule;
import io.github.taeda.nn.optim.rules.UpdateRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One checkpoint: the whole state of a run in one safetensors file.
 *
 * <p>Its arrays are {@code module.…} (parameters and state), {@code rule.…} and {@code
 * listener.<kind>.<n>.…} (what those remember), {@code gradient} if batches have been accumulated,
 * and {@code history}. How far the run is, and where its generators stand, are texts.
 */
final class Checkpoint {
  private static final String FORMAT = "taeda.checkpoint";
  private static final String VERSION = "1";

  private Checkpoint() {}

  static void write(Path file, TrainingRun training) throws IOException {
    Optim optim = training.optim();
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    Snapshot.arraysOf(optim.module())
        .forEach((name, array) -> tensors.put("module." + name, array));
    optim.rule().state().forEach((name, array) -> tensors.put("rule." + name, array));
    listeners(training)
        .forEach(
            (prefix, listener) ->
                listener.state().forEach((name, array) -> tensors.put(prefix + name, array)));
    if (optim.progress().batches() > 0) {
      tensors.put("gradient", optim.vector().gradients());
    }
    Map<String, String> texts = texts(training);
    HistoryTable.write(training.history().epochs(), tensors, texts);
    SafeTensors.write(file, tensors, texts);
  }

  /** Brings a run to where the file was written; all is checked before anything changes. */
  static void read(Path file, TrainingRun training) throws IOException {
    CheckpointReader fields = open(file);
    Optim optim = training.optim();
    Map<String, String> texts = texts(training);
    for (String name : List.of("module", "loss", "rule", "examples", "batch size", "shuffled")) {
      fields.requireText(name, texts.getOrDefault(name, ""));
    }
    List<Copy> copies = copies(fields, optim.module());
    List<SplitMix> generators = generators(training);
    long[] states = fields.numbers("generators", generators.size());
    UpdateState progress =
        new UpdateState(
            fields.number("iterations", 0, Long.MAX_VALUE),
            (int) fields.number("accumulated batches", 0, Integer.MAX_VALUE),
            fields.real("accumulated weight"));
    if (progress.batches() > 0) {
      INDArray gradients = optim.vector().gradients();
      copies.add(new Copy(fields.like("gradient", gradients), gradients));
    }
    long before = fields.number("order", Long.MIN_VALUE, Long.MAX_VALUE);
    TrainingRun.Position position = position(fields, training);

    List<Owner> owners = new ArrayList<>();
    owners.add(
        new Owner(fields.takeAll("rule."), optim.rule().state(), state -> restore(optim, state)));
    listeners(training)
        .forEach(
            (prefix, listener) ->
                owners.add(
                    new Owner(
                        fields.takeAll(prefix),
                        listener.state(),
                        state -> listener.restore(training, state))));
    fields.requireNoMore();
    Set<String> frozen = frozen(fields, optim.module());
    restore(owners, fields);
    copies.forEach(Copy::run);
    for (Parameter parameter : optim.module().parameters()) {
      if (frozen.contains(parameter.name())) {
        parameter.freeze();
      } else {
        parameter.unfreeze();
      }
    }
    for (int i = 0; i < states.length; i++) {
      generators.get(i).restore(states[i]);
    }
    optim.restore(progress);
    training.order().before(before);
    training.restore(position);
  }

  /** Takes the numbers of a module alone. */
  static void readModule(Path file, Module module) throws IOException {
    copies(open(file), module).forEach(Copy::run);
  }

  /**
   * All generators of a run.
   *
   * @throws IllegalStateException if the state of one cannot be kept
   */
  static List<SplitMix> generators(TrainingRun training) {
    List<RandomGenerator> all = new ArrayList<>(training.optim().module().generators());
    if (training.order().random() != null) {
      all.add(training.order().random());
    }
    List<SplitMix> known = new ArrayList<>();
    for (RandomGenerator generator : all) {
      if (!(generator instanceof SplitMix mix)) {
        throw new IllegalStateException(
            "Checkpoints: the state of a "
                + generator.getClass().getName()
                + " cannot be kept; give a SplitMix to shuffle(…) and to modules such as Dropout");
      }
      known.add(mix);
    }
    return known;
  }

  private static CheckpointReader open(Path file) throws IOException {
    CheckpointReader fields = new CheckpointReader(file, SafeTensors.read(file));
    fields.requireText(FORMAT, VERSION);
    return fields;
  }

  private static Map<String, String> texts(TrainingRun training) {
    Optim optim = training.optim();
    TrainingRun.Position position = training.position();
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(FORMAT, VERSION);
    texts.put("module", optim.module().toString());
    texts.put("loss", optim.loss() + " " + optim.loss().reduction());
    texts.put("rule", text(optim.rule()));
    texts.put("examples", Integer.toString(training.examples()));
    texts.put("batch size", Integer.toString(training.order().batchSize()));
    texts.put("shuffled", Boolean.toString(training.order().random() != null));
    texts.put("frozen", String.join("\n", frozen(optim.module())));
    texts.put("epoch", Integer.toString(position.epoch()));
    texts.put("batch", Integer.toString(position.batch()));
    texts.put("weight", Double.toString(position.weight()));
    texts.put("total", Double.toString(position.total()));
    texts.put("iterations", Long.toString(optim.progress().iterations()));
    texts.put("accumulated batches", Integer.toString(optim.progress().batches()));
    texts.put("accumulated weight", Double.toString(optim.progress().weight()));
    texts.put("order", Long.toString(training.order().before()));
    List<String> states = generators(training).stream().map(g -> Long.toString(g.state())).toList();
    texts.put("generators", String.join(" ", states));
    return texts;
  }

  /** Rules of the library with their constants; of one's own, only the kind. */
  private static String text(UpdateRule rule) {
    Class<?> kind = rule.getClass();
    if (kind.isHidden() || kind.isSynthetic()) {
      return "UpdateRule";
    }
    return kind.getPackage() == StatefulRule.class.getPackage()
        ? rule.toString()
        : kind.getSimpleName();
  }

  private static List<String> frozen(Module module) {
    return module.parameters().stream().filter(Parameter::isFrozen).map(Parameter::name).toList();
  }

  private static Set<String> frozen(CheckpointReader fields, Module module) throws IOException {
    String text = fields.text("frozen");
    Set<String> frozen = text.isEmpty() ? Set.of() : Set.copyOf(List.of(text.split("\n", -1)));
    List<String> names = module.parameters().stream().map(Parameter::name).toList();
    if (!names.containsAll(frozen)) {
      throw fields.error("frozen must be parameters of " + names + ", but were " + frozen);
    }
    return frozen;
  }

  private static TrainingRun.Position position(CheckpointReader fields, TrainingRun training)
      throws IOException {
    int batch = (int) fields.number("batch", 1, training.batches());
    int epoch = (int) fields.number("epoch", 1, Integer.MAX_VALUE);
    List<History.Epoch> epochs =
        HistoryTable.read(fields, batch == training.batches() ? epoch : epoch - 1);
    return new TrainingRun.Position(
        epoch, batch, fields.real("total"), fields.real("weight"), epochs);
  }

  /** From the file to each array of the module. */
  private static List<Copy> copies(CheckpointReader fields, Module module) throws IOException {
    List<Copy> copies = new ArrayList<>();
    for (Map.Entry<String, INDArray> array : Snapshot.arraysOf(module).entrySet()) {
      INDArray from = fields.like("module." + array.getKey(), array.getValue());
      copies.add(new Copy(from, array.getValue()));
    }
    return copies;
  }

  /** Hands each owner its state; if one refuses it, those before get back what they had. */
  private static void restore(List<Owner> owners, CheckpointReader fields) throws IOException {
    int done = 0;
    try {
      for (; done < owners.size(); done++) {
        owners.get(done).restore.accept(owners.get(done).saved);
      }
    } catch (RuntimeException e) {
      owners.subList(0, done).forEach(owner -> owner.restore.accept(owner.present));
      throw fields.error(String.valueOf(e.getMessage()));
    }
  }

  private static void restore(Optim optim, Map<String, INDArray> state) {
    if (optim.rule() instanceof StatefulRule rule) {
      rule.requireFit(state, optim.vector().values());
    }
    optim.rule().restore(state);
  }

  /** The listeners by the prefix of their arrays: their kind, and their place among those. */
  private static Map<String, Listener> listeners(TrainingRun training) {
    Map<String, Listener> listeners = new LinkedHashMap<>();
    for (Listener listener : training.listeners().all()) {
      String kind = "listener." + listener.getClass().getSimpleName() + ".";
      int place = 0;
      while (listeners.containsKey(kind + place + ".")) {
        place++;
      }
      listeners.put(kind + place + ".", listener);
    }
    return listeners;
  }

  private record Copy(INDArray from, INDArray to) {
    void run() {
      Slices.copy(from, to);
    }
  }

  /** Who keeps a state: what the file has for it, what it has now, and how it takes it over. */
  private record Owner(
      Map<String, INDArray> saved,
      Map<String, INDArray> present,
      Consumer<Map<String, INDArray>> restore) {}
}
