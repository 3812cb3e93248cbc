package io.github.taeda.nn.spark;

import io.github.taeda.nn.Evaluated;
import io.github.taeda.nn.EvaluationPass;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ParameterVector;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes what a partition adds to the gradient of a batch. It depends on nothing but its fields
 * and the partition's examples, so that it may be repeated anywhere.
 */
final class GradientTask implements Function2<Integer, Iterator<Shard>, Iterator<GradientSum>> {
  private final NetText text;
  private final Broadcast<Iteration> broadcast;
  private final LocalIterations local;

  GradientTask(NetText text, Broadcast<Iteration> broadcast, LocalIterations local) {
    this.text = text;
    this.broadcast = broadcast;
    this.local = local;
  }

  @Override
  public Iterator<GradientSum> call(Integer partition, Iterator<Shard> shards) {
    Shard shard = shards.next();
    long start = System.nanoTime();
    Iteration iteration = broadcast.value();
    long wait = System.nanoTime() - start;
    int[] rows = iteration.rows(partition);
    if (rows.length == 0) {
      return Collections.singleton(GradientSum.none(partition)).iterator();
    }
    ExecutorNet net = ExecutorNet.of(text);
    iteration.begin(net, partition);
    GradientSum sum = sum(net, shard, rows, wait);
    return Collections.singleton(sum).iterator();
  }

  private GradientSum sum(ExecutorNet net, Shard shard, int[] rows, long wait) {
    long start = System.nanoTime();
    ParameterVector vector = ParameterVector.of(net.module());
    INDArray before = local.isExact() ? vector.gradients() : vector.values().dup('c');
    double loss = 0;
    double weight = 0;
    for (int[] part : local.parts(rows)) {
      Evaluated evaluated = gradient(net, vector, shard, part);
      loss += evaluated.value() * evaluated.weight();
      weight += evaluated.weight();
      if (!local.isExact()) {
        Elementwise.addScaled(-local.learningRate(), vector.gradients(), vector.values());
      }
    }
    INDArray gradient =
        local.isExact() ? vector.gradients() : local.change(before, vector.values());
    unscale(net.loss().reduction(), weight, gradient);
    Object[] buffers = buffers(net.module(), rows.length);
    Object values = Primitives.of(gradient);
    int partition = shard.partition();
    long time = System.nanoTime() - start;
    return new GradientSum(partition, rows.length, loss, weight, values, buffers, wait, time);
  }

  /** Multiplies a mean by its weight, which gives the sum. */
  private static void unscale(Reduction reduction, double weight, INDArray gradient) {
    if (reduction != Reduction.SUM) {
      Elementwise.scale(gradient, weight, gradient);
    }
  }

  private static Evaluated gradient(
      ExecutorNet net, ParameterVector vector, Shard shard, int... rows) {
    try (Scratch.Step step = net.scratches().of("gradient", rows.length).step()) {
      Batch batch = shard.batch(net.type(), rows);
      vector.beginGradient();
      INDArray prediction = net.module().forward(batch.input());
      Evaluated evaluated = net.loss().evaluate(batch.target(), prediction);
      net.module().backwardUpdateGradient(batch.input(), evaluated.delta());
      return evaluated;
    } catch (IllegalArgumentException e) {
      throw poison(net, shard, e, rows);
    } finally {
      vector.gradients();
    }
  }

  /** The failure of the first record that fails alone, else of the partition. */
  private static TaskFailure poison(
      ExecutorNet net, Shard shard, IllegalArgumentException failure, int... rows) {
    for (int row : rows) {
      try {
        Batch batch = shard.batch(net.type(), row);
        INDArray output = EvaluationPass.run(() -> net.module().forward(batch.input()));
        double unused = net.loss().value(batch.target(), output);
      } catch (IllegalArgumentException e) {
        return TaskFailure.ofRecord(shard.partition(), row, e);
      }
    }
    return TaskFailure.ofPartition(shard.partition(), failure);
  }

  private static Object[] buffers(Module module, int examples) {
    module.buffers().forEach(buffer -> Elementwise.scale(buffer.value(), examples, buffer.value()));
    return NetValues.buffers(module);
  }

  @Override
  public String toString() {
    return "GradientTask(" + Arrays.asList(text.id(), local) + ")";
  }
}
