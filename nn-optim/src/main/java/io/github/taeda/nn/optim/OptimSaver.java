package io.github.taeda.nn.optim;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.optim.rules.StatefulRule;
import io.github.taeda.nn.optim.rules.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Saves what an {@link Optim} changes, and restores it: module, rule, accumulated gradients.
 *
 * @param prefix of all names, empty if there is one {@code Optim} only
 */
record OptimSaver(String prefix, Optim optim) {

  /** Adds what must be equal in the run that resumes this one. */
  void putIdentity(Map<String, String> identity) {
    identity.put(prefix + "module", optim.module().toString());
    identity.put(prefix + "loss", optim.loss() + " " + optim.loss().reduction());
    identity.put(prefix + "rule", text(optim.rule()));
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

  static void requireSameIdentity(Map<String, String> saved, Map<String, String> expected) {
    expected.forEach(
        (name, text) -> {
          String was = saved.get(name);
          if (was == null) {
            throw new IllegalArgumentException(
                "a saved run must say its \"" + name + "\", but does not");
          }
          if (!text.equals(was)) {
            throw new IllegalArgumentException(
                name.endsWith("module")
                    ? ModuleDifference.of(text, was)
                    : name + " must be \"" + text + "\" here, but was \"" + was + "\"");
          }
        });
  }

  void putArrays(Map<String, INDArray> arrays) {
    ModuleArray.byName(optim.module())
        .forEach((name, array) -> arrays.put(prefix + "module." + name, array.value()));
    optim.rule().state().forEach((name, array) -> arrays.put(prefix + "rule." + name, array));
    if (optim.state().accumulatedBatches() > 0) {
      arrays.put(prefix + "gradient", optim.vector().gradients());
    }
  }

  /** From the saved arrays to each of the module, and to the gradients if there are any. */
  List<ArrayCopy> copies(SavedArrays arrays, boolean withGradients) {
    List<ArrayCopy> copies = arrays.module(prefix + "module.", optim.module());
    if (withGradients) {
      INDArray gradients = optim.vector().gradients();
      copies.add(new ArrayCopy(arrays.like(prefix + "gradient", gradients), gradients));
    }
    return copies;
  }

  /** The state of the rule. */
  StateOwner rule(SavedArrays arrays) {
    return new StateOwner(
        arrays.takeAll(prefix + "rule."), optim.rule().state(), this::restoreRule);
  }

  private void restoreRule(Map<String, INDArray> state) {
    if (optim.rule() instanceof StatefulRule rule) {
      rule.requireFit(state, optim.vector().values());
    }
    optim.rule().restore(state);
  }

  List<String> frozen() {
    return parameters().stream()
        .filter(Parameter::isFrozen)
        .map(parameter -> prefix + parameter.name())
        .toList();
  }

  List<String> parameterNames() {
    return parameters().stream().map(parameter -> prefix + parameter.name()).toList();
  }

  void freeze(List<String> frozen) {
    for (Parameter parameter : parameters()) {
      if (frozen.contains(prefix + parameter.name())) {
        parameter.freeze();
      } else {
        parameter.unfreeze();
      }
    }
  }

  private List<Parameter> parameters() {
    Module module = optim.module();
    return module.parameters();
  }

  /** Requires generators whose states can be saved. */
  static List<SplitMix> known(List<RandomGenerator> generators) {
    List<SplitMix> known = new ArrayList<>();
    for (RandomGenerator generator : generators) {
      if (!(generator instanceof SplitMix mix)) {
        throw new IllegalStateException(
            "the state of a "
                + generator.getClass().getName()
                + " cannot be saved: shuffle, and let modules such as Dropout draw, by a SplitMix");
      }
      known.add(mix);
    }
    return known;
  }

  static void require(boolean fits, String problem) {
    if (!fits) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** Requires the states of as many generators as there are. */
  static void requireGenerators(SavedRun saved, int generators) {
    require(
        saved.generators().size() == generators,
        "there must be the states of "
            + generators
            + " generators, but there are "
            + saved.generators().size());
  }

  static void restoreGenerators(SavedRun saved, List<SplitMix> generators) {
    for (int i = 0; i < generators.size(); i++) {
      generators.get(i).restore(saved.generators().get(i));
    }
  }

  static void requireFrozen(SavedRun saved, List<String> names) {
    require(
        names.containsAll(saved.frozen()),
        "frozen must be parameters of " + names + ", but were " + saved.frozen());
  }
}
