package io.github.taeda.nn.optim;

import io.github.taeda.nn.Module;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Everything that a run is resumed from: its {@link RunState} and named arrays, with the few texts
 * that say which run it is.
 *
 * <p>{@link TrainingRun#save} and {@link CustomLoop#save} make one. The arrays are {@code module.…}
 * (parameters and buffers), {@code rule.…} and {@code listener.<kind>.<n>.…} (states), and {@code
 * gradient} if batches are accumulated.
 *
 * @param origin where it comes from, for messages
 * @param identity what must be equal in the run that resumes this one: module, loss, rule, number
 *     of examples, batch size, shuffling
 * @param state of the run
 * @param generators states of all generators of random numbers
 * @param frozen names of the frozen parameters
 * @param epochs completed epochs
 * @param arrays by name; of a running training, valid until it continues
 */
public record SavedRun(
    String origin,
    Map<String, String> identity,
    RunState state,
    List<Long> generators,
    List<String> frozen,
    List<History.Epoch> epochs,
    Map<String, INDArray> arrays) {

  /**
   * Copies the saved parameters and buffers into a module, or their {@link WeightAverage} if the
   * run had begun one: the weights that its epochs were evaluated with.
   *
   * @throws IllegalArgumentException if they do not fit; the module is then unchanged
   */
  public void copyInto(Module module) {
    SavedArrays saved = new SavedArrays(arrays);
    Map<String, INDArray> average = saved.takeAll("listener.WeightAverage.0.");
    List<ArrayCopy> present = saved.module("module.", module); // requires that it fits
    if (average.containsKey(AveragedArrays.VALUES)) {
      new AveragedArrays("WeightAverage", average).copyInto(module);
    } else {
      present.forEach(ArrayCopy::run);
    }
  }
}
