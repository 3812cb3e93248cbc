package io.github.taeda.nn.layers;

import io.github.taeda.nn.Buffer;
import io.github.taeda.nn.ForwardCache;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Base class of recurrent modules: what is one product for all steps is computed by {@link
 * RecurrentWeights}; subclasses compute the recurrence, step by step.
 */
abstract class Recurrent extends Module implements Stateful {
  private final RecurrentConfig config;
  private final RecurrentWeights weights;
  private final CarriedState state;
  private final CarriedState cell; // of the LSTM
  private final ForwardCache<RecurrentPass> cache = new ForwardCache<>();

  Recurrent(RecurrentConfig config, RandomGenerator random) {
    RecurrentKind kind = RecurrentKind.of(config);
    Objects.requireNonNull(random, () -> kind + ": random is null");
    this.config = config;
    weights = new RecurrentWeights(kind, config, random);
    state = new CarriedState("state", config.stateful(), config.hidden());
    cell = new CarriedState("cell", kind.hasCell() ? config.stateful() : 0, config.hidden());
  }

  /** Fills in the states after the first; may exchange the memory for another. */
  abstract RecurrentPass run(RecurrentPass pass, RecurrentWeights weights);

  /** Computes the deltas of the gates; {@code stateDelta} is the last state's, and is used up. */
  abstract GateDeltas deltas(
      RecurrentPass pass, INDArray recurrentWeight, @Nullable INDArray delta, INDArray stateDelta);

  @Override
  public final INDArray forward(INDArray input) {
    RecurrentPass pass = pass(input);
    if (isTraining()) {
      cache.store(input, pass);
      state.carry(pass.states());
      cell.carry(pass.memory());
    }
    if (!config.last()) {
      return pass.order().outside(Slices.slice(pass.states(), 0, 1, pass.states().size(0)));
    }
    INDArray output = Scratch.array(input.dataType(), input.size(0), config.hidden());
    Slices.copyIndex(pass.states(), 0, input.size(1), output);
    return output;
  }

  @Override
  public final INDArray backwardDelta(INDArray input, INDArray delta) {
    RecurrentPass pass = recall(input, delta);
    return inputDelta(pass, deltas(pass, delta));
  }

  @Override
  public final void backwardUpdateGradient(INDArray input, INDArray delta) {
    RecurrentPass pass = recall(input, delta);
    weights.addGradients(pass, deltas(pass, delta));
  }

  @Override
  public final INDArray backward(INDArray input, INDArray delta) {
    RecurrentPass pass = recall(input, delta);
    GateDeltas deltas = deltas(pass, delta);
    weights.addGradients(pass, deltas);
    return inputDelta(pass, deltas);
  }

  @Override
  public final List<Parameter> parameters() {
    return weights.all();
  }

  @Override
  public final List<Buffer> buffers() {
    return Stream.concat(state.buffers().stream(), cell.buffers().stream()).toList();
  }

  @Override
  public final void resetState() {
    state.reset();
    cell.reset();
  }

  private RecurrentPass recall(INDArray input, INDArray delta) {
    requireInput(input);
    if (config.last()) {
      Shapes.requireShape(this, "delta", delta, input.size(0), config.hidden());
    } else {
      Shapes.requireShape(this, "delta", delta, input.size(0), input.size(1), config.hidden());
    }
    Shapes.requireType(this, "delta", delta, input.dataType());
    RecurrentPass cached = isTraining() ? cache.recall(input) : null;
    return cached == null ? pass(input) : cached;
  }

  private RecurrentPass pass(INDArray input) {
    requireInput(input);
    TimeOrder order = TimeOrder.of(this, input, config.reverse());
    INDArray x = order.inside(input);
    boolean hasCell = RecurrentKind.of(config).hasCell();
    RecurrentPass pass = RecurrentPass.of(order, x, weights.gates(x), config.hidden(), hasCell);
    state.begin(pass.states(), isTraining());
    if (hasCell) {
      cell.begin(pass.memory(), isTraining());
    }
    return run(pass, weights);
  }

  private GateDeltas deltas(RecurrentPass pass, INDArray delta) {
    INDArray recurrentWeight = weights.recurrentWeight.value();
    INDArray stateDelta = Scratch.array(delta.dataType(), delta.size(0), config.hidden());
    if (config.last()) {
      Slices.copy(delta, stateDelta);
      return deltas(pass, recurrentWeight, null, stateDelta);
    }
    Elementwise.fill(stateDelta, 0);
    return deltas(pass, recurrentWeight, pass.order().inside(delta), stateDelta);
  }

  private INDArray inputDelta(RecurrentPass pass, GateDeltas deltas) {
    return pass.order().outside(weights.xDelta(pass.x(), deltas));
  }

  private void requireInput(INDArray input) {
    Shapes.requireShape(this, "input", input, -1, -1, config.in());
    Shapes.requireType(this, "input", input, weights.weight.value().dataType());
    if (isTraining()) {
      state.requireBatch(this, input);
    }
  }
}
