package io.github.taeda.nn.optim.lbfgs;

import io.github.taeda.nn.Buffer;
import io.github.taeda.nn.Module;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The loss as a function of the parameters, whose evaluations are counted. */
final class PassFunction {
  private final Module net;
  private final FreeParameters parameters;
  private final DoubleSupplier pass;
  private final Map<Buffer, INDArray> buffers = new LinkedHashMap<>();
  private int evaluations;

  PassFunction(Module net, FreeParameters parameters, DoubleSupplier pass) {
    this.net = net;
    this.parameters = parameters;
    this.pass = pass;
    net.buffers().forEach(buffer -> buffers.put(buffer, buffer.value().dup('c')));
  }

  /** Evaluates at some values. */
  Point at(double[] theta) {
    return evaluate(theta, null, 0);
  }

  /** Evaluates at {@code start + step · direction}. */
  Point at(Point start, double[] direction, double step) {
    return evaluate(DoubleVectors.plus(start.theta(), step, direction), direction, step);
  }

  int evaluations() {
    return evaluations;
  }

  FreeParameters parameters() {
    return parameters;
  }

  /** Restores the net's buffers, such as running statistics. */
  void restoreBuffers() {
    buffers.forEach(Buffer::set);
  }

  private Point evaluate(double[] theta, double @Nullable [] direction, double step) {
    parameters.set(theta);
    net.zeroGradient();
    evaluations++;
    double value = pass.getAsDouble();
    return new Point(theta, value, parameters.gradients(), direction, step);
  }
}
