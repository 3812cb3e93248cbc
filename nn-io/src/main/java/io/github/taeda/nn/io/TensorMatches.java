package io.github.taeda.nn.io;

import io.github.taeda.nn.files.FileFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arrays of a file beside the parameters and buffers of a module.
 *
 * @param filled the bindings that have an array, which fits
 * @param missing the file names of those that have none
 * @param unexpected the names of the arrays without a binding
 * @param skipped the names of the tensors that were not read, without a binding
 */
record TensorMatches(
    Map<TensorBinding, INDArray> filled,
    List<String> missing,
    List<String> unexpected,
    List<String> skipped) {

  /** Looks for the array of every binding; one that does not fit is an error. */
  static TensorMatches of(Path path, TensorBindings bindings, SafeTensors content)
      throws FileFormatException {
    Map<String, INDArray> rest = new LinkedHashMap<>(content.tensors());
    Map<String, String> skipped = new LinkedHashMap<>(content.skipped());
    rest.keySet().removeAll(bindings.counters());
    skipped.keySet().removeAll(bindings.counters());
    Map<TensorBinding, INDArray> filled = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, TensorBinding> entry : bindings.byFileName().entrySet()) {
      String name = entry.getKey();
      TensorBinding binding = entry.getValue();
      INDArray tensor = rest.remove(name);
      if (tensor != null) {
        binding.requireFits(path, tensor);
        filled.put(binding, tensor);
      } else if (skipped.containsKey(name)) {
        throw binding.skipped(path, skipped.get(name));
      } else {
        missing.add(name);
      }
    }
    return new TensorMatches(
        filled, missing, List.copyOf(rest.keySet()), List.copyOf(skipped.keySet()));
  }
}
