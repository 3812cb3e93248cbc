package io.github.taeda.reliability;

import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Pass;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes what random nets compute, forward and backward, to a file. */
final class NetOutputs {
  private NetOutputs() {}

  public static void main(String... arguments) throws IOException {
    int nets = Integer.parseInt(arguments[0]);
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[1]))))) {
      for (int i = 0; i < nets; i++) {
        for (double value : values(i)) {
          out.writeDouble(value);
        }
      }
    }
  }

  static RandomNet net(int number) {
    SplittableRandom random = new SplittableRandom(number);
    List<Integer> choices = random.ints(1 + random.nextInt(6), 0, 1000).boxed().toList();
    return new RandomNet(number, 1 + random.nextInt(4), 1 + random.nextInt(3), choices, false);
  }

  /** Every element of the output, the delta of the input and the gradients of a net. */
  static List<Double> values(int number) {
    RandomNet net = net(number);
    List<Double> values = new ArrayList<>();
    INDArray input = net.input(DataType.FLOAT);
    Pass.of(net.module(DataType.FLOAT), input, net.delta(DataType.FLOAT))
        .results()
        .values()
        .stream()
        .flatMapToDouble(array -> DoubleStream.of(Compare.elements(array)))
        .forEach(values::add);
    return values;
  }
}
