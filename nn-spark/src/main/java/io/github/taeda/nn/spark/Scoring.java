package io.github.taeda.nn.spark;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.broadcast.Broadcast;

/**
 * What executors need to score records.
 *
 * @param <T> kind of record
 * @param <R> kind of result
 */
final class Scoring<T, R> implements Serializable {
  private final NetText text;
  private final Broadcast<NetValues> values;
  private final RecordFormat<T, R> format;
  private final int batchSize;
  private final long[] shape;

  Scoring(
      NetText text,
      Broadcast<NetValues> values,
      RecordFormat<T, R> format,
      int batchSize,
      long... shape) {
    this.text = text;
    this.values = values;
    this.format = format;
    this.batchSize = batchSize;
    this.shape = shape;
  }

  ScoredRecords<T, R> of(Iterator<T> records) {
    ExecutorNet net = ExecutorNet.of(text);
    values.value().copyInto(net.module());
    return new ScoredRecords<>(net, records, format, batchSize, shape);
  }
}
