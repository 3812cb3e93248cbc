package io.github.taeda.nn.spark;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Module;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.ArraySeq;

/**
 * A trained module as a function over data on Spark: the executors compute its outputs, batch by
 * batch of each partition.
 *
 * <pre>{@code
 * Dataset<Row> scored = SparkModel.of(net).transform(frame, "features", "scores");
 * }</pre>
 *
 * <p>It computes in evaluation, with the values that the module has when a method is called. The
 * results are lazy, as everything of Spark's.
 */
public final class SparkModel {
  private final Module module;
  private int batchSize = 256;
  private long[] shape = {};

  private SparkModel(Module module) {
    this.module = Objects.requireNonNull(module, "SparkModel: module is null");
  }

  /** A function that computes a module. */
  public static SparkModel of(Module module) {
    return new SparkModel(module);
  }

  /** Examples per batch, at least 1; 256 unless set. */
  public SparkModel batchSize(int batchSize) {
    this.batchSize = Checks.requireCount("SparkModel", "batchSize", batchSize);
    return this;
  }

  /**
   * The shape of one input, {@code [height, width, channels]}; a vector of all features unless set.
   */
  public SparkModel inputShape(long... shape) {
    this.shape = Objects.requireNonNull(shape, "SparkModel: shape is null").clone();
    return this;
  }

  /**
   * Adds a column of outputs, arrays of floats, or of doubles if the module's type is DOUBLE.
   *
   * @param features name of a column of arrays of floats or doubles, or of these alone
   * @param output name of the new column
   */
  public Dataset<Row> transform(Dataset<Row> frame, String features, String output) {
    Objects.requireNonNull(frame, "SparkModel: frame is null");
    Objects.requireNonNull(output, "SparkModel: output is null");
    StructType schema = frame.schema();
    ExampleColumns.requireNumbers("SparkModel", schema, "features", features);
    if (List.of(schema.fieldNames()).contains(output)) {
      throw new IllegalArgumentException(
          "SparkModel: output must be a new column, but there is a column " + output);
    }
    NetText text = NetText.of(module);
    DataType element =
        text.type() == org.nd4j.linalg.api.buffer.DataType.DOUBLE
            ? DataTypes.DoubleType
            : DataTypes.FloatType;
    Scoring<Row, Row> scoring =
        scoring(
            JavaSparkContext.fromSparkContext(frame.sparkSession().sparkContext()),
            text,
            new RowFormat(schema.fieldIndex(features)));
    MapPartitionsFunction<Row, Row> scored = scoring::of;
    return frame.mapPartitions(
        scored, Encoders.row(schema.add(output, DataTypes.createArrayType(element, false), false)));
  }

  /**
   * Computes the outputs of examples, in their order; their targets are ignored.
   *
   * @return for each example all elements of its output, row by row
   */
  public JavaRDD<double[]> predict(JavaRDD<Example> examples) {
    Objects.requireNonNull(examples, "SparkModel: examples is null");
    Scoring<Example, double[]> scoring =
        scoring(
            JavaSparkContext.fromSparkContext(examples.context()),
            NetText.of(module),
            new ExampleFormat());
    return examples.mapPartitions(scoring::of);
  }

  private <T, R> Scoring<T, R> scoring(
      JavaSparkContext context, NetText text, RecordFormat<T, R> format) {
    Broadcast<NetValues> values = context.broadcast(NetValues.of(module));
    return new Scoring<>(text, values, format, batchSize, shape);
  }

  /** Examples, of which only the output is left. */
  private static final class ExampleFormat implements RecordFormat<Example, double[]> {
    @Override
    public Object features(Example entry) {
      return entry.features();
    }

    @Override
    public double[] result(Example entry, Object output) {
      return Primitives.doubles(output);
    }
  }

  /** Rows with one more column. */
  private static final class RowFormat implements RecordFormat<Row, Row> {
    private final int column;

    RowFormat(int column) {
      this.column = column;
    }

    @Override
    public Object features(Row entry) {
      return ExampleColumns.numbers(entry, column);
    }

    @Override
    public Row result(Row entry, Object output) {
      Object[] values = new Object[entry.size() + 1];
      for (int i = 0; i < entry.size(); i++) {
        values[i] = entry.get(i);
      }
      values[entry.size()] = ArraySeq.unsafeWrapArray(output);
      return RowFactory.create(values);
    }
  }

  @Override
  public String toString() {
    return "SparkModel(" + module + ", " + batchSize + ", " + Arrays.toString(shape) + ")";
  }
}
