package io.github.taeda.nn.testing;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
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
  public static final ModuleType<Affine> TYPE =
      ModuleType.of(Affine.class, Config.class, affine -> affine.config, Affine::new);

  private record Config(long in, long out, Init init) implements ModuleConfig {
    @Override
    public String text() {
      return in + " -> " + out;
    }

    @Override
    public long elements() {
      return in * out + out;
    }
  }

  private final Config config;
  private final Parameter weight; // [in, out]
  private final Parameter bias; // [out]

  public Affine(long in, long out, RandomGenerator random) {
    this(new Config(in, out, Init.torch()), random);
  }

  private Affine(Config config, RandomGenerator random) {
    this.config = config;
    long in = config.in();
    long out = config.out();
    weight = Parameter.of("weight", config.init().weights(in, out, random), in, out);
    bias = Parameter.of("bias", config.init().biases(in, random), out);
  }

  @Override
  public INDArray forward(INDArray input) {
    requireInput(input);
    INDArray output = Scratch.array(input.dataType(), Shapes.withLast(input, config.out()));
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
  public ModuleType<Affine> type() {
    return TYPE;
  }

  private void requireInput(INDArray input) {
    Shapes.requireLast(this, "input", input, config.in());
    Shapes.requireType(this, "input", input, weight.value().dataType());
  }

  private void requireDelta(INDArray input, INDArray delta) {
    Shapes.requireShape(this, "delta", delta, Shapes.withLast(input, config.out()));
    Shapes.requireType(this, "delta", delta, weight.value().dataType());
  }
}
