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
 */
record TensorMatches(
    Map<TensorBinding, INDArray> filled, List<String> missing, List<String> unexpected) {

  /** Looks for the array of every binding; one that does not fit is an error. */
  static TensorMatches of(Path path, TensorBindings bindings, Map<String, INDArray> tensors)
      throws FileFormatException {
    Map<String, INDArray> rest = new LinkedHashMap<>(tensors);
    rest.keySet().removeAll(bindings.counters());
    Map<TensorBinding, INDArray> filled = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, TensorBinding> binding : bindings.byFileName().entrySet()) {
      INDArray tensor = rest.remove(binding.getKey());
      if (tensor == null) {
        missing.add(binding.getKey());
      } else {
        binding.getValue().requireFits(path, tensor);
        filled.put(binding.getValue(), tensor);
      }
    }
    return new TensorMatches(filled, missing, List.copyOf(rest.keySet()));
  }
}
