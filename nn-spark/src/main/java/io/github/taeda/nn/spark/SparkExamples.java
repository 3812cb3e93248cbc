package io.github.taeda.nn.spark;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.RemoteExamples;
import io.github.taeda.nn.optim.RemoteGradient;
import io.github.taeda.nn.optim.RunState;
import io.github.taeda.nn.optim.metrics.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The examples of an RDD, packed and kept on the executors, which compute with them. */
final class SparkExamples implements RemoteExamples, AutoCloseable {
  private final JavaSparkContext context;
  private final JavaRDD<Shard> shards;
  private final ShardSizes sizes;
  private final ExecutorSettings settings;

  SparkExamples(JavaRDD<Example> examples, ExecutorSettings settings) {
    this.context = JavaSparkContext.fromSparkContext(examples.context());
    this.settings = settings;
    this.shards =
        examples
            .mapPartitionsWithIndex(
                (partition, records) -> List.of(Shard.of(partition, records)).iterator(), false)
            .persist(settings.storage());
    try {
      this.sizes = SparkJob.run("SparkSGD", () -> ShardSizes.of(shards));
    } catch (RuntimeException | Error e) {
      shards.unpersist();
      throw e;
    }
  }

  @Override
  public int size() {
    return sizes.total();
  }

  @Override
  public RemoteGradient gradient(Optim optim, RunState state, int... rows) {
    long start = System.nanoTime();
    long seed = Seeds.mix(state.sampler(), state.epoch(), state.batch());
    NetValues values = NetValues.of(optim.module());
    Broadcast<Iteration> broadcast =
        context.broadcast(new Iteration(values, sizes.split(rows), seed));
    long sent = System.nanoTime() - start;
    try {
      GradientTask task = new GradientTask(settings.text(), broadcast, settings.local());
      boolean inTree = optim.vector().length() >= settings.treeElements();
      GradientSum sum =
          SparkJob.run(
              "SparkSGD", () -> Aggregation.sum(shards.mapPartitionsWithIndex(task, true), inTree));
      settings.times(sum, values.bytes(), sent, System.nanoTime() - start);
      return mean(optim, sum, rows.length);
    } finally {
      broadcast.destroy();
    }
  }

  /** The mean over the batch, and the buffers' over its examples. */
  private static RemoteGradient mean(Optim optim, GradientSum sum, int examples) {
    if (sum.examples() != examples || sum.gradient() == null) {
      throw new IllegalStateException(
          "SparkSGD: the batch has "
              + examples
              + " examples, but "
              + sum.examples()
              + " were computed");
    }
    boolean isSum = optim.loss().reduction() == Reduction.SUM;
    double divisor = isSum || sum.weight() == 0 ? 1 : sum.weight();
    INDArray gradient = optim.vector().gradients().like();
    Primitives.copyInto(Primitives.divided(sum.gradient(), divisor), gradient);
    Module module = optim.module();
    Object[] buffers = sum.buffers();
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = Primitives.divided(buffers[i], (double) sum.examples());
    }
    NetValues.copyBuffersInto(module, buffers);
    return new RemoteGradient(sum.loss() / divisor, isSum ? 1 : sum.weight(), gradient);
  }

  @Override
  public Map<String, Double> evaluate(Optim optim, boolean withLoss, List<Metric> metrics) {
    metrics.forEach(Metric::clear);
    Broadcast<NetValues> values = context.broadcast(NetValues.of(optim.module()));
    List<EvaluationSum> sums;
    try {
      byte[] cleared = EvaluationSum.write(metrics);
      EvaluationTask task = new EvaluationTask(settings.text(), values, withLoss, cleared);
      sums =
          new ArrayList<>(
              SparkJob.run("SparkSGD", () -> shards.mapPartitionsWithIndex(task, true).collect()));
    } finally {
      values.destroy();
    }
    sums.sort(Comparator.comparingInt(EvaluationSum::partition));
    Map<String, Double> results = new LinkedHashMap<>();
    if (withLoss) {
      results.put("loss", loss(optim, sums));
    }
    for (int i = 0; i < metrics.size(); i++) {
      Metric metric = metrics.get(i);
      merge(sums, i, metric);
      results.put(metric.name(), metric.value());
    }
    return results;
  }

  private static void merge(List<EvaluationSum> sums, int index, Metric metric) {
    for (EvaluationSum sum : sums) {
      metric.merge(sum.metrics().get(index));
    }
  }

  private static double loss(Optim optim, List<EvaluationSum> sums) {
    double loss = 0;
    double weight = 0;
    for (EvaluationSum sum : sums) {
      loss += sum.loss();
      weight += sum.weight();
    }
    return optim.loss().reduction() == Reduction.SUM ? loss : loss / weight;
  }

  /** Lets the executors forget the examples. */
  @Override
  public void close() {
    shards.unpersist();
  }
}
