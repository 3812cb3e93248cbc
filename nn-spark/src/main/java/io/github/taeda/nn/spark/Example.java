package io.github.taeda.nn.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One example of an RDD: the features of an input, and a target, both plain arrays, so that Java's
 * and Kryo's serialisation can carry it. Immutable; the arrays given to it must not change either.
 */
public final class Example implements Serializable {
  private final Object features; // float[] or double[]
  private final long[] shape;
  private final Object target; // float[], double[], or int[] of class indices
  private final long[] targetShape;

  private Example(Object features, long[] shape, Object target, long... targetShape) {
    this.features = features;
    this.shape = shape;
    this.target = target;
    this.targetShape = targetShape;
  }

  /**
   * An example of a class.
   *
   * @param classIndex at least 0
   */
  public static Example ofClass(float[] features, int classIndex) {
    return new Example(require(features), vector(features.length), index(classIndex));
  }

  /** The same in double precision. */
  public static Example ofClass(double[] features, int classIndex) {
    return new Example(require(features), vector(features.length), index(classIndex));
  }

  /** An example with a target vector. */
  public static Example of(float[] features, float... target) {
    Objects.requireNonNull(target, "Example: target is null");
    return new Example(require(features), vector(features.length), target, vector(target.length));
  }

  /** The same in double precision. */
  public static Example of(double[] features, double... target) {
    Objects.requireNonNull(target, "Example: target is null");
    return new Example(require(features), vector(features.length), target, vector(target.length));
  }

  /**
   * The same example with features of a shape.
   *
   * @param shape of one input, without the batch axis, {@code [height, width, channels]}
   * @throws IllegalArgumentException if there are more or fewer features
   */
  public Example withShape(long... shape) {
    return new Example(features, requireShape("features", features, shape), target, targetShape);
  }

  /** The same example with a target of a shape, without the batch axis. */
  public Example withTargetShape(long... shape) {
    return new Example(features, this.shape, target, requireShape("target", target, shape));
  }

  /**
   * The same example with one class index per position, as sequences have them.
   *
   * @param indices of the classes, {@code [positions]}
   */
  public Example withClasses(int... indices) {
    Objects.requireNonNull(indices, "Example: indices is null");
    return new Example(features, shape, indices, vector(indices.length));
  }

  /** The features, a {@code float[]} or {@code double[]}. */
  Object features() {
    return features;
  }

  long[] shape() {
    return shape;
  }

  /** The target, a {@code float[]}, a {@code double[]}, or an {@code int[]} of class indices. */
  Object target() {
    return target;
  }

  long[] targetShape() {
    return targetShape;
  }

  /** What must be equal in all examples, {@code features [28, 28, 1], target a class}. */
  String form() {
    String of =
        target instanceof int[]
            ? targetShape.length == 0 ? "a class" : "classes " + Arrays.toString(targetShape)
            : Arrays.toString(targetShape);
    return "features " + Arrays.toString(shape) + ", target " + of;
  }

  private static <T> T require(@Nullable T features) {
    return Objects.requireNonNull(features, "Example: features is null");
  }

  private static int[] index(int classIndex) {
    if (classIndex < 0) {
      throw new IllegalArgumentException(
          "Example: classIndex must be at least 0, but was " + classIndex);
    }
    return new int[] {classIndex};
  }

  private static long[] vector(int length) {
    return new long[] {length};
  }

  private static long[] requireShape(String name, Object array, long... shape) {
    Objects.requireNonNull(shape, "Example: shape is null");
    long length = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (length != Primitives.length(array)) {
      throw new IllegalArgumentException(
          "Example: "
              + name
              + " of shape "
              + Arrays.toString(shape)
              + " must be "
              + length
              + " elements, but were "
              + Primitives.length(array));
    }
    return shape.clone();
  }

  @Override
  public String toString() {
    return "Example(" + form() + ")";
  }
}
