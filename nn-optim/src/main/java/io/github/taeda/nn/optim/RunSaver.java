package io.github.taeda.nn.optim;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.optim.rules.StatefulRule;
import io.github.taeda.nn.optim.rules.UpdateRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
    Optim optim = run.optim();
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    ModuleArray.byName(optim.module())
        .forEach((name, array) -> arrays.put("module." + name, array.value()));
    put(optim.rule().state(), "rule.", arrays);
    listeners.forEach((prefix, listener) -> put(listener.state(), prefix, arrays));
    if (run.state().accumulatedBatches() > 0) {
      arrays.put("gradient", optim.vector().gradients());
    }
    return new SavedRun(
        "this run",
        identity(run),
        run.stateToSave(),
        generators(run).stream().map(SplitMix::state).toList(),
        optim.module().parameters().stream()
            .filter(Parameter::isFrozen)
            .map(Parameter::name)
            .toList(),
        run.history().epochs(),
        arrays);
  }

  /**
   * Brings a run to where another was saved.
   *
   * @throws IllegalArgumentException if they do not fit; nothing has changed then
   */
  void restore(SavedRun saved, TrainingRun run) {
    Optim optim = run.optim();
    requireSameIdentity(saved.identity(), identity(run));
    List<SplitMix> generators = generators(run);
    requireFit(saved, run, generators.size());
    SavedArrays arrays = new SavedArrays(saved.arrays());
    List<ArrayCopy> copies = arrays.module(optim.module());
    if (saved.state().accumulatedBatches() > 0) {
      INDArray gradients = optim.vector().gradients();
      copies.add(new ArrayCopy(arrays.like("gradient", gradients), gradients));
    }
    List<Owner> owners = owners(arrays, run);
    arrays.requireNoMore();

    restore(owners);
    copies.forEach(ArrayCopy::run);
    freeze(saved.frozen(), optim.module());
    for (int i = 0; i < generators.size(); i++) {
      generators.get(i).restore(saved.generators().get(i));
    }
    run.restore(saved.state(), saved.epochs());
  }

  private static void put(
      Map<String, INDArray> state, String prefix, Map<String, INDArray> arrays) {
    state.forEach((name, array) -> arrays.put(prefix + name, array));
  }

  private static Map<String, String> identity(TrainingRun run) {
    Optim optim = run.optim();
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("module", optim.module().toString());
    identity.put("loss", optim.loss() + " " + optim.loss().reduction());
    identity.put("rule", text(optim.rule()));
    identity.put("examples", Integer.toString(run.examples()));
    identity.put("batch size", Integer.toString(run.sampler().batchSize()));
    identity.put("shuffled", Boolean.toString(run.sampler().random() != null));
    return identity;
  }

  /** Rules of the library with their constants; of custom ones only the kind. */
  private static String text(UpdateRule rule) {
    Class<?> kind = rule.getClass();
    if (kind.isHidden() || kind.isSynthetic()) {
      return "UpdateRule";
    }
    return kind.getPackage() == UpdateRule.class.getPackage()
        ? rule.toString()
        : kind.getSimpleName();
  }

  private static List<SplitMix> generators(TrainingRun run) {
    List<RandomGenerator> all = new ArrayList<>(run.optim().module().generators());
    RandomGenerator ofSampler = run.sampler().random();
    if (ofSampler != null) {
      all.add(ofSampler);
    }
    List<SplitMix> known = new ArrayList<>();
    for (RandomGenerator generator : all) {
      if (!(generator instanceof SplitMix mix)) {
        throw new IllegalStateException(
            "SGD: the state of a "
                + generator.getClass().getName()
                + " cannot be saved; give a SplitMix to shuffle(…) and to modules such as Dropout");
      }
      known.add(mix);
    }
    return known;
  }

  private static void requireSameIdentity(Map<String, String> saved, Map<String, String> expected) {
    expected.forEach(
        (name, text) -> {
          String was = saved.get(name);
          if (!text.equals(was)) {
            throw new IllegalArgumentException(
                was == null
                    ? "a saved run must say its \"" + name + "\", but does not"
                    : name.equals("module")
                        ? ModuleDifference.of(text, was)
                        : name + " must be \"" + text + "\" here, but was \"" + was + "\"");
          }
        });
  }

  private static void requireFit(SavedRun saved, TrainingRun run, int generators) {
    RunState state = saved.state();
    require(state.epoch() >= 1, "epoch must be at least 1, but was " + state.epoch());
    require(
        state.batch() >= 0 && state.batch() <= run.batches(),
        "batch must be in 0…" + run.batches() + ", but was " + state.batch());
    int epochs = saved.epochs().size();
    require( // after the last batch the epoch may or may not have been evaluated
        epochs == state.epoch() - 1 || (epochs == state.epoch() && state.batch() == run.batches()),
        "the history must have " + (state.epoch() - 1) + " epochs, but has " + epochs);
    require(
        saved.generators().size() == generators,
        "there must be the states of "
            + generators
            + " generators, but there are "
            + saved.generators().size());
    List<String> names = run.optim().module().parameters().stream().map(Parameter::name).toList();
    require(
        names.containsAll(saved.frozen()),
        "frozen must be parameters of " + names + ", but were " + saved.frozen());
  }

  private static void require(boolean fits, String problem) {
    if (!fits) {
      throw new IllegalArgumentException(problem);
    }
  }

  private List<Owner> owners(SavedArrays arrays, TrainingRun run) {
    Optim optim = run.optim();
    List<Owner> owners = new ArrayList<>();
    owners.add(
        new Owner(
            arrays.takeAll("rule."), optim.rule().state(), state -> restoreRule(optim, state)));
    listeners.forEach(
        (prefix, listener) ->
            owners.add(
                new Owner(
                    arrays.takeAll(prefix),
                    listener.state(),
                    state -> listener.restore(run, state))));
    return owners;
  }

  private static void restoreRule(Optim optim, Map<String, INDArray> state) {
    if (optim.rule() instanceof StatefulRule rule) {
      rule.requireFit(state, optim.vector().values());
    }
    optim.rule().restore(state);
  }

  /** Hands each owner its state; if one rejects it, those before get their own back. */
  private static void restore(List<Owner> owners) {
    int done = 0;
    try {
      for (; done < owners.size(); done++) {
        owners.get(done).restore.accept(owners.get(done).saved);
      }
    } catch (RuntimeException e) {
      owners.subList(0, done).forEach(owner -> owner.restore.accept(owner.present));
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static void freeze(List<String> frozen, Module module) {
    for (Parameter parameter : module.parameters()) {
      if (frozen.contains(parameter.name())) {
        parameter.freeze();
      } else {
        parameter.unfreeze();
      }
    }
  }

  /** The owner of a state: the saved one, its present one, and how it restores one. */
  private record Owner(
      Map<String, INDArray> saved,
      Map<String, INDArray> present,
      Consumer<Map<String, INDArray>> restore) {}
}
