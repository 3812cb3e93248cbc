package io.github.taeda.benchmarks;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.Scratch;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The floor of a training iteration: its linear and convolutional layers alone, each forward, its
 * gradient, and the delta of its input except in the first layer.
 */
@SuppressWarnings("try") // a step is open, not used
final class ProductsAlone implements Step {
  private final Scratch scratch = new Scratch();
  private final List<Call> calls = new ArrayList<>();

  private record Call(Module module, INDArray input, INDArray delta) {}

  ProductsAlone(Net net) {
    INDArray input = TaedaModules.array(net.input());
    for (Layer layer : net.layers()) {
      Module module = TaedaModules.module(layer, 0);
      INDArray output = module.forward(input);
      if (layer.multiplies()) {
        calls.add(new Call(module, input, output.dup()));
      }
      input = output.dup();
    }
  }

  @Override
  public double run() {
    double sum = 0;
    try (Scratch.Step step = scratch.step()) {
      for (int i = 0; i < calls.size(); i++) {
        Call call = calls.get(i);
        sum += call.module.forward(call.input).getDouble(0);
        if (i == 0) {
          call.module.backwardUpdateGradient(call.input, call.delta);
        } else {
          sum += call.module.backward(call.input, call.delta).getDouble(0);
        }
      }
    }
    calls.forEach(call -> call.module.zeroGradient());
    return sum;
  }
}
