package io.github.taeda.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One step of one network in one library. Not final because JMH extends it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StepBenchmark {
  @Param private Net net = Net.XOR;
  @Param private Library library = Library.TAEDA;

  @SuppressWarnings("NullAway.Init") // by setUp
  private Step step;

  /** Builds the network; each fork runs one library only. */
  @Setup
  public void setUp() {
    step = library.start(net);
  }

  @Benchmark
  public double step() {
    return step.run();
  }

  /** Frees the network, and rejects a measurement that ended in NaN. */
  @TearDown
  public void tearDown() {
    double loss = step.run();
    step.close();
    if (!Double.isFinite(loss)) {
      throw new IllegalStateException(net + " in " + library + " ended with the loss " + loss);
    }
  }
}
