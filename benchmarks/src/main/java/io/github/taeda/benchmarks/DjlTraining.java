package io.github.taeda.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import java.util.function.BinaryOperator;

/**
 * The same training iteration in DJL, in the fastest form that its public interface allows.
 *
 * <p>Tried were {@code Trainer}, which copies every gradient before the update, and a gradient
 * collector with the update written out by three operators or by {@code sgdUpdate}; the last is the
 * fastest and stands here. Freeing by {@code NDScope} or by a sub-manager that borrows the input,
 * and layers as blocks or as bare operators, differ by less than the noise.
 */
final class DjlTraining implements Step {
  private static final float NO_DECAY = 0;
  private static final float NO_RESCALING = 1;
  private static final float NO_CLIPPING = -1;
  private static final float NO_MOMENTUM = 0;
  private static final float BETA_1 = 0.9f;
  private static final float BETA_2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final DjlNet net;
  private final float learningRate;
  private final NDArray target;
  private final BinaryOperator<NDArray> loss;
  private final NDArray[] parameters;
  private final NDArray[] means; // of Adam; empty without
  private final NDArray[] variances;
  private int iterations;

  DjlTraining(Net description, double dropped) {
    net = new DjlNet(description, dropped);
    learningRate = (float) description.learningRate();
    target = net.array(description.target());
    loss =
        switch (description.loss()) {
          case MSE -> DjlTraining::meanSquaredError;
          case BCE -> DjlTraining::crossEntropyOfLogits;
          case CROSS_ENTROPY -> DjlTraining::crossEntropyOfScores;
          case NONE -> throw new IllegalArgumentException("an evaluation has no loss");
        };
    parameters = net.parameters();
    int moments = description.usesAdam() ? parameters.length : 0;
    means = new NDArray[moments];
    variances = new NDArray[moments];
    for (int i = 0; i < moments; i++) {
      means[i] = net.manager().zeros(parameters[i].getShape());
      variances[i] = net.manager().zeros(parameters[i].getShape());
    }
  }

  @Override
  public double run() {
    return run(net.input(), target);
  }

  DjlNet net() {
    return net;
  }

  /** An iteration on another batch. */
  double run(NDArray input, NDArray target) {
    try (NDManager step = net.manager().newSubManager()) {
      step.tempAttachAll(input);
      NDArray value;
      try (GradientCollector collector = net.engine().newGradientCollector()) {
        value = loss.apply(target, net.forward(input, true));
        collector.backward(value);
      }
      iterations++;
      for (int i = 0; i < parameters.length; i++) {
        if (means.length > 0) {
          adam(i);
        } else {
          descend(parameters[i]);
        }
      }
      return value.toFloatArray()[0];
    }
  }

  @Override
  public void close() {
    net.close();
  }

  /** Two native calls: {@code value -= learning rate * gradient}, then the gradient to zero. */
  private void descend(NDArray parameter) {
    try (NDArray gradient = parameter.getGradient()) {
      NDList value = new NDList(parameter);
      NDList both = new NDList(parameter, gradient);
      parameter
          .getNDArrayInternal()
          .sgdUpdate(
              both, value, learningRate, NO_DECAY, NO_RESCALING, NO_CLIPPING, NO_MOMENTUM, true);
    }
  }

  /**
   * The call of {@code ai.djl.training.optimizer.Adam}, with an epsilon that makes its formula the
   * one of the paper: DJL adds it to the square root of a variance without bias correction.
   */
  private void adam(int index) {
    NDArray parameter = parameters[index];
    double ofVariance = Math.sqrt(1 - Math.pow(BETA_2, iterations));
    double correction = ofVariance / (1 - Math.pow(BETA_1, iterations));
    try (NDArray gradient = parameter.getGradient()) {
      parameter
          .getNDArrayInternal()
          .adamUpdate(
              new NDList(parameter, gradient, means[index], variances[index]),
              new NDList(parameter),
              learningRate,
              (float) (learningRate * correction),
              NO_DECAY,
              NO_RESCALING,
              NO_CLIPPING,
              BETA_1,
              BETA_2,
              (float) (EPSILON * ofVariance),
              true,
              false);
    }
  }

  private static NDArray meanSquaredError(NDArray target, NDArray prediction) {
    return prediction.sub(target).square().mean();
  }

  /** {@code ln(1 + e^z) − y z}: sigmoid and cross-entropy in one, half the work of the two. */
  private static NDArray crossEntropyOfLogits(NDArray target, NDArray logits) {
    return Activation.softPlus(logits).sub(logits.mul(target)).mean();
  }

  private static NDArray crossEntropyOfScores(NDArray target, NDArray scores) {
    return scores.logSoftmax(-1).get(new NDIndex().addAllDim(1).addPickDim(target)).neg().mean();
  }
}
