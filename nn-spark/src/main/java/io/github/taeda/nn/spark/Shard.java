package io.github.taeda.nn.spark;

import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.ops.Scratch;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The examples of one partition in their order, packed into two Java arrays. */
final class Shard implements Serializable {
  private final int partition;
  private final int size;
  private final @Nullable Example first; // says what all are like; null if there are none
  private final Object features; // of all, one after the other
  private final Object targets;

  private Shard(int partition, List<Example> examples) {
    this.partition = partition;
    this.size = examples.size();
    this.first = examples.isEmpty() ? null : examples.get(0);
    this.features = first == null ? new float[0] : pack(examples, Example::features);
    this.targets = first == null ? new float[0] : pack(examples, Example::target);
  }

  /**
   * Packs a partition.
   *
   * @throws TaskFailure if a record cannot be read, or is not like the first
   */
  static Shard of(int partition, Iterator<Example> records) {
    List<Example> examples = new ArrayList<>();
    while (true) {
      try {
        if (!records.hasNext()) {
          return new Shard(partition, examples);
        }
        Example example = records.next();
        if (example == null) {
          throw new IllegalArgumentException("the example is null");
        }
        requireLike(examples.isEmpty() ? example : examples.get(0), example);
        examples.add(example);
      } catch (RuntimeException e) {
        throw TaskFailure.ofRecord(partition, examples.size(), e);
      }
    }
  }

  private static void requireLike(Example first, Example example) {
    if (!example.form().equals(first.form())
        || example.features().getClass() != first.features().getClass()
        || example.target().getClass() != first.target().getClass()) {
      throw new IllegalArgumentException(
          "examples must be alike, but the first has "
              + text(first)
              + " and this one "
              + text(example));
    }
  }

  private static String text(Example example) {
    return example.form() + " (" + example.features().getClass().getSimpleName() + ")";
  }

  private Object pack(List<Example> examples, Function<Example, Object> part) {
    int each = Primitives.length(part.apply(examples.get(0)));
    long length = (long) each * examples.size();
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "SparkSGD: partition %d has %d elements, more than one Java array can hold; call"
                  + " repartition(…) with more partitions",
              partition,
              length));
    }
    Object all = Primitives.like(part.apply(examples.get(0)), (int) length);
    for (int i = 0; i < examples.size(); i++) {
      Primitives.copy(part.apply(examples.get(i)), 0, all, i * each, each);
    }
    return all;
  }

  int partition() {
    return partition;
  }

  int size() {
    return size;
  }

  /** What the examples are like; empty if there are none. */
  String form() {
    return first == null ? "" : first.form();
  }

  /**
   * Copies examples to a batch.
   *
   * @param type of input and target, unless that is class indices
   */
  Batch batch(DataType type, int... rows) {
    Example like = Objects.requireNonNull(first);
    Object inputs = rows(features, Primitives.length(like.features()), rows);
    Object outputs = rows(targets, Primitives.length(like.target()), rows);
    return new Batch(
        array(inputs, type, withBatch(rows.length, like.shape())),
        array(outputs, type, withBatch(rows.length, like.targetShape())));
  }

  private static INDArray array(Object elements, DataType type, long... shape) {
    if (elements instanceof int[] indices) {
      return Nd4j.createFromArray(indices).reshape(shape);
    }
    INDArray array = Scratch.array(type, shape);
    Primitives.copyInto(elements, array);
    return array;
  }

  private static Object rows(Object all, int each, int... rows) {
    Object chosen = Primitives.like(all, rows.length * each);
    for (int i = 0; i < rows.length; i++) {
      Primitives.copy(all, rows[i] * each, chosen, i * each, each);
    }
    return chosen;
  }

  private static long[] withBatch(long batch, long... shape) {
    return LongStream.concat(LongStream.of(batch), LongStream.of(shape)).toArray();
  }
}
