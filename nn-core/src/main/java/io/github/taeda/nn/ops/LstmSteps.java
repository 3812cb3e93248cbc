package io.github.taeda.nn.ops;

import static io.github.taeda.nn.ops.Plane.after;
import static io.github.taeda.nn.ops.Plane.join;
import static io.github.taeda.nn.ops.Plane.now;

import io.github.taeda.nn.ops.internal.RecurrentKernels;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The recurrence of a long short-term memory over sequences, time first: with gates {@code [i f g
 * o] = a_t + h_{t−1} R}, {@code c_t = σ(f) c_{t−1} + σ(i) tanh g} and {@code h_t = σ(o) tanh c_t}.
 *
 * <p>A padded step leaves both states as they are, and its delta is ignored.
 */
public final class LstmSteps {
  private static final Cell FORWARD = new Cell(RecurrentKernels.LSTM, LstmSteps::step);
  private static final Cell BACKWARD = new Cell(RecurrentKernels.LSTM_DELTA, LstmSteps::delta);

  private LstmSteps() {}

  /**
   * Computes the states.
   *
   * @param gates a, {@code [length, batch, 4 hidden]}; becomes σ(i), σ(f), tanh g, σ(o)
   * @param recurrentWeight R, {@code [hidden, 4 hidden]}
   * @param padding which steps are, {@code [length · batch]}; null if none is
   * @param states h, {@code [length + 1, batch, hidden]}; the first is the initial one and is read
   * @param cells c, likewise
   */
  public static void forward(
      INDArray gates,
      INDArray recurrentWeight,
      boolean @Nullable [] padding,
      INDArray states,
      INDArray cells) {
    StepOperands operands =
        new StepOperands("LstmSteps.forward", "states", states, true, padding)
            .weight(recurrentWeight, 4)
            .output("gates", gates, 4)
            .output("cells", cells, states.shape());
    Plane[] planes = join(now(cells), now(gates, 4), after(cells), after(states));
    new TimeSteps(operands, states, padding)
        .forward(FORWARD, planes, recurrentWeight, gates, states, cells);
  }

  /**
   * Computes the deltas.
   *
   * @param gates as forward left them
   * @param recurrentWeight R
   * @param padding as in forward
   * @param cells as forward computed them
   * @param delta of the state after each step, {@code [length, batch, hidden]}; null if it is 0
   * @param gateDelta becomes the delta of a, {@code [length, batch, 4 hidden]}, 0 at padding
   * @param stateDelta of the last h, {@code [batch, hidden]}, added to its {@code delta}; becomes
   *     that of the initial h
   * @param cellDelta of the last c; becomes that of the initial c
   */
  public static void backward(
      INDArray gates,
      INDArray recurrentWeight,
      boolean @Nullable [] padding,
      INDArray cells,
      @Nullable INDArray delta,
      INDArray gateDelta,
      INDArray stateDelta,
      INDArray cellDelta) {
    StepOperands operands =
        new StepOperands("LstmSteps.backward", "cells", cells, false, padding)
            .weight(recurrentWeight, 4)
            .input("gates", gates, 4)
            .output("gateDelta", gateDelta, 4)
            .state("stateDelta", stateDelta)
            .state("cellDelta", cellDelta)
            .delta(delta);
    INDArray c = Operands.contiguous(cells);
    Plane[] before = join(now(c), now(Operands.contiguous(gates), 4), after(c));
    Plane[] planes = join(before, now(stateDelta), now(cellDelta), now(gateDelta, 4));
    new TimeSteps(operands, cells, padding)
        .backward(BACKWARD, planes, recurrentWeight, delta, stateDelta, gateDelta);
  }

  private static void step(INDArray... p) {
    INDArray before = p[0];
    INDArray in = p[1];
    INDArray forget = p[2];
    INDArray candidate = p[3];
    INDArray out = p[4];
    INDArray c = p[5];
    INDArray h = p[6];
    Activations.sigmoid(in, in);
    Activations.sigmoid(forget, forget);
    Activations.tanh(candidate, candidate);
    Activations.sigmoid(out, out);
    Elementwise.multiply(forget, before, c);
    Elementwise.multiply(in, candidate, h);
    Elementwise.add(c, h, c);
    Activations.tanh(c, h);
    Elementwise.multiply(h, out, h);
  }

  private static void delta(INDArray... p) {
    INDArray in = p[1];
    INDArray candidate = p[3];
    INDArray out = p[4];
    INDArray y = p[5];
    INDArray dh = p[6];
    INDArray dc = p[7];
    INDArray spare = p[8];
    Activations.tanh(y, y); // of c
    Elementwise.multiply(dh, y, spare);
    Activations.sigmoidDelta(out, spare, p[11]);
    Elementwise.multiply(dh, out, spare);
    Activations.tanhDelta(y, spare, dh);
    Elementwise.add(dc, dh, dc);
    Elementwise.multiply(dc, p[0], dh);
    Activations.sigmoidDelta(p[2], dh, p[9]); // forget gate
    Elementwise.multiply(dc, in, dh);
    Activations.tanhDelta(candidate, dh, p[10]);
    Elementwise.multiply(dc, candidate, dh);
    Activations.sigmoidDelta(in, dh, p[8]);
    Elementwise.multiply(dc, p[2], dc);
    Elementwise.fill(dh, 0);
  }
}
