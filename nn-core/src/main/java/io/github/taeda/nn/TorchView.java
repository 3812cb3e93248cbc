package io.github.taeda.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * PyTorch's view of the modules of a type.
 *
 * @param arrays by their names here
 * @param counters the integers that only PyTorch keeps
 * @param suffixes of the children's arrays, if the children are one module there
 */
record TorchView(Map<String, TorchArray> arrays, Set<String> counters, List<String> suffixes) {
  static final TorchView NONE = new TorchView(Map.of(), Set.of(), List.of());

  TorchView with(String name, TorchArray array) {
    Map<String, TorchArray> added = new LinkedHashMap<>(arrays);
    added.put(name, array);
    return new TorchView(Collections.unmodifiableMap(added), counters, suffixes);
  }

  /** With arrays that are one there, in this order along its first axis. */
  TorchView withParts(String torchName, List<String> names, List<Integer> axes) {
    TorchView view = this;
    for (int part = 0; part < names.size(); part++) {
      TorchArray array = new TorchArray(torchName, axes, List.of(), part, names.size());
      view = view.with(names.get(part), array);
    }
    return view;
  }

  TorchView withCounter(String name) {
    Set<String> added = new LinkedHashSet<>(counters);
    added.add(name);
    return new TorchView(arrays, Collections.unmodifiableSet(added), suffixes);
  }

  TorchView withSuffixes(List<String> others) {
    return new TorchView(arrays, counters, others);
  }
}
