package io.github.taeda.nn.io;

import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.files.FileFormatException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A parameter or buffer of a module, with its name and layout in a file. */
final class TensorBinding {
  private final ModuleArray array;
  private final String fileName;
  private final List<Integer>
      axes; // the file's axis i is the array's axes.get(i); none for the same order

  /** An array that is in the file as it is in the module. */
  TensorBinding(ModuleArray array) {
    this(array, array.name(), List.of());
  }

  private TensorBinding(ModuleArray array, String fileName, List<Integer> axes) {
    this.array = array;
    this.fileName = fileName;
    this.axes = axes;
  }

  /** This array with another name and order of axes in the file. */
  TensorBinding in(String otherName, List<Integer> otherAxes) {
    if (!otherAxes.isEmpty() && otherAxes.size() != value().rank()) {
      throw new IllegalArgumentException(
          "ModelFile: the axes declared for "
              + name()
              + " are "
              + otherAxes
              + ", but its shape is "
              + Shapes.text(value().shape()));
    }
    return new TensorBinding(array, otherName, otherAxes);
  }

  String name() {
    return array.name();
  }

  String fileName() {
    return fileName;
  }

  /** The module's array. */
  INDArray value() {
    return array.value();
  }

  /** The module's array as the file has it, a view. */
  INDArray toFile() {
    return axes.isEmpty()
        ? value()
        : value().permute(axes.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Requires a tensor of the module's shape, FLOAT or DOUBLE. */
  void requireFits(Path path, INDArray tensor) throws FileFormatException {
    long[] expected = toFile().shape();
    if (!Arrays.equals(tensor.shape(), expected)) {
      throw error(
          path, "must be " + Shapes.text(expected) + ", but was " + Shapes.text(tensor.shape()));
    }
    if (!tensor.isR()) {
      throw error(path, "must be FLOAT or DOUBLE, but was " + tensor.dataType());
    }
  }

  /** The error that the tensor was skipped, whose type and shape are given. */
  FileFormatException skipped(Path path, String tensor) {
    String expected = "must be F32, F64, F16 or BF16 " + Shapes.text(toFile().shape());
    return error(path, expected + ", but was " + tensor);
  }

  /** Requires the type that the module's array has. */
  void requireType(Path path, INDArray tensor) throws FileFormatException {
    if (tensor.dataType() != value().dataType()) {
      throw error(
          path,
          "is "
              + tensor.dataType()
              + ", but the other arrays of its module make it "
              + value().dataType());
    }
  }

  /** Takes over a tensor that fits, converted to the module's type. */
  void set(INDArray tensor) {
    INDArray elements = tensor.castTo(value().dataType());
    array.set(axes.isEmpty() ? elements : elements.permute(inverse()));
  }

  private int[] inverse() {
    int[] inverse = new int[axes.size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[axes.get(i)] = i;
    }
    return inverse;
  }

  private FileFormatException error(Path path, String problem) {
    return new FileFormatException(path, "tensor \"" + fileName + "\" " + problem);
  }
}
