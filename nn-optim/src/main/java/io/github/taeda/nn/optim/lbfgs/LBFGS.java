package io.github.taeda.nn.optim.lbfgs;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Evaluated;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.optim.lbfgs.MinimizationResult.Stop;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Limited-memory BFGS: minimises the loss of a whole batch by a quasi-Newton method, whose line
 * search meets the strong Wolfe conditions (Nocedal and Wright, 2006, Algorithms 7.4, 3.5 and 3.6).
 *
 * <pre>{@code
 * MinimizationResult result = LBFGS.of(net, loss).maxIterations(200).minimize(x, y);
 * }</pre>
 *
 * <p>Each iteration takes one pass or a few, so this is no update rule. It is for small problems
 * and for all the data at once; the last digits need a net in DOUBLE. The loss must be a function
 * of the parameters: modules that draw random numbers must be in evaluation. Frozen parameters keep
 * their values. Afterwards the gradients are zero; if a pass fails, values and buffers are as they
 * were before.
 */
public final class LBFGS {
  private final Module net;
  private final Loss loss;
  private int history = 10;
  private int maxIterations = 100;
  private int maxEvaluations = Integer.MAX_VALUE;
  private double gradientTolerance = 1e-7;
  private double changeTolerance = 1e-9;
  private double curvature = 0.9;

  private LBFGS(Module net, Loss loss) {
    this.net = Objects.requireNonNull(net, "LBFGS: net is null");
    this.loss = Objects.requireNonNull(loss, "LBFGS: loss is null");
  }

  /** Minimises a loss over the parameters of a net. */
  public static LBFGS of(Module net, Loss loss) {
    return new LBFGS(net, loss);
  }

  /** Sets the number of past steps that describe the curvature, at least 1; 10 unless set. */
  public LBFGS history(int steps) {
    this.history = Checks.requireCount("LBFGS", "history", steps);
    return this;
  }

  /** Sets the maximum of iterations, at least 1; 100 unless set. */
  public LBFGS maxIterations(int iterations) {
    this.maxIterations = Checks.requireCount("LBFGS", "maxIterations", iterations);
    return this;
  }

  /** Sets after how many passes no iteration begins, at least 1; no limit unless set. */
  public LBFGS maxEvaluations(int evaluations) {
    this.maxEvaluations = Checks.requireCount("LBFGS", "maxEvaluations", evaluations);
    return this;
  }

  /** Stops when no gradient exceeds this in magnitude, at least 0; 1e-7 unless set. */
  public LBFGS gradientTolerance(double tolerance) {
    this.gradientTolerance = Checks.requireNonNegative("LBFGS", "gradientTolerance", tolerance);
    return this;
  }

  /** Stops when an iteration lowers the loss by at most this part of it; 1e-9 unless set. */
  public LBFGS changeTolerance(double tolerance) {
    this.changeTolerance = Checks.requireNonNegative("LBFGS", "changeTolerance", tolerance);
    return this;
  }

  /**
   * Sets how far a line search lowers the magnitude of the slope, as a part of the first: greater
   * than 1e-4, less than 1; 0.9 unless set. Lower is more exact and takes more passes.
   */
  public LBFGS curvature(double part) {
    Checks.requireFraction("LBFGS", "curvature", part);
    if (part <= StrongWolfe.DECREASE) {
      throw new IllegalArgumentException(
          "LBFGS: curvature must be greater than 1.0E-4, but was " + part);
    }
    this.curvature = part;
    return this;
  }

  /**
   * Minimises the loss of a batch.
   *
   * @param input {@code [batch, …]}, all examples
   * @param target what the loss takes beside the net's output
   * @throws IllegalArgumentException if input or target do not fit, or the loss at the start is not
   *     finite; nothing but the gradients has changed then
   * @throws IllegalStateException if every parameter is frozen, or the net draws random numbers
   */
  public MinimizationResult minimize(INDArray input, INDArray target) {
    Shapes.requireArray(net, "input", input);
    return minimize(new Batch(input, target));
  }

