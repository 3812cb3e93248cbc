package io.github.taeda.nn;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The copies made in one {@link Module#copy()}: what was shared in the original is shared in the
 * copy.
 */
public final class CopyContext {
  private final IdentityHashMap<Module, Module> modules = new IdentityHashMap<>();
  private final Map<Parameter, Parameter> parameters = new HashMap<>();
  private final IdentityHashMap<Buffer, Buffer> states = new IdentityHashMap<>();

  CopyContext() {}

  /** The copy of a module, made at the first call. */
  public Module of(Module module) {
    Module known = modules.get(module);
    if (known != null) {
      return known;
    }
    Module copy = module.copyWith(this);
    copy.copyMode(module);
    modules.put(module, copy);
    return copy;
  }

  /** The copy of a parameter with its gradient, made at the first call; frozen if that one is. */
  public Parameter of(Parameter parameter) {
    return parameters.computeIfAbsent(parameter, Parameter::copy);
  }

  /** The copy of a state, made at the first call for its memory. */
  public Buffer of(Buffer state) {
    for (Map.Entry<Buffer, Buffer> known : states.entrySet()) {
      if (known.getKey().isSame(state)) {
        return known.getValue();
      }
    }
    Buffer copy = new Buffer(state.name(), state.value());
    states.put(state, copy);
    return copy;
  }
}
