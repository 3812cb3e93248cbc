package io.github.taeda.nn.ops;

import static io.github.taeda.nn.ops.Plane.after;
import static io.github.taeda.nn.ops.Plane.join;
import static io.github.taeda.nn.ops.Plane.now;

import io.github.taeda.nn.ops.internal.RecurrentKernels;
import io.github.taeda.nn.ops.internal.RowBlocks;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The recurrence of gated recurrent units over sequences, time first: with {@code a_t = [a_r a_z
 * a_n]} and {@code q = [q_r q_z q_n] = h_{t−1} R + b}, {@code r = σ(a_r + q_r)}, {@code z = σ(a_z +
 * q_z)}, {@code n = tanh(a_n + r q_n)} and {@code h_t = (1 − z) n + z h_{t−1}}.
 *
 * <p>A padded step leaves the state as it is, and its delta is ignored.
 */
public final class GruSteps {
  private static final Cell FORWARD = new Cell(RecurrentKernels.GRU, GruSteps::step);
  private static final Cell BACKWARD = new Cell(RecurrentKernels.GRU_DELTA, GruSteps::delta);

  private GruSteps() {}

  /**
   * Computes the states.
   *
   * @param gates a, {@code [length, batch, 3 hidden]}; becomes r, z, n
   * @param recurrentWeight R, {@code [hidden, 3 hidden]}
   * @param recurrentBias b, {@code [3 hidden]}
   * @param padding which steps are, {@code [length · batch]}; null if none is
   * @param products becomes q, {@code [length, batch, 3 hidden]}
   * @param states h, {@code [length + 1, batch, hidden]}; the first is the initial one and is read
   */
  public static void forward(
      INDArray gates,
      INDArray recurrentWeight,
      INDArray recurrentBias,
      boolean @Nullable [] padding,
      INDArray products,
      INDArray states) {
    StepOperands operands =
        new StepOperands("GruSteps.forward", "states", states, true, padding)
            .weight(recurrentWeight, 3)
            .input("recurrentBias", recurrentBias, 3L * states.size(-1))
            .output("gates", gates, 3)
            .output("products", products, 3);
    fillRows(recurrentBias, products);
    Plane[] planes = join(now(states), now(products, 3), now(gates, 3), after(states));
    new TimeSteps(operands, states, padding)
        .forward(FORWARD, planes, recurrentWeight, products, states);
  }

  /**
   * Computes the deltas.
   *
   * @param gates as forward left them
   * @param recurrentWeight R
   * @param padding as in forward
   * @param products as forward computed them
   * @param states likewise
   * @param delta of the state after each step, {@code [length, batch, hidden]}; null if it is 0
   * @param gateDelta becomes the delta of a, {@code [length, batch, 3 hidden]}, 0 at padding
   * @param productDelta becomes the delta of q, likewise
   * @param stateDelta of the last state, {@code [batch, hidden]}, added to its {@code delta};
   *     becomes that of the initial state
   */
  public static void backward(
      INDArray gates,
      INDArray recurrentWeight,
      boolean @Nullable [] padding,
      INDArray products,
      INDArray states,
      @Nullable INDArray delta,
      INDArray gateDelta,
      INDArray productDelta,
      INDArray stateDelta) {
    StepOperands operands =
        new StepOperands("GruSteps.backward", "states", states, false, padding)
            .weight(recurrentWeight, 3)
            .input("gates", gates, 3)
            .input("products", products, 3)
            .output("gateDelta", gateDelta, 3)
            .output("productDelta", productDelta, 3)
            .state("stateDelta", stateDelta)
            .delta(delta);
    Plane product = now(Operands.contiguous(products), 3)[2];
    Plane[] before =
        join(
            now(Operands.contiguous(states)),
            now(Operands.contiguous(gates), 3),
            new Plane[] {product});
    Plane[] planes = join(before, now(stateDelta), now(gateDelta, 3), now(productDelta, 3));
    new TimeSteps(operands, states, padding)
        .backward(BACKWARD, planes, recurrentWeight, delta, stateDelta, gateDelta, productDelta);
  }

  private static void fillRows(INDArray row, INDArray output) {
    if (Direct.isOn()) {
      RowBlocks.fillRows(Operands.contiguous(row), output);
    } else {
      Elementwise.fill(output, 0);
      Rowwise.addRow(output, row, output);
    }
  }

  private static void step(INDArray... p) {
    INDArray before = p[0];
    INDArray reset = p[4];
    INDArray update = p[5];
    INDArray candidate = p[6];
    INDArray h = p[7];
    Elementwise.add(reset, p[1], reset);
    Activations.sigmoid(reset, reset);
    Elementwise.add(update, p[2], update);
    Activations.sigmoid(update, update);
    Elementwise.multiply(reset, p[3], h);
    Elementwise.add(candidate, h, candidate);
    Activations.tanh(candidate, candidate);
    Elementwise.subtractFrom(1, update, h);
    Elementwise.multiply(h, candidate, h);
    Elementwise.multiply(update, before, before);
    Elementwise.add(h, before, h);
  }

  private static void delta(INDArray... p) {
    INDArray reset = p[1];
    INDArray update = p[2];
    INDArray candidate = p[3];
    INDArray dh = p[5];
    INDArray spare = p[6];
    Elementwise.subtract(p[0], candidate, spare);
    Elementwise.multiply(spare, dh, spare);
    Activations.sigmoidDelta(update, spare, p[7]);
    Elementwise.subtractFrom(1, update, spare);
    Elementwise.multiply(spare, dh, spare);
    Activations.tanhDelta(candidate, spare, p[8]);
    Elementwise.multiply(p[8], reset, p[11]);
    Elementwise.multiply(p[8], p[4], p[9]);
    Activations.sigmoidDelta(reset, p[9], spare);
    Slices.copy(spare, p[9]);
    Slices.copy(p[7], p[10]);
    Elementwise.multiply(dh, update, dh);
  }
}
