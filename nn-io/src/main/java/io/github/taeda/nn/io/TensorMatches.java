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
    for (TensorBinding binding : bindings.all()) {
      String name = binding.fileName();
      INDArray tensor = content.tensors().get(name);
      rest.remove(name);
      if (tensor != null) {
        binding.requireFits(path, name, tensor);
        filled.put(binding, sum(path, binding, binding.part(tensor), rest, missing));
      } else if (skipped.containsKey(name)) {
        throw binding.skipped(path, skipped.get(name));
      } else if (!missing.contains(name)) { // all parts of an array have its name
        missing.add(name);
      }
    }
    return new TensorMatches(
        filled, missing, List.copyOf(rest.keySet()), List.copyOf(skipped.keySet()));
  }

  /**
   * A tensor, with the others added that make it the module's array; takes them out of the rest.
   */
  private static INDArray sum(
      Path path,
      TensorBinding binding,
      INDArray tensor,
      Map<String, INDArray> rest,
      List<String> missing)
      throws FileFormatException {
    INDArray sum = tensor;
    for (String name : binding.addends()) {
      INDArray addend = rest.remove(name);
      if (addend == null) {
        missing.add(name);
      } else {
        binding.requireFits(path, name, addend);
        sum = sum.add(addend.castTo(sum.dataType()));
      }
    }
    return sum;
  }
}
