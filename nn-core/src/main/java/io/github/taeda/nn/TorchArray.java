package io.github.taeda.nn;

import java.util.List;

/**
 * An array of a module as PyTorch has it.
 *
 * @param name its name there
 * @param axes of the array here, in the order that they have there; none for the same order
 * @param addends names of further arrays there that make the one here when added to it
 * @param part which part of the one there it is, along its first axis
 * @param parts how many parts that has
 */
public record TorchArray(
    String name, List<Integer> axes, List<String> addends, int part, int parts) {

  static TorchArray of(String name, List<Integer> axes) {
    return new TorchArray(name, axes, List.of(), 0, 1);
  }
}
