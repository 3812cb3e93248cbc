package io.github.taeda.nn.spark;

import io.github.taeda.nn.EvaluationPass;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Batches;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.optim.metrics.Metric;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Evaluates a net, and its loss if asked for, on the examples of a partition. */
final class EvaluationTask implements Function2<Integer, Iterator<Shard>, Iterator<EvaluationSum>> {
  private static final int BATCH = 256;

  private final NetText text;
  private final Broadcast<NetValues> values;
  private final boolean withLoss;
  private final byte[] metrics; // that have no examples yet

  EvaluationTask(NetText text, Broadcast<NetValues> values, boolean withLoss, byte[] metrics) {
    this.text = text;
    this.values = values;
    this.withLoss = withLoss;
    this.metrics = metrics;
  }

  @Override
  public Iterator<EvaluationSum> call(Integer partition, Iterator<Shard> shards) {
    Shard shard = shards.next();
    List<Metric> all = EvaluationSum.read(metrics);
    double loss = 0;
    double weight = 0;
    if (shard.size() > 0) {
      ExecutorNet net = ExecutorNet.of(text);
      values.value().copyInto(net.module());
      for (int[] rows : Batches.inOrder(shard.size(), BATCH)) {
        try (Scratch.Step step = net.scratches().of("evaluation", rows.length).step()) {
          Batch batch = shard.batch(net.type(), rows);
          INDArray output = EvaluationPass.run(() -> net.module().forward(batch.input()));
          all.forEach(metric -> metric.add(batch.target(), output));
          double added = withLoss ? net.loss().weight(batch.target(), output) : 0;
          weight += added;
          loss += withLoss ? added * net.loss().value(batch.target(), output) : 0;
        } catch (IllegalArgumentException e) {
          throw TaskFailure.ofPartition(partition, e);
        }
      }
    }
    byte[] results = EvaluationSum.write(all);
    return Collections.singleton(new EvaluationSum(partition, loss, weight, results)).iterator();
  }
}
