package io.github.taeda.nn.spark;

import java.io.Serializable;

/**
 * How records are read and written; both arrays are {@code float[]} or {@code double[]}.
 *
 * @param <T> kind of record
 * @param <R> kind of result
 */
interface RecordFormat<T, R> extends Serializable {
  /** The features of a record. */
  Object features(T entry);

  /** The result of a record and its output. */
  R result(T entry, Object output);
}
