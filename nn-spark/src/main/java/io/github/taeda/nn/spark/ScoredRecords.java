package io.github.taeda.nn.spark;

import io.github.taeda.nn.EvaluationPass;
import io.github.taeda.nn.ops.Scratch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.stream.LongStream;
import org.apache.spark.TaskContext;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What becomes of the records of a partition with the net's outputs for them, computed batch by
 * batch.
 *
 * @param <T> kind of record
 * @param <R> kind of result
 */
final class ScoredRecords<T, R> implements Iterator<R> {
  private final ExecutorNet net;
  private final Iterator<T> records;
  private final RecordFormat<T, R> format;
  private final int batchSize;
  private final long[] shape; // of one input; none for a vector
  private final Queue<R> scored = new ArrayDeque<>();
  private int read;

  ScoredRecords(
      ExecutorNet net,
      Iterator<T> records,
      RecordFormat<T, R> format,
      int batchSize,
      long... shape) {
    this.net = net;
    this.records = records;
    this.format = format;
    this.batchSize = batchSize;
    this.shape = shape;
  }

  @Override
  public boolean hasNext() {
    return !scored.isEmpty() || records.hasNext();
  }

  @Override
  public R next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (scored.isEmpty()) {
      score();
    }
    return scored.remove();
  }

  private void score() {
    List<T> batch = new ArrayList<>();
    List<Object> inputs = new ArrayList<>();
    while (batch.size() < batchSize && records.hasNext()) {
      try {
        T next = records.next();
        Object input = format.features(next);
        requireLength(inputs, input);
        batch.add(next);
        inputs.add(input);
      } catch (IllegalArgumentException e) {
        throw TaskFailure.ofRecord(TaskContext.getPartitionId(), read, e);
      }
      read++;
    }
    int each = Primitives.length(inputs.get(0));
    Object all = Primitives.like(inputs.get(0), Math.multiplyExact(each, batch.size()));
    for (int i = 0; i < batch.size(); i++) {
      Primitives.copy(inputs.get(i), 0, all, i * each, each);
    }
    add(batch, outputs(all, batch.size(), each));
  }

  private void requireLength(List<Object> inputs, Object input) {
    int expected =
        shape.length > 0
            ? (int) Arrays.stream(shape).reduce(1, Math::multiplyExact)
            : Primitives.length(inputs.isEmpty() ? input : inputs.get(0));
    if (Primitives.length(input) != expected) {
      throw new IllegalArgumentException(
          "there must be " + expected + " features, but were " + Primitives.length(input));
    }
  }

  private Object outputs(Object features, int size, int each) {
    long[] one = shape.length > 0 ? shape : new long[] {each};
    try (Scratch.Step step = net.scratches().of("scores", size).step()) {
      INDArray input =
          Scratch.array(
              net.type(), LongStream.concat(LongStream.of(size), LongStream.of(one)).toArray());
      Primitives.copyInto(features, input);
      return Primitives.of(EvaluationPass.run(() -> net.module().forward(input)));
    } catch (IllegalArgumentException e) {
      throw TaskFailure.ofPartition(TaskContext.getPartitionId(), e);
    }
  }

  private void add(List<T> batch, Object outputs) {
    int each = Primitives.length(outputs) / batch.size();
    for (int i = 0; i < batch.size(); i++) {
      Object output = Primitives.like(outputs, each);
      Primitives.copy(outputs, i * each, output, 0, each);
      scored.add(format.result(batch.get(i), output));
    }
  }
}
