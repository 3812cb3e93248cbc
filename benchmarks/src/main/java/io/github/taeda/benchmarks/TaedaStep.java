package io.github.taeda.benchmarks;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Reduction;
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
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.Optim;
import java.util.List;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A training step as Taeda's users write it: {@code optim.step(input, target)}. */
final class TaedaStep implements TrainingStep {
  private final INDArray input;
  private final INDArray target;
  private final Optim optim;

  TaedaStep(Net net) {
    input = array(net.input());
    target = array(net.target());
    Module module =
        switch (net) {
          case XOR, MLP_100 -> dense(net, TanH::new);
          case MLP_1024 -> dense(net, ReLU::new);
          case AUTOENCODER -> dense(net, TanH::new).add(new Sigmoid());
          case CONV ->
              new Sequential(
                  new Conv1D(3, 1, 32, 1),
                  new MaxPool1D(2, 2),
                  new Flatten(),
                  new Linear(4064, 100),
                  new ReLU(),
                  new Linear(100, 10));
        };
    Loss loss =
        switch (net) {
          case XOR, MLP_100, MLP_1024 -> new MSELoss(Reduction.ELEMENT_MEAN);
          case AUTOENCODER -> new BCELoss(Reduction.ELEMENT_MEAN);
          case CONV -> new CrossEntropyLoss();
        };
    List<Numbers> start = net.parameters();
    List<Parameter> parameters = module.parameters();
    for (int i = 0; i < start.size(); i++) {
      parameters.get(i).set(array(start.get(i)));
    }
    optim = new Optim(module, loss, net.stepSize());
  }

  @Override
  public double run() {
    return optim.step(input, target);
  }

  /** Linear layers of the net's sizes with an activation between each two. */
  private static Sequential dense(Net net, Supplier<Module> activation) {
    long[] sizes = net.sizes();
    Sequential chain = new Sequential();
    for (int i = 0; i < sizes.length - 1; i++) {
      if (i > 0) {
        chain.add(activation.get());
      }
      chain.add(new Linear(sizes[i], sizes[i + 1]));
    }
    return chain;
  }

  private static INDArray array(Numbers numbers) {
    return NDArrays.of(numbers.values(), numbers.shape());
  }
}
