package io.github.taeda.benchmarks;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An evaluation in Taeda: {@code forward} in a step of a {@code Scratch}. */
@SuppressWarnings("try") // a step is open, not used
final class TaedaEvaluation implements Step {
  private final Scratch scratch = new Scratch();
  private final INDArray input;
  private final Module module;

  TaedaEvaluation(Net net) {
    input = TaedaModules.array(net.input());
    module = TaedaModules.module(net, 0).evaluate();
  }

  @Override
  public double run() {
    try (Scratch.Step step = scratch.step()) {
      return module.forward(input).getDouble(0);
    }
  }

  @Override
  public double[] evidence(int count) {
    try (Scratch.Step step = scratch.step()) {
      INDArray output = module.forward(input);
      double[] outputs = new double[count];
      for (int i = 0; i < count; i++) {
        outputs[i] = output.getDouble(i * (output.length() - 1) / (count - 1));
      }
      return outputs;
    }
  }
}
