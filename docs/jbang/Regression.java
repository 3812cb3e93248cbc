///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.github.taeda:taeda:0.1.0-SNAPSHOT
//DEPS io.github.taeda:taeda-cpu:0.1.0-SNAPSHOT
//DEPS org.slf4j:slf4j-nop:2.0.20

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.rules.Adam;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A noisy sine: a line cannot follow it, a small net can. */
class Regression {
  public static void main(String[] args) {
    RandomGenerator random = new SplittableRandom(1);
    float[] x = new float[200];
    float[] y = new float[200];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextDouble(-3, 3);
      y[i] = (float) (Math.sin(2 * x[i]) + 0.1 * random.nextGaussian());
    }
    Dataset data = Dataset.of(NDArrays.of(x, 200, 1), NDArrays.of(y, 200, 1));
    train("line", new Linear(1, 1, random), data, random);
    train(
        "net",
        new Sequential(new Linear(1, 32, random), new TanH(), new Linear(32, 1, random)),
        data,
        random);
  }

  static void train(String name, Module net, Dataset data, RandomGenerator random) {
    Optim optim = new Optim(net, new MSELoss(), new Adam(0.02));
    double[] losses =
        SGD.of(optim).batchSize(20).epochs(200).shuffle(random).fit(data).losses();
    System.out.printf(
        Locale.ROOT, "%s: RMSE %.2f; the noise alone has 0.10%n", name, Math.sqrt(losses[199]));
  }
}
