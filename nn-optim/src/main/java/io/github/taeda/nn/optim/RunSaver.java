package io.github.taeda.nn.optim;

import io.github.taeda.nn.SplitMix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Saves a run and restores it; all is checked before anything changes. */
final class RunSaver {
  private final Map<String, Listener> listeners = new LinkedHashMap<>(); // by prefix of their state

  /** Creates a saver of runs with these listeners, whose states are numbered by kind. */
  RunSaver(List<Listener> listeners) {
    for (Listener listener : listeners) {
      String kind = "listener." + listener.getClass().getSimpleName() + ".";
      int index = 0;
      while (this.listeners.containsKey(kind + index + ".")) {
        index++;
      }
      this.listeners.put(kind + index + ".", listener);
    }
  }

  /**
   * The run as it is now.
   *
   * @throws IllegalStateException if the state of a generator cannot be saved
   * @throws IllegalArgumentException if two arrays of the module have one name
   */
  SavedRun save(TrainingRun run) {
    OptimSaver optim = new OptimSaver("", run.optim());
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    optim.putArrays(arrays);
    listeners.forEach(
        (prefix, listener) ->
            listener.state().forEach((name, array) -> arrays.put(prefix + name, array)));
    return new SavedRun(
        "this run",
        identity(optim, run),
        run.stateToSave(),
        generators(run).stream().map(SplitMix::state).toList(),
        optim.frozen(),
        run.history().epochs(),
        arrays);
  }

  /**
   * Brings a run to where another was saved.
   *
   * @throws IllegalArgumentException if they do not fit; nothing has changed then
   */
  void restore(SavedRun saved, TrainingRun run) {
    OptimSaver optim = new OptimSaver("", run.optim());
    OptimSaver.requireSameIdentity(saved.identity(), identity(optim, run));
    List<SplitMix> generators = generators(run);
    requireProgress(saved, run);
    OptimSaver.requireGenerators(saved, generators.size());
    OptimSaver.requireFrozen(saved, optim.parameterNames());
    SavedArrays arrays = new SavedArrays(saved.arrays());
    List<ArrayCopy> copies = optim.copies(arrays, saved.state().accumulatedBatches() > 0);
    List<StateOwner> owners = new ArrayList<>(List.of(optim.rule(arrays)));
    listeners.forEach(
        (prefix, listener) ->
            owners.add(
                new StateOwner(
                    arrays.takeAll(prefix),
                    listener.state(),
                    state -> listener.restore(run, state))));
    arrays.requireNoMore();

    StateOwner.restore(owners);
    copies.forEach(ArrayCopy::run);
    optim.freeze(saved.frozen());
    OptimSaver.restoreGenerators(saved, generators);
    run.restore(saved.state(), saved.epochs());
  }

  private static Map<String, String> identity(OptimSaver optim, TrainingRun run) {
    Map<String, String> identity = new LinkedHashMap<>();
    optim.putIdentity(identity);
    identity.put("examples", Integer.toString(run.examples()));
    identity.put("batch size", Integer.toString(run.sampler().batchSize()));
    identity.put("shuffled", Boolean.toString(run.sampler().random() != null));
    return identity;
  }

  private static List<SplitMix> generators(TrainingRun run) {
    List<RandomGenerator> all = new ArrayList<>(run.optim().module().generators());
    RandomGenerator ofSampler = run.sampler().random();
    if (ofSampler != null) {
      all.add(ofSampler);
    }
    return OptimSaver.known(all);
  }

  private static void requireProgress(SavedRun saved, TrainingRun run) {
    RunState state = saved.state();
    OptimSaver.require(state.epoch() >= 1, "epoch must be at least 1, but was " + state.epoch());
    OptimSaver.require(
        state.batch() >= 0 && state.batch() <= run.batches(),
        "batch must be in 0…" + run.batches() + ", but was " + state.batch());
    int epochs = saved.epochs().size();
    OptimSaver.require( // after the last batch the epoch may or may not have been evaluated
        epochs == state.epoch() - 1 || (epochs == state.epoch() && state.batch() == run.batches()),
        "the history must have " + (state.epoch() - 1) + " epochs, but has " + epochs);
  }
}
