package io.github.taeda.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Conv1D;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.MaxPool1D;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.layers.Sigmoid;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.BCELoss;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Golden;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Whole networks against PyTorch's: every loss on the way, the parameters and outputs at the end.
 */
class GoldenNetworksTest {
  private static final double TOLERANCE = 1e-10;

  private static final Map<String, Function<int[], Module>> LAYERS =
      Map.of(
          "Linear", args -> new Linear(args[0], args[1]),
          "TanH", args -> new TanH(),
          "Sigmoid", args -> new Sigmoid(),
          "ReLU", args -> new ReLU(),
          "Conv1D", args -> new Conv1D(args[0], args[1], args[2], args[3]),
          "MaxPool1D", args -> new MaxPool1D(args[0], args[1]),
          "Flatten", args -> new Flatten());

  private static final Map<String, Supplier<Loss>> LOSSES =
      Map.of(
          "MSELoss", MSELoss::new,
          "BCELoss", BCELoss::new,
          "CrossEntropyLoss", CrossEntropyLoss::new);

  /** The networks of which every part is built; a part without a factory is built and fails. */
  static Stream<Golden.OfNetwork> cases() {
    return Golden.networks().stream()
        .filter(network -> exists("losses", network.loss()))
        .filter(
            network -> network.layers().stream().allMatch(layer -> exists("layers", name(layer))));
  }

  @Test
  void the_networks_are_all_there() {
    assertThat(cases().map(Golden.OfNetwork::name))
        .containsExactly(
            "xor 2-2-2-1 sigmoid, BCE",
            "mlp tanh, cross-entropy",
            "conv1d: Conv1D(3,1,4)-MaxPool1D(2,2)-Flatten-Linear-ReLU-Linear",
            "autoencoder 8-5-2-5-8, BCE");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void calling_the_module_learns_as_pytorch_does(Golden.OfNetwork golden) {
    Module net = net(golden);
    Loss loss = loss(golden);
    INDArray input = golden.input().array(DataType.DOUBLE);
    INDArray target = golden.target().array(DataType.DOUBLE);
    follow(
        golden,
        net,
        () -> {
          net.zeroGradient();
          INDArray prediction = net.forward(input);
          net.backward(input, loss.backward(target, prediction));
          net.updateParameters(golden.step());
          return loss.value(target, prediction);
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void optim_learns_as_pytorch_does(Golden.OfNetwork golden) {
    Module net = net(golden);
    Optim optim = new Optim(net, loss(golden), golden.step());
    INDArray input = golden.input().array(DataType.DOUBLE);
    INDArray target = golden.target().array(DataType.DOUBLE);
    follow(golden, net, () -> optim.step(input, target));
  }

  private static void follow(Golden.OfNetwork golden, Module net, DoubleSupplier step) {
    for (int i = 0; i < golden.steps(); i++) {
      Compare.close("loss of step " + i, step.getAsDouble(), golden.lossCurve().get(i), TOLERANCE);
    }
    for (Parameter parameter : net.parameters()) {
      Compare.close(
          parameter.name(),
          parameter.value(),
          golden.end().get(parameter.name()).array(DataType.DOUBLE),
          TOLERANCE);
    }
    Compare.close(
        "final output",
        net.evaluate().forward(golden.input().array(DataType.DOUBLE)),
        golden.finalOutput().array(DataType.DOUBLE),
        TOLERANCE);
  }

  private static Module net(Golden.OfNetwork golden) {
    Sequential net = new Sequential();
    for (String layer : golden.layers()) {
      assertThat(LAYERS).as("factory of layers").containsKey(name(layer));
      net.add(LAYERS.get(name(layer)).apply(arguments(layer)));
    }
    net.to(DataType.DOUBLE);
    List<Parameter> parameters = net.parameters();
    assertThat(golden.start()).containsOnlyKeys(parameters.stream().map(Parameter::name).toList());
    parameters.forEach(p -> p.set(golden.start().get(p.name()).array(DataType.DOUBLE)));
    return net;
  }

  private static Loss loss(Golden.OfNetwork golden) {
    assertThat(LOSSES).as("factory of losses").containsKey(golden.loss());
    return LOSSES.get(golden.loss()).get();
  }

  /** {@code Linear} of {@code Linear(2,2)}. */
  private static String name(String layer) {
    return layer.replaceAll("\\(.*", "");
  }

  /** 2 and 2 of {@code Linear(2,2)}. */
  private static int[] arguments(String layer) {
    return Arrays.stream(layer.substring(name(layer).length()).split("\\D+"))
        .filter(digits -> !digits.isEmpty())
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  private static boolean exists(String kind, String name) {
    try {
      Class.forName("io.github.taeda.nn." + kind + "." + name);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