  /** The same with a batch of data, whose examples count by their weights if it has any. */
  public MinimizationResult minimize(Batch batch) {
    Objects.requireNonNull(batch, "LBFGS: batch is null");
    if (net.isTraining() && !net.generators().isEmpty()) {
      throw new IllegalStateException(
          "LBFGS: the net draws random numbers in training, so that its loss is no function of the"
              + " parameters; call evaluate() first");
    }
    Scratch scratch = new Scratch();
    return minimizeBy(() -> pass(batch, scratch));
  }

  private double pass(Batch batch, Scratch scratch) {
    try (Scratch.Step step = scratch.step()) {
      INDArray prediction = net.forward(batch.input());
      Evaluated evaluated = loss.evaluate(batch.target(), prediction, batch.weights());
      net.backwardUpdateGradient(batch.input(), evaluated.delta());
      return evaluated.value();
    }
  }

  /**
   * Minimises any function of the net's parameters.
   *
   * @param pass computes the function and adds its gradient to the parameters' gradients, which are
   *     zero before (Torch's {@code feval})
   * @throws IllegalArgumentException if the value at the start is not finite; nothing has changed
   *     then
   * @throws IllegalStateException if every parameter is frozen
   */
  public MinimizationResult minimizeBy(DoubleSupplier pass) {
    Objects.requireNonNull(pass, "LBFGS: pass is null");
    FreeParameters parameters = new FreeParameters(net);
    PassFunction function = new PassFunction(net, parameters, pass);
    double[] start = parameters.values();
    try {
      MinimizationResult result = minimize(function, start);
      net.zeroGradient();
      return result;
    } catch (RuntimeException | Error e) {
      parameters.set(start);
      function.restoreBuffers();
      net.zeroGradient();
      throw e;
    }
  }

  private MinimizationResult minimize(PassFunction function, double[] theta) {
    Point point = start(function, theta);
    CurvatureHistory pairs = new CurvatureHistory(history);
    int iterations = 0;
    Stop stop = stop(point, iterations, function);
    while (stop == null) {
      Point next = search(function, point, pairs);
      if (next != null) {
        iterations++;
        pairs.add(point, next);
        stop = stop(next, iterations, function);
        stop = stop == null && isSmall(point, next) ? Stop.CHANGE : stop;
        point = next;
      } else if (pairs.isEmpty()) {
        stop = Stop.LINE_SEARCH;
      } else {
        pairs.clear(); // and try the steepest descent
      }
    }
    function.parameters().set(point.theta());
    double gradient = DoubleVectors.maxAbs(point.gradient());
    return new MinimizationResult(
        iterations, function.evaluations(), point.value(), gradient, stop);
  }

  private boolean isSmall(Point from, Point to) {
    return from.value() - to.value() <= changeTolerance * Math.abs(from.value());
  }

  private static Point start(PassFunction function, double[] theta) {
    Point point = function.at(theta);
    if (!point.isFinite()) {
      throw new IllegalArgumentException(
          "LBFGS: loss and gradient must be finite at the start, but the loss was "
              + point.value()
              + (Double.isFinite(point.value()) ? " and a gradient was not" : ""));
    }
    return point;
  }

  private @Nullable Point search(PassFunction function, Point point, CurvatureHistory pairs) {
    double[] direction = pairs.descent(point.gradient());
    double first = pairs.isEmpty() ? Math.min(1, 1 / DoubleVectors.sumAbs(direction)) : 1;
    return new StrongWolfe(
            step -> function.at(point, direction, step), point.on(direction), curvature)
        .search(first);
  }

  private @Nullable Stop stop(Point point, int iterations, PassFunction function) {
    if (DoubleVectors.maxAbs(point.gradient()) <= gradientTolerance) {
      return Stop.GRADIENT;
    }
    if (iterations >= maxIterations) {
      return Stop.ITERATIONS;
    }
    return function.evaluations() >= maxEvaluations ? Stop.EVALUATIONS : null;
  }

  @Override
  public String toString() {
    return "LBFGS(" + loss + ", history " + history + ")";
  }
}
