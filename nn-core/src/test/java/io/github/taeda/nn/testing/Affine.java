package io.github.taeda.nn.testing;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Init;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Matrices;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A module with parameters for the tests of nn-core, {@code y = x W + b}; it keeps every law. */
public final class Affine extends Module {
  private final long in;
  private final long out;
  private final Parameter weight; // [in, out]
  private final Parameter bias; // [out]

  public Affine(long in, long out, RandomGenerator random) {
    this(
        Parameter.of("weight", Init.torch().weights(in, out, random), in, out),
        Parameter.of("bias", Init.torch().biases(in, random), out));
  }

  private Affine(Parameter weight, Parameter bias) {
    this.in = weight.value().size(0);
    this.out = weight.value().size(1);
    this.weight = weight;
    this.bias = bias;
  }

  @Override
  public INDArray forward(INDArray input) {
    requireInput(input);
    INDArray output = Scratch.array(input.dataType(), Shapes.withLast(input, out));
    Matrices.multiply(input, weight.value(), output); // [*, in] x [in, out]
    Rowwise.addRow(output, bias.value(), output);
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    requireInput(input);
    requireDelta(input, delta);
    INDArray inputDelta = Scratch.like(input);
    Matrices.multiplyTransposeB(delta, weight.value(), inputDelta); // [*, out] x [in, out]^T
    return inputDelta;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    requireInput(input);
    requireDelta(input, delta);
    Matrices.addMultiplyTransposeA(input, delta, weight.gradient()); // += [*, in]^T x [*, out]
    Reductions.addColumnSums(delta, bias.gradient());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new Affine(copies.of(weight), copies.of(bias));
  }

  @Override
  public String toString() {
    return "Affine(" + in + " -> " + out + ")";
  }

  private void requireInput(INDArray input) {
    Shapes.requireLast(this, "input", input, in);
    Shapes.requireType(this, "input", input, weight.value().dataType());
  }

  private void requireDelta(INDArray input, INDArray delta) {
    Shapes.requireShape(this, "delta", delta, Shapes.withLast(input, out));
    Shapes.requireType(this, "delta", delta, weight.value().dataType());
  }
}
