package io.github.taeda.nn.optim;

import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import io.github.taeda.nn.optim.metrics.MeanAbsoluteError;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.schedules.Schedule;
import io.github.taeda.nn.testing.Make;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A training with everything that a checkpoint must keep: Adam, a schedule, batch normalisation,
 * dropout, shuffling, validation and early stopping. Each one made is the same.
 */
public final class Run {
  public static final int BATCHES = 5; // 23 examples in batches of 5, the last one of 3

  public final SplitMix random = new SplitMix(7);
  public final Sequential net =
      new Sequential(
          new Linear(3, 8, random),
          new BatchNorm(8),
          new TanH(),
          new Dropout(0.2, random),
          new Linear(8, 1, random));
  public final Optim optim;
  final EarlyStopping early = new EarlyStopping(1_000_000); // a fast machine does not get there
  public final SGD sgd;
  private final Dataset train;

  public Run(int epochs) {
    this(epochs, 1);
  }

  public Run(int epochs, int accumulated) {
    SplittableRandom data = new SplittableRandom(1);
    train = examples(data, 23);
    optim =
        new Optim(net, new MSELoss(), new Adam(0.05))
            .schedule(Schedule.cosine(60).warmUp(3))
            .accumulate(accumulated);
    sgd =
        SGD.of(optim)
            .batchSize(5)
            .epochs(epochs)
            .shuffle(random)
            .schedule(Schedule.exponential(0.9))
            .validate(examples(data, 9))
            .metrics(new MeanAbsoluteError())
            .listen(early);
  }

  public History fit() {
    return sgd.fit(train);
  }

  /** Brings everything to where a run was saved, without training. */
  public void restore(SavedRun saved) {
    BatchSampler sampler = new BatchSampler(random, train.size(), 5, false);
    RunSaver saver = new RunSaver(List.of(early));
    saver.restore(saved, new TrainingRun(optim, sampler, 2, Set.of("loss"), saver::save));
  }

  /** Trains on, from a saved run. */
  public History resume(RunSource source) {
    return sgd.resume(source).fit(train);
  }

  /** Trains on, from a checkpoint or a directory of them. */
  public History resume(Path path) {
    return resume(
        path.toString().endsWith(".safetensors") ? Checkpoints.file(path) : Checkpoints.in(path));
  }

  /** All numbers that training changes, bit by bit. */
  public List<String> bits() {
    List<String> bits = new ArrayList<>(netBits());
    optim.rule().state().values().forEach(array -> bits.add(text(array)));
    early.state().values().forEach(array -> bits.add(text(array)));
    bits.add(random.toString());
    return bits;
  }

  /** Those of the net. */
  public List<String> netBits() {
    return ModuleArray.of(net).stream().map(array -> text(array.value())).toList();
  }

  private static String text(INDArray array) {
    return Arrays.toString(array.dup('c').ravel().toDoubleVector());
  }

  private static Dataset examples(SplittableRandom random, int count) {
    return Dataset.of(
        Make.normal(random, count, 3).castTo(DataType.FLOAT),
        Make.normal(random, count, 1).castTo(DataType.FLOAT));
  }
}
