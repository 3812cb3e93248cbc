package io.github.taeda.nn.onnx;

import io.github.taeda.nn.EvaluationPass;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.graph.Graph;
import io.github.taeda.nn.ops.NDArrays;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The shapes of a net's outputs, by a forward pass over zeros: it also shows that inputs fit. */
final class OutputShapes {
  /** The largest size that is tried for an axis of any size. */
  static final int MAX_SIZE = 512;

  private OutputShapes() {}

  /** The shapes for one example of these inputs; none where an axis may have any size. */
  static List<long[]> of(Module net, List<long[]> shapes) {
    boolean isFixed =
        shapes.stream().allMatch(shape -> LongStream.of(shape).skip(1).allMatch(n -> n > 0));
    if (isFixed) {
      return run(net, shapes, 1);
    }
    for (long size = 1; size < MAX_SIZE; size *= 2) {
      if (fits(net, shapes, size)) {
        return List.of();
      }
    }
    run(net, shapes, MAX_SIZE); // its exception, if it does not fit either
    return List.of();
  }

  private static boolean fits(Module net, List<long[]> shapes, long size) {
    try {
      run(net, shapes, size);
      return true;
    } catch (ShapeException e) { // such as shorter than a window
      return false;
    }
  }

  private static List<long[]> run(Module net, List<long[]> shapes, long size) {
    List<ModuleArray> arrays = ModuleArray.of(net);
    DataType type = arrays.isEmpty() ? DataType.FLOAT : arrays.get(0).value().dataType();
    List<INDArray> inputs =
        shapes.stream().map(shape -> NDArrays.zeros(type, withSize(shape, size))).toList();
    List<INDArray> outputs =
        EvaluationPass.run(
            () ->
                net instanceof Graph graph
                    ? graph.forward(inputs)
                    : List.of(net.forward(inputs.get(0))));
    return outputs.stream().map(INDArray::shape).toList();
  }

  /** A batch of one, with a size for each axis of any size. */
  private static long[] withSize(long[] shape, long size) {
    long[] sizes = LongStream.of(shape).map(n -> n < 0 ? size : n).toArray();
    sizes[0] = 1;
    return sizes;
  }
}
