package io.github.taeda.nn.optim;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Conv1D;
import io.github.taeda.nn.layers.Conv2D;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.MaxPool1D;
import io.github.taeda.nn.layers.MaxPool2D;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.rules.GradientDescent;
import io.github.taeda.nn.optim.rules.Momentum;
import io.github.taeda.nn.optim.rules.UpdateRule;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains nets whose work is shared among threads, and prints a hash of all bits of their parameters
 * and losses: {@code shared …} of those whose work Taeda divides, {@code oneDNN …} of those whose
 * largest work oneDNN does.
 */
public final class TrainWithThreads {
  private static final int ITERATIONS = 4;

  private TrainWithThreads() {}

  public static void main(String... arguments) {
    SplittableRandom random = new SplittableRandom(3);
    Sequential products =
        new Sequential(new Linear(300, 400, random), new TanH(), new Linear(400, 10, random));
    train("shared products FLOAT", products, new Momentum(0.01, 0.9), DataType.FLOAT, 128, 300);
    Sequential doubles =
        new Sequential(new Linear(300, 200, random), new TanH(), new Linear(200, 10, random));
    train("shared products DOUBLE", doubles, new Adam(0.01), DataType.DOUBLE, 128, 300);
    Sequential elements =
        new Sequential(new Linear(20, 900, random), new TanH(), new Linear(900, 3, random));
    train("shared elements", elements, new Adam(0.01), DataType.FLOAT, 500, 20);
    Sequential sums = new Sequential(new Linear(5, 70, random), new TanH());
    train("shared sums", sums, new Adam(0.01), DataType.FLOAT, 4000, 5);
    Sequential updates = new Sequential(new Linear(900, 600, random), new ReLU());
    train("shared updates", updates, new Adam(0.01), DataType.FLOAT, 16, 900);
    Sequential descent = new Sequential(new Linear(600, 500, random), new TanH());
    train("shared descent", descent, new GradientDescent(0.01), DataType.FLOAT, 16, 600);
    Sequential tiles = new Sequential(new Linear(900, 100, random), new TanH());
    train("shared tiles", tiles, new Adam(0.01), DataType.FLOAT, 240, 900);
    Sequential deep = new Sequential(new Linear(4000, 90, random), new TanH());
    train("shared deep product", deep, new Adam(0.01), DataType.FLOAT, 64, 4000);
    train(
        "shared convolution DOUBLE",
        images(random),
        new Adam(0.01),
        DataType.DOUBLE,
        24,
        14,
        14,
        3);
    train(
        "shared convolution FLOAT", images(random), new Adam(0.01), DataType.FLOAT, 24, 14, 14, 3);
    train("shared parts", parts(random), new Adam(0.01), DataType.FLOAT, 26, 20, 20, 8);
    train("shared bands", bands(random), new Adam(0.01), DataType.FLOAT, 26, 20, 20, 1);
    Sequential sequences =
        new Sequential(
            new Conv1D(3, 1, 16, 1, random),
            new MaxPool1D(2, 2),
            new Flatten(),
            new Linear(16 * 63, 4, random));
    train("shared sequence", sequences, new Adam(0.01), DataType.FLOAT, 32, 128, 1);
    Sequential channels =
        new Sequential(
            new Conv1D(3, 8, 16, 1, random),
            new ReLU(),
            new Conv1D(3, 16, 16, 1, random),
            new Flatten(),
            new Linear(16 * 124, 4, random));
    train("shared channels", channels, new Adam(0.01), DataType.FLOAT, 32, 128, 8);
    Sequential large =
        new Sequential(new Linear(900, 1000, random), new ReLU(), new Linear(1000, 4, random));
    train("oneDNN product", large, new Momentum(0.01, 0.9), DataType.FLOAT, 200, 900);
  }

  private static Sequential images(SplittableRandom random) {
    return new Sequential(
        new Conv2D(3, 3, 8, random),
        new ReLU(),
        new MaxPool2D(2),
        new Flatten(),
        new Linear(6 * 6 * 8, 4, random));
  }

  private static Sequential parts(SplittableRandom random) {
    return new Sequential(
        new Conv2D(3, 8, 16, random),
        new ReLU(),
        new MaxPool2D(2),
        new Conv2D(3, 16, 32, random),
        new Flatten(),
        new Linear(7 * 7 * 32, 4, random));
  }

  private static Sequential bands(SplittableRandom random) {
    return new Sequential(
        new Conv2D(5, 1, 8, random),
        new ReLU(),
        new Conv2D(5, 8, 16, random),
        new Flatten(),
        new Linear(12 * 12 * 16, 4, random));
  }

  private static void train(
      String name, Sequential net, UpdateRule rule, DataType type, long... inputShape) {
    net.to(type);
    SplittableRandom random = new SplittableRandom(5);
    INDArray input = array(random, type, inputShape);
    INDArray target = array(random, type, net.forward(input).shape());
    Loss loss = new MSELoss();
    Optim optim = new Optim(net, loss, rule);
    long hash = 0;
    for (int i = 0; i < ITERATIONS; i++) {
      hash = 31 * hash + Double.doubleToLongBits(optim.step(input, target));
    }
    for (Parameter parameter : net.parameters()) {
      double[] values = new double[(int) parameter.value().length()];
      NDArrays.readValues(parameter.value(), values);
      hash = 31 * hash + Arrays.hashCode(values);
    }
    System.out.println("hash " + name + ": " + Long.toHexString(hash));
  }

  private static INDArray array(SplittableRandom random, DataType type, long... shape) {
    INDArray array = NDArrays.zeros(type, shape);
    NDArrays.setValues(random.doubles(array.length(), -1, 1).toArray(), array);
    return array;
  }
}
