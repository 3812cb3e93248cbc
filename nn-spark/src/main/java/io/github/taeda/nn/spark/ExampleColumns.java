package io.github.taeda.nn.spark;

import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Two columns of a data frame that are the features and targets of examples. */
record ExampleColumns(Dataset<Row> frame, String features, String label) {

  static ExampleColumns of(Dataset<Row> frame, String features, String label) {
    Objects.requireNonNull(frame, "SparkSGD: frame is null");
    requireNumbers("SparkSGD", frame.schema(), "features", features);
    requireNumbers("SparkSGD", frame.schema(), "label", label);
    return new ExampleColumns(frame, features, label);
  }

  /** Requires a column of integers, floats or doubles, or of arrays of these. */
  static void requireNumbers(String owner, StructType schema, String role, String name) {
    Objects.requireNonNull(name, () -> owner + ": " + role + " is null");
    if (!List.of(schema.fieldNames()).contains(name)) {
      throw new IllegalArgumentException(
          owner
              + ": "
              + role
              + " must be one of the columns "
              + List.of(schema.fieldNames())
              + ", but was "
              + name);
    }
    StructField field = schema.apply(name);
    DataType type =
        field.dataType() instanceof ArrayType array ? array.elementType() : field.dataType();
    if (!isInteger(type) && type != DataTypes.FloatType && type != DataTypes.DoubleType) {
      throw new IllegalArgumentException(
          owner
              + ": the column "
              + name
              + " must be of integers, floats or doubles, or arrays of these, but is of "
              + field.dataType().simpleString());
    }
  }

  private static boolean isInteger(DataType type) {
    return type == DataTypes.IntegerType
        || type == DataTypes.LongType
        || type == DataTypes.ShortType
        || type == DataTypes.ByteType;
  }

  JavaRDD<Example> examples() {
    DataType type = frame.schema().apply(label).dataType();
    boolean classes = isInteger(type instanceof ArrayType array ? array.elementType() : type);
    boolean sequence = type instanceof ArrayType;
    return frame
        .select(features, label)
        .javaRDD()
        .map(
            row -> {
              Object input = numbers(row, 0);
              Object target = numbers(row, 1);
              return example(input, target, classes, sequence);
            });
  }

  private static Example example(Object input, Object target, boolean classes, boolean sequence) {
    double[] targets = Primitives.doubles(target);
    Example example =
        input instanceof float[] floats
            ? Example.of(floats, floats(targets))
            : Example.of((double[]) input, targets);
    if (!classes) {
      return example;
    }
    int[] indices = new int[targets.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (int) targets[i];
    }
    return sequence
        ? example.withClasses(indices)
        : input instanceof float[] floats
            ? Example.ofClass(floats, indices[0])
            : Example.ofClass((double[]) input, indices[0]);
  }

  /** The elements of a cell, {@code float[]} where they are FLOAT, else {@code double[]}. */
  static Object numbers(Row row, int column) {
    Object cell = row.get(column);
    if (cell == null) {
      throw new IllegalArgumentException(
          "the column " + row.schema().fieldNames()[column] + " is null");
    }
    List<?> values = cell instanceof Seq<?> seq ? CollectionConverters.asJava(seq) : List.of(cell);
    double[] numbers = new double[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = ((Number) values.get(i)).doubleValue();
    }
    return !values.isEmpty() && values.get(0) instanceof Float ? floats(numbers) : numbers;
  }

  private static float[] floats(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
