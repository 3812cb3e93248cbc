package io.github.taeda.nn.optim;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The owner of a state: the saved one, its present one, and how it restores one. */
record StateOwner(
    Map<String, INDArray> saved,
    Map<String, INDArray> present,
    Consumer<Map<String, INDArray>> restore) {

  /** Hands each owner its state; if one rejects it, those before get their own back. */
  static void restore(List<StateOwner> owners) {
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
}
