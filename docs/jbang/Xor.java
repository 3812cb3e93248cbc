///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.github.taeda:taeda:0.1.0-SNAPSHOT
//DEPS io.github.taeda:taeda-cpu:0.1.0-SNAPSHOT
//DEPS org.slf4j:slf4j-nop:2.0.20

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.MSELoss;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** XOR, the smallest task that needs a hidden layer, by a training loop of your own. */
class Xor {
  public static void main(String[] args) {
    RandomGenerator random = new SplittableRandom(1);
    INDArray x = Nd4j.create(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}); // [batch, 2]
    INDArray y = Nd4j.create(new float[][] {{0}, {1}, {1}, {0}}); // [batch, 1]
    Sequential net = new Sequential(new Linear(2, 8, random), new TanH(), new Linear(8, 1, random));
    Loss loss = new MSELoss();
    for (int i = 0; i < 1000; i++) {
      net.zeroGradient();
      INDArray prediction = net.forward(x);
      INDArray delta = loss.backward(y, prediction); // ∂loss / ∂prediction
      net.backwardUpdateGradient(x, delta); // gradient += …, for every parameter
      net.updateParameters(0.1); // value −= 0.1 · gradient
    }
    INDArray learnt = net.evaluate().forward(x);
    for (int i = 0; i < 4; i++) {
      System.out.printf(
          Locale.ROOT,
          "%.0f xor %.0f = %.2f%n",
          x.getDouble(i, 0),
          x.getDouble(i, 1),
          learnt.getDouble(i));
    }
  }
}
