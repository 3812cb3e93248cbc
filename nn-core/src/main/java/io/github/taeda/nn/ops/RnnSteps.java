package io.github.taeda.nn.ops;

import static io.github.taeda.nn.ops.Plane.after;
import static io.github.taeda.nn.ops.Plane.join;
import static io.github.taeda.nn.ops.Plane.now;

import io.github.taeda.nn.ops.internal.RecurrentKernels;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The recurrence {@code h_t = tanh(a_t + h_{t−1} R)} over sequences, time first.
 *
 * <p>A padded step leaves the state as it is, and its delta is ignored.
 */
public final class RnnSteps {
  private static final Cell FORWARD =
      new Cell(RecurrentKernels.RNN, p -> Activations.tanh(p[0], p[1]));
  private static final Cell BACKWARD = new Cell(RecurrentKernels.RNN_DELTA, RnnSteps::delta);

  private RnnSteps() {}

  /**
   * Computes the states.
   *
   * @param gates a, {@code [length, batch, hidden]}; {@code h R} is added to it
   * @param recurrentWeight R, {@code [hidden, hidden]}
   * @param padding which steps are, {@code [length · batch]}; null if none is
   * @param states h, {@code [length + 1, batch, hidden]}; the first is the initial one and is read
   */
  public static void forward(
      INDArray gates, INDArray recurrentWeight, boolean @Nullable [] padding, INDArray states) {
    StepOperands operands =
        new StepOperands("RnnSteps.forward", "states", states, true, padding)
            .weight(recurrentWeight, 1)
            .output("gates", gates, 1);
    new TimeSteps(operands, states, padding)
        .forward(FORWARD, join(now(gates), after(states)), recurrentWeight, gates, states);
  }

  /**
   * Computes the deltas.
   *
   * @param states as forward computed them
   * @param recurrentWeight R
   * @param padding as in forward
   * @param delta of the state after each step, {@code [length, batch, hidden]}; null if it is 0
   * @param gateDelta becomes the delta of a, {@code [length, batch, hidden]}, 0 at padding
   * @param stateDelta of the last state, {@code [batch, hidden]}, added to its {@code delta};
   *     becomes that of the initial state
   */
  public static void backward(
      INDArray states,
      INDArray recurrentWeight,
      boolean @Nullable [] padding,
      @Nullable INDArray delta,
      INDArray gateDelta,
      INDArray stateDelta) {
    StepOperands operands =
        new StepOperands("RnnSteps.backward", "states", states, false, padding)
            .weight(recurrentWeight, 1)
            .output("gateDelta", gateDelta, 1)
            .state("stateDelta", stateDelta)
            .delta(delta);
    Plane[] planes = join(after(Operands.contiguous(states)), now(stateDelta), now(gateDelta));
    new TimeSteps(operands, states, padding)
        .backward(BACKWARD, planes, recurrentWeight, delta, stateDelta, gateDelta);
  }

  private static void delta(INDArray... p) {
    Activations.tanhDelta(p[0], p[1], p[2]);
    Elementwise.fill(p[1], 0);
  }
}
