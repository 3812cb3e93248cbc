package io.github.taeda.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.TranslateException;
import java.io.IOException;

/** An epoch of shuffled batches in DJL: its dataset of arrays, and {@link DjlTraining}. */
final class DjlEpoch implements Step {
  private final DjlTraining training;
  private final ArrayDataset data;

  DjlEpoch(Net net, double dropped) {
    training = new DjlTraining(net, dropped);
    NDArray input = training.net().channelsFirst(EpochData.input(net));
    NDArray target = training.net().array(EpochData.target());
    data =
        new ArrayDataset.Builder()
            .setData(input)
            .optLabels(target)
            .setSampling((int) net.batch(), true)
            .build();
  }

  @Override
  public double run() {
    double sum = 0;
    try {
      for (Batch batch : data.getData(training.net().manager())) {
        sum += training.run(batch.getData().head(), batch.getLabels().head());
        batch.close();
      }
    } catch (IOException | TranslateException e) {
      throw new IllegalStateException(e);
    }
    return sum;
  }

  @Override
  public void close() {
    training.close();
  }
}
