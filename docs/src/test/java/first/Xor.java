package first;

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.Summary;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.Optim;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

public final class Xor {
  public static void main(String[] args) {
    RandomGenerator random = new SplittableRandom(1);
    INDArray input = Nd4j.create(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}); // [batch, 2]
    INDArray target = Nd4j.create(new float[][] {{0}, {1}, {1}, {0}}); // [batch, 1]

    Sequential net = new Sequential(new Linear(2, 8, random), new TanH(), new Linear(8, 1, random));
    System.out.println(Summary.of(net, 4, 2));

    Optim optim = new Optim(net, new MSELoss(), 0.1);
    for (int i = 0; i <= 800; i++) {
      double loss = optim.step(input, target);
      if (i % 200 == 0) {
        System.out.printf(Locale.ROOT, "iteration %3d  loss %.3f%n", i, loss);
      }
    }

    INDArray output = net.evaluate().forward(input); // [batch, 1]
    for (int row = 0; row < 4; row++) {
      System.out.printf(
          Locale.ROOT,
          "%.0f xor %.0f = %.2f%n",
          input.getDouble(row, 0),
          input.getDouble(row, 1),
          output.getDouble(row, 0));
    }
  }
}
