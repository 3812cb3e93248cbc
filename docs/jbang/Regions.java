///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.github.taeda:taeda:0.1.0-SNAPSHOT
//DEPS io.github.taeda:taeda-cpu:0.1.0-SNAPSHOT
//DEPS org.slf4j:slf4j-nop:2.0.20

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.synthetic.Synthetic;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.losses.MultiMarginLoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.metrics.Accuracy;
import io.github.taeda.nn.optim.metrics.Evaluator;
import io.github.taeda.nn.optim.rules.Adam;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Two interleaved spirals, classified by a net, and its decision regions as text. */
class Regions {
  public static void main(String[] args) {
    RandomGenerator random = new SplittableRandom(1);
    Dataset spirals = Synthetic.spirals(300, 2, 0.02, random);
    Sequential net =
        new Sequential(
            new Linear(2, 64, random), new ReLU(), new Linear(64, 64, random), new ReLU(),
            new Linear(64, 2, random));
    Optim optim = new Optim(net, new MultiMarginLoss(1), new Adam(0.01));
    SGD.of(optim).batchSize(50).epochs(200).shuffle(random).fit(spirals);

    Accuracy accuracy = new Accuracy();
    Evaluator.of(net).evaluate(spirals, accuracy);
    for (double v = 1; v >= -1; v -= 0.1) {
      StringBuilder line = new StringBuilder();
      for (double u = -1; u <= 1; u += 0.05) {
        INDArray scores = net.evaluate().forward(NDArrays.of(new float[] {(float) u, (float) v}, 1, 2));
        line.append(scores.getDouble(0, 0) > scores.getDouble(0, 1) ? '#' : '.');
      }
      System.out.println(line);
    }
    System.out.printf(Locale.ROOT, "accuracy %.2f%n", accuracy.value());
  }
}
