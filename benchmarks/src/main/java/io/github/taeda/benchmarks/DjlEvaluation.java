package io.github.taeda.benchmarks;

import ai.djl.ndarray.NDManager;

/** An evaluation in DJL, without a graph for a backward pass; the output is read as Java floats. */
final class DjlEvaluation implements Step {
  private final DjlNet net;

  DjlEvaluation(Net description) {
    net = new DjlNet(description, 0);
    net.freeze();
  }

  @Override
  public double run() {
    return output()[0];
  }

  @Override
  public double[] evidence(int count) {
    float[] output = output();
    double[] outputs = new double[count];
    for (int i = 0; i < count; i++) {
      outputs[i] = output[i * (output.length - 1) / (count - 1)];
    }
    return outputs;
  }

  @Override
  public void close() {
    net.close();
  }

  private float[] output() {
    try (NDManager step = net.manager().newSubManager()) {
      step.tempAttachAll(net.input());
      return net.forward(net.input(), false).toFloatArray();
    }
  }
}
