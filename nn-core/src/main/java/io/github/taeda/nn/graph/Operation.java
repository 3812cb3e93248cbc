package io.github.taeda.nn.graph;

import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a node does with the values of its sources; every result is a new array. */
enum Operation {
  /** One of the graph's inputs. */
  INPUT(0),

  /** A module of its one source; settings: the index of the module. */
  MODULE(1),

  /** {@code Σ_k x_k}. */
  ADD(0) {
    @Override
    INDArray forward(GraphNode node, INDArray[] x) {
      Shapes.requireNumbers(node, "source 0", x[0]);
      INDArray sum = copy(x[0]);
      for (int k = 1; k < x.length; k++) {
        Shapes.requireLike(node, "source " + k, x[k], x[0]);
        Elementwise.add(sum, x[k], sum);
      }
      return sum;
    }

    @Override
    INDArray backward(GraphNode node, INDArray[] x, int source, INDArray delta) {
      return delta;
    }
  },

  /** {@code Π_k x_k}, elementwise. */
  MULTIPLY(0) {
    @Override
    INDArray forward(GraphNode node, INDArray[] x) {
      Shapes.requireNumbers(node, "source 0", x[0]);
      for (int k = 1; k < x.length; k++) {
        Shapes.requireLike(node, "source " + k, x[k], x[0]);
      }
      return product(x, x.length, x[0]);
    }

    @Override
    INDArray backward(GraphNode node, INDArray[] x, int source, INDArray delta) {
      return product(x, source, delta);
    }
  },

  /** The sources one after another; settings: the axis. */
  CONCAT(1) {
    @Override
    INDArray forward(GraphNode node, INDArray[] x) {
      int axis = axis(node, x[0]);
      long[] shape = x[0].shape().clone();
      for (int k = 1; k < x.length; k++) {
        long[] expected = x[0].shape().clone();
        expected[axis] = -1;
        Shapes.requireShape(node, "source " + k, x[k], expected);
        Shapes.requireType(node, "source " + k, x[k], x[0].dataType());
        shape[axis] += x[k].size(axis);
      }
      INDArray joined = Scratch.array(x[0].dataType(), shape);
      for (int k = 0; k < x.length; k++) {
        Slices.copyToSlice(x[k], axis, start(x, k, axis), joined);
      }
      return joined;
    }

    @Override
    INDArray backward(GraphNode node, INDArray[] x, int source, INDArray delta) {
      int axis = axis(node, x[0]);
      INDArray part = Scratch.array(delta.dataType(), x[source].shape());
      Slices.copySlice(delta, axis, start(x, source, axis), part);
      return part;
    }
  },

  /** Part of its one source along an axis; settings: the axis, the first index, the end. */
  SLICE(3) {
    @Override
    INDArray forward(GraphNode node, INDArray[] x) {
      int axis = axis(node, x[0]);
      long start = node.settings().get(1);
      long end = node.settings().get(2);
      long[] shape = x[0].shape().clone();
      if (end > shape[axis]) {
        throw new ShapeException(
            node
                + ": source must have at least "
                + end
                + " elements along axis "
                + axis
                + ", but was "
                + Shapes.text(shape));
      }
      shape[axis] = end - start;
      INDArray part = Scratch.array(x[0].dataType(), shape);
      Slices.copySlice(x[0], axis, start, part);
      return part;
    }

    @Override
    INDArray backward(GraphNode node, INDArray[] x, int source, INDArray delta) {
      INDArray whole = Scratch.array(delta.dataType(), x[0].shape());
      Elementwise.fill(whole, 0);
      Slices.copyToSlice(delta, axis(node, x[0]), node.settings().get(1), whole);
      return whole;
    }
  };

  private final int settings;

  Operation(int settings) {
    this.settings = settings;
  }

  /** Whether sources and settings are what the operation takes. */
  boolean accepts(List<Long> sources, List<Long> values) {
    boolean counts =
        switch (this) {
          case INPUT -> sources.isEmpty();
          case MODULE, SLICE -> sources.size() == 1;
          case ADD, MULTIPLY, CONCAT -> !sources.isEmpty();
        };
    boolean range =
        switch (this) {
          case CONCAT -> values.size() == 1 && values.get(0) >= 1;
          case SLICE ->
              values.size() == 3
                  && values.get(0) >= 1
                  && values.get(1) >= 0
                  && values.get(2) > values.get(1);
          default -> values.size() == settings;
        };
    return counts && range;
  }

  /** The value of a node, of the values of its sources. */
  INDArray forward(GraphNode node, INDArray[] x) {
    throw new AssertionError(this);
  }

  /** The delta of one source; it may be {@code delta} itself, and nobody writes to it. */
  INDArray backward(GraphNode node, INDArray[] x, int source, INDArray delta) {
    throw new AssertionError(this);
  }

  private static INDArray copy(INDArray x) {
    INDArray copy = Scratch.like(x);
    Slices.copy(x, copy);
    return copy;
  }

  private static int axis(GraphNode node, INDArray x) {
    long axis = node.settings().get(0);
    if (axis >= x.rank()) {
      throw new ShapeException(
          node + ": source must have an axis " + axis + ", but was " + Shapes.text(x.shape()));
    }
    return (int) axis;
  }

  /** Where source k begins in the joined array. */
  private static long start(INDArray[] x, int k, int axis) {
    long start = 0;
    for (int i = 0; i < k; i++) {
      start += x[i].size(axis);
    }
    return start;
  }

  /** The factor times every x but one; all of them if {@code factor} is x[0] and none left out. */
  private static INDArray product(INDArray[] x, int without, INDArray factor) {
    INDArray product = copy(factor);
    for (int k = without == x.length ? 1 : 0; k < x.length; k++) {
      if (k != without) {
        Elementwise.multiply(product, x[k], product);
      }
    }
    return product;
  }
}
