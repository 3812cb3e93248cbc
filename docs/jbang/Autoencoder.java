///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.github.taeda:taeda:0.1.0-SNAPSHOT
//DEPS io.github.taeda:taeda-cpu:0.1.0-SNAPSHOT
//DEPS org.slf4j:slf4j-nop:2.0.20

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.synthetic.SyntheticDigits;
import io.github.taeda.nn.data.transforms.InputsAsTargets;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.Sigmoid;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.rules.Adam;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Digits compressed to 16 values and reconstructed. */
class Autoencoder {
  public static void main(String[] args) {
    RandomGenerator random = new SplittableRandom(1);
    ImageDataset images = SyntheticDigits.images(2000, random).flat(); // [batch, 784]
    Sequential encoder =
        new Sequential(new Linear(784, 128, random), new TanH(), new Linear(128, 16, random));
    Sequential decoder =
        new Sequential(
            new Linear(16, 128, random), new TanH(), new Linear(128, 784, random), new Sigmoid());
    Sequential net = new Sequential(encoder, decoder);
    Optim optim = new Optim(net, new MSELoss(), new Adam(0.002));
    double[] losses =
        SGD.of(optim)
            .batchSize(50)
            .epochs(10)
            .shuffle(random)
            .fit(InputsAsTargets.of(images))
            .losses();
    System.out.printf(
        Locale.ROOT,
        "squared error per image: %.1f after the first epoch, %.1f after the last%n",
        losses[0],
        losses[9]);

    INDArray image = images.batch(0).input(); // [1, 784]
    INDArray code = encoder.evaluate().forward(image); // [1, 16]
    print(image, decoder.evaluate().forward(code));
  }

  static void print(INDArray left, INDArray right) {
    for (int row = 2; row < 26; row += 2) {
      StringBuilder line = new StringBuilder();
      for (INDArray image : List.of(left, right)) {
        for (int column = 2; column < 26; column++) {
          line.append(image.getDouble(0, 28 * row + column) > 0.4 ? '#' : ' ');
        }
      }
      System.out.println(line.toString().stripTrailing());
    }
  }
}
