///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.github.taeda:taeda:0.1.0-SNAPSHOT
//DEPS io.github.taeda:taeda-cpu:0.1.0-SNAPSHOT
//DEPS org.slf4j:slf4j-nop:2.0.20

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.Conv1D;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.rules.Adam;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A seasonal series with a trend, forecast by a convolution, beside the value a season ago. */
class Series {
  static final int SEASON = 12;
  static final int CONTEXT = 24; // steps that the net sees

  public static void main(String[] args) {
    RandomGenerator random = new SplittableRandom(1);
    double[] series = new double[400];
    for (int i = 0; i < series.length; i++) {
      series[i] =
          Math.sin(2 * Math.PI * i / SEASON) + 0.01 * i + 0.1 * random.nextGaussian();
    }
    Sequential net =
        new Sequential(
            new Conv1D(5, 1, 8, 1, random), // [batch, CONTEXT - 4, 8]
            new ReLU(),
            new Flatten(),
            new Linear((CONTEXT - 4) * 8, 1, random)); // [batch, 1]
    Optim optim = new Optim(net, new MSELoss(), new Adam(0.003));
    SGD.of(optim).batchSize(20).epochs(100).shuffle(random).fit(windows(series, 0, 300));

    Batch test = windows(series, 300, 400).batch(IntStream.range(0, 100 - CONTEXT).toArray());
    INDArray forecast = net.evaluate().forward(test.input());
    INDArray seasonAgo = NDArrays.reshaped(test.input(), 100 - CONTEXT, CONTEXT).getColumn(CONTEXT - SEASON);
    System.out.printf(
        Locale.ROOT,
        "RMSE of the next value: net %.2f, a season ago %.2f; the noise alone has 0.10%n",
        rmse(forecast, test.target()),
        rmse(seasonAgo, test.target()));
  }

  /** Each window of CONTEXT steps, less its last value, and the step after it. */
  static Dataset windows(double[] series, int from, int to) {
    int count = to - from - CONTEXT;
    double[] inputs = new double[count * CONTEXT];
    double[] targets = new double[count];
    for (int i = 0; i < count; i++) {
      double last = series[from + i + CONTEXT - 1];
      for (int j = 0; j < CONTEXT; j++) {
        inputs[CONTEXT * i + j] = series[from + i + j] - last;
      }
      targets[i] = series[from + i + CONTEXT] - last;
    }
    return Dataset.of(
        NDArrays.of(inputs, count, CONTEXT, 1).castTo(DataType.FLOAT),
        NDArrays.of(targets, count, 1).castTo(DataType.FLOAT));
  }

  static double rmse(INDArray forecast, INDArray target) {
    double[] a = forecast.ravel().toDoubleVector();
    double[] b = target.ravel().toDoubleVector();
    return Math.sqrt(
        IntStream.range(0, a.length).mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i])).sum()
            / a.length);
  }
}
