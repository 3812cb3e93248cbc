package io.github.taeda.nn.layers;

import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ops.Matrices;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of a recurrent module, and what is one product for all steps: what the inputs
 * contribute to the gates, {@code a = x W + b}, the inputs' deltas and the gradients.
 */
final class RecurrentWeights {
  final Parameter weight; // W [in, gates · hidden]
  final Parameter recurrentWeight; // R [hidden, gates · hidden]
  final Parameter bias; // b [gates · hidden]
  final @Nullable Parameter recurrentBias; // [gates · hidden]

  RecurrentWeights(RecurrentKind kind, RecurrentConfig config, RandomGenerator random) {
    long width = kind.width(config);
    weight = drawn("weight", config, random, config.in(), width);
    recurrentWeight = drawn("recurrentWeight", config, random, config.hidden(), width);
    bias = drawnBias("bias", config, random, width);
    recurrentBias =
        kind.hasRecurrentBias() ? drawnBias("recurrentBias", config, random, width) : null;
  }

  private static Parameter drawn(
      String name, RecurrentConfig config, RandomGenerator random, long... shape) {
    long hidden = config.hidden();
    return Parameter.of(name, config.init().weights(hidden, hidden, random), shape);
  }

  private static Parameter drawnBias(
      String name, RecurrentConfig config, RandomGenerator random, long width) {
    return Parameter.of(name, config.init().biases(config.hidden(), random), width);
  }

  List<Parameter> all() {
    return recurrentBias == null
        ? List.of(weight, recurrentWeight, bias)
        : List.of(weight, recurrentWeight, bias, recurrentBias);
  }

  /** What the inputs {@code [length, batch, in]} contribute to the gates. */
  INDArray gates(INDArray x) {
    long width = bias.value().length();
    INDArray gates = Scratch.array(x.dataType(), x.size(0), x.size(1), width);
    Matrices.multiplyAddRow(x, weight.value(), bias.value(), gates); // [*, in] x [in, gates] + row
    return gates;
  }

  /** The deltas of the inputs. */
  INDArray xDelta(INDArray x, GateDeltas deltas) {
    INDArray xDelta = Scratch.like(x);
    Matrices.multiplyTransposeB(deltas.inputs(), weight.value(), xDelta); // [*, gates] x W^T
    return xDelta;
  }

  /** Adds the gradients, each summed over all steps of all sequences. */
  void addGradients(RecurrentPass pass, GateDeltas deltas) {
    addProduct(pass.x(), deltas.inputs(), weight); // [*, in]^T x [*, gates]
    INDArray before = Slices.slice(pass.states(), 0, 0, pass.order().length());
    addProduct(before, deltas.products(), recurrentWeight); // [*, hidden]^T x [*, gates]
    Reductions.addColumnSums(deltas.inputs(), bias.gradient());
    if (recurrentBias != null) {
      Reductions.addColumnSums(deltas.products(), recurrentBias.gradient());
    }
  }

  private static void addProduct(INDArray x, INDArray delta, Parameter weight) {
    if (weight.overwritesGradient()) {
      Matrices.multiplyTransposeA(x, delta, weight.gradient());
    } else {
      Matrices.addMultiplyTransposeA(x, delta, weight.gradient());
    }
  }
}
