package io.github.taeda.benchmarks;

import io.github.taeda.nn.ops.Activations;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Matrices;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The native calls of a training step of a 784-100-10 net, one by one and in turn: what the effect
 * of the native settings is measured with. Only in turn do the two pools of threads, ND4J's and
 * OpenBLAS', meet.
 */
@SuppressWarnings("try") // a step is open, not used
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 2, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class NativeCalls {
  /** The type of all arrays. */
  @Param({"FLOAT", "DOUBLE"})
  public DataType type;

  private final Scratch scratch = new Scratch();
  private INDArray input; // [128, 784]
  private INDArray weight; // [784, 100]
  private INDArray hidden; // [128, 100]
  private INDArray activation; // [128, 100]
  private INDArray lastWeight; // [100, 10]
  private INDArray output; // [128, 10]
  private INDArray lastGradient; // [100, 10]
  private INDArray gradient; // [784, 100]
  private INDArray values; // [79510]
  private INDArray gradients; // [79510]
  private INDArray wide; // [256, 1024]
  private INDArray wideGradient; // [1024, 1024]

  /** Creates the arrays, of small values other than zero. */
  @Setup
  public void make() {
    input = filled(128, 784);
    weight = filled(784, 100);
    hidden = filled(128, 100);
    activation = filled(128, 100);
    lastWeight = filled(100, 10);
    output = filled(128, 10);
    lastGradient = filled(100, 10);
    gradient = filled(784, 100);
    values = filled(79_510);
    gradients = filled(79_510);
    wide = filled(256, 1024);
    wideGradient = filled(1024, 1024);
  }

  /** A layer's output: {@code [128, 784] x [784, 100]}. */
  @Benchmark
  public void product() {
    try (Scratch.Step step = scratch.step()) {
      Matrices.multiply(input, weight, hidden);
    }
  }

  /** The last layer's output: {@code [128, 100] x [100, 10]}. */
  @Benchmark
  public void smallProduct() {
    try (Scratch.Step step = scratch.step()) {
      Matrices.multiply(activation, lastWeight, output);
    }
  }

  /** A wide layer's gradient: {@code += [256, 1024]ᵀ x [256, 1024]}. */
  @Benchmark
  public void wideProduct() {
    try (Scratch.Step step = scratch.step()) {
      Matrices.addMultiplyTransposeA(wide, wide, wideGradient);
    }
  }

  /** An activation of 12 800 values. */
  @Benchmark
  public void tanh() {
    try (Scratch.Step step = scratch.step()) {
      Activations.tanh(hidden, activation);
    }
  }

  /** An update of 79 510 parameters. */
  @Benchmark
  public void update() {
    try (Scratch.Step step = scratch.step()) {
      Elementwise.addScaled(-1e-6, gradients, values);
    }
  }

  /** The calls in turn, as in a step. */
  @Benchmark
  public void inTurn() {
    try (Scratch.Step step = scratch.step()) {
      Matrices.multiply(input, weight, hidden); // [128, 784] x [784, 100]
      Activations.tanh(hidden, activation);
      Matrices.multiply(activation, lastWeight, output); // [128, 100] x [100, 10]
      Matrices.addMultiplyTransposeA(
          activation, output, lastGradient); // += [128, 100]^T x [128, 10]
      Matrices.addMultiplyTransposeA(input, activation, gradient); // += [128, 784]^T x [128, 100]
      Elementwise.addScaled(-1e-6, gradients, values);
    }
  }

  private INDArray filled(long... shape) {
    INDArray array = NDArrays.zeros(type, shape);
    Elementwise.fill(array, 0.01);
    return array;
  }
}
