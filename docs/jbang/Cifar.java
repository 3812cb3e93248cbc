///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.github.taeda:taeda:0.1.0-SNAPSHOT
//DEPS io.github.taeda:taeda-cpu:0.1.0-SNAPSHOT
//DEPS org.slf4j:slf4j-nop:2.0.20

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.synthetic.SyntheticShapes;
import io.github.taeda.nn.layers.BatchNorm;
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

/** Colour images, here synthetic shapes, by convolutions with batch normalisation. */
class Cifar {
  public static void main(String[] args) {
    RandomGenerator random = new SplittableRandom(1);
    ImageDataset train = SyntheticShapes.images(2000, random).image(); // [batch, 32, 32, 3]
    ImageDataset test = SyntheticShapes.images(200, random).image();
    Sequential net =
        new Sequential(
            new BatchNorm(3),
            new Conv2D(5, 3, 12, random), // [batch, 28, 28, 12]
            new BatchNorm(12),
            new ReLU(),
            new MaxPool2D(2, 2), // [batch, 14, 14, 12]
            new Conv2D(5, 12, 24, random), // [batch, 10, 10, 24]
            new BatchNorm(24),
            new ReLU(),
            new MaxPool2D(2, 2), // [batch, 5, 5, 24]
            new Flatten(),
            new Linear(5 * 5 * 24, 10, random)); // [batch, 10]
    Optim optim = new Optim(net, new CrossEntropyLoss(), new Adam(0.002));
    SGD.of(optim).batchSize(50).epochs(3).shuffle(random).fit(train);

    Accuracy accuracy = new Accuracy();
    Evaluator.of(net).evaluate(test, accuracy);
    System.out.printf(
        Locale.ROOT, "accuracy %.2f on 200 other images; by chance 0.10%n", accuracy.value());
  }
}
