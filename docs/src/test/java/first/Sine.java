package first;

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.rules.Adam;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

public final class Sine {
  public static void main(String[] args) {
    RandomGenerator random = new SplittableRandom(1);
    float[][] x = new float[1000][1];
    float[][] y = new float[1000][1];
    for (int i = 0; i < 1000; i++) {
      x[i][0] = (float) random.nextDouble(-3, 3);
      y[i][0] = (float) Math.sin(x[i][0]);
    }
    Dataset data = Dataset.of(Nd4j.create(x), Nd4j.create(y)); // row i of both is example i

    Sequential net =
        new Sequential(new Linear(1, 32, random), new TanH(), new Linear(32, 1, random));
    Optim optim = new Optim(net, new MSELoss(), new Adam(0.003));
    History history = SGD.of(optim).batchSize(50).epochs(30).shuffle(random).fit(data);

    double[] losses = history.losses(); // one per epoch
    System.out.printf(Locale.ROOT, "loss %.4f, after 30 epochs %.4f%n", losses[0], losses[29]);
    INDArray output = net.evaluate().forward(Nd4j.create(new float[][] {{1}}));
    System.out.printf(
        Locale.ROOT, "sin 1 = %.2f, the net says %.2f%n", Math.sin(1), output.getDouble(0, 0));
  }
}
