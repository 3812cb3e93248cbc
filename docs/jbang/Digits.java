///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.github.taeda:taeda:0.1.0-SNAPSHOT
//DEPS io.github.taeda:taeda-cpu:0.1.0-SNAPSHOT
//DEPS org.slf4j:slf4j-nop:2.0.20

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.synthetic.SyntheticDigits;
import io.github.taeda.nn.layers.Conv2D;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.MaxPool2D;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.metrics.Accuracy;
import io.github.taeda.nn.optim.metrics.Evaluator;
import io.github.taeda.nn.optim.rules.Adam;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A convolutional net for synthetic digits: drawn by a program, not MNIST. */
class Digits {
  public static void main(String[] args) {
    RandomGenerator random = new SplittableRandom(1);
    ImageDataset train = SyntheticDigits.images(3000, random).image(); // [batch, 28, 28, 1]
    ImageDataset test = SyntheticDigits.images(500, random).image();
    Sequential net =
        new Sequential(
            new Conv2D(5, 1, 8, random), // [batch, 24, 24, 8]
            new ReLU(),
            new MaxPool2D(4, 4), // [batch, 6, 6, 8]
            new Flatten(),
            new Linear(6 * 6 * 8, 10, random)); // [batch, 10]
    Optim optim = new Optim(net, new CrossEntropyLoss(), new Adam(0.005));
    SGD.of(optim).batchSize(50).epochs(4).shuffle(random).fit(train);

    Accuracy accuracy = new Accuracy();
    Evaluator.of(net).evaluate(test, accuracy);
    System.out.printf(
        Locale.ROOT, "accuracy %.2f on 500 other synthetic digits%n", accuracy.value());
  }
}
