package io.github.taeda.reliability;

import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.TrainingRun;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.testing.Make;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;

/** A training with state everywhere: Adam, batch normalisation, dropout. Each made is the same. */
final class SmallRun {
  static final int BATCHES = 5; // 23 examples in batches of 5, the last one of 3

  final SplitMix random = new SplitMix(7);
  final Sequential net =
      new Sequential(
          new Linear(3, 16, random),
          new BatchNorm(16),
          new TanH(),
          new Dropout(0.2, random),
          new Linear(16, 1, random));
  final Optim optim = new Optim(net, new MSELoss(), new Adam(0.01));
  final SGD sgd = SGD.of(optim).batchSize(5).shuffle(random);

  SmallRun(int epochs) {
    sgd.epochs(epochs);
  }

  History fit() {
    return sgd.fit(examples());
  }

  /** Trains on from the newest checkpoint of a directory, or from the start. */
  History resume(Path directory) {
    return sgd.resume(Checkpoints.in(directory)).fit(examples());
  }

  /** Stops as soon as so many iterations are done, before any if they are. */
  SmallRun stopAt(long iterations) {
    sgd.listen(
        new Listener() {
          @Override
          public void started(TrainingRun training) {
            batchEnded(training);
          }

          @Override
          public void batchEnded(TrainingRun training) {
            if (training.optim().iterations() >= iterations) {
              training.stop("far enough");
            }
          }
        });
    return this;
  }

  /** Every value of the net, bit for bit. */
  List<String> bits() {
    return ModuleArray.of(net).stream()
        .map(array -> Arrays.toString(array.value().dup('c').ravel().toDoubleVector()))
        .toList();
  }

  private static Dataset examples() {
    SplittableRandom data = new SplittableRandom(1);
    return Dataset.of(
        Make.normal(data, 23, 3).castTo(DataType.FLOAT),
        Make.normal(data, 23, 1).castTo(DataType.FLOAT));
  }
}
