package io.github.taeda.benchmarks;

import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.rules.Adam;

/** An epoch of shuffled batches in Taeda: {@code SGD.of(optim).fit(data)}. */
final class TaedaEpoch implements Step {
  private final SGD sgd;
  private final Dataset data;

  TaedaEpoch(Net net, double dropped) {
    data =
        Dataset.of(
            TaedaModules.array(EpochData.input(net)), TaedaModules.array(EpochData.target()));
    Optim optim =
        new Optim(
            TaedaModules.module(net, dropped),
            TaedaModules.loss(net.loss()),
            new Adam(net.learningRate()));
    sgd = SGD.of(optim).batchSize((int) net.batch());
  }

  @Override
  public double run() {
    double[] losses = sgd.fit(data).losses();
    return losses[losses.length - 1];
  }
}
