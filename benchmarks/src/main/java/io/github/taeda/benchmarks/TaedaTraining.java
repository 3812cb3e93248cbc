package io.github.taeda.benchmarks;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.rules.Adam;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A training iteration as Taeda's users write it: {@code optim.step(input, target)}. */
final class TaedaTraining implements Step {
  private final INDArray input;
  private final INDArray target;
  private final Optim optim;

  TaedaTraining(Net net, double dropped) {
    input = TaedaModules.array(net.input());
    target = TaedaModules.array(net.target());
    Module module = TaedaModules.module(net, dropped);
    Loss loss = TaedaModules.loss(net.loss());
    optim =
        net.usesAdam()
            ? new Optim(module, loss, new Adam(net.learningRate()))
            : new Optim(module, loss, net.learningRate());
  }

  @Override
  public double run() {
    return optim.step(input, target);
  }
}
