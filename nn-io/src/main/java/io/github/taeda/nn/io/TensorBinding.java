package io.github.taeda.nn.io;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.files.FileFormatException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A parameter or state of a module, with its name and layout in a file. */
final class TensorBinding {
  private final String name;
  private final String fileName;
  private final int[] axes; // the file's axis i is the array's axes[i]; none for the same order
  private final Supplier<INDArray> value;
  private final Consumer<INDArray> set;

  /** A slot that is in the file as it is in the module. */
  TensorBinding(String name, Supplier<INDArray> value, Consumer<INDArray> set) {
    this(name, name, new int[0], value, set);
  }

  private TensorBinding(
      String name, String fileName, int[] axes, Supplier<INDArray> value, Consumer<INDArray> set) {
    this.name = name;
    this.fileName = fileName;
    this.axes = axes;
    this.value = value;
    this.set = set;
  }

  /** This slot with another name and order of axes in the file. */
  TensorBinding in(String otherName, int... otherAxes) {
    if (otherAxes.length != 0 && otherAxes.length != value().rank()) {
      throw new IllegalArgumentException(
          "ModelFile: the axes declared for "
              + name
              + " are "
              + Arrays.toString(otherAxes)
              + ", but its shape is "
              + Shapes.text(value().shape()));
    }
    return new TensorBinding(name, otherName, otherAxes, value, set);
  }

  String name() {
    return name;
  }

  String fileName() {
    return fileName;
  }

  /** The module's array. */
  INDArray value() {
    return value.get();
  }

  /** The module's array as the file has it, a view. */
  INDArray toFile() {
    return axes.length == 0 ? value() : value().permute(axes);
  }

  /** Requires numbers that can become the module's, of any type if they are not whole. */
  void requireFits(Path path, INDArray tensor) throws FileFormatException {
    long[] expected = toFile().shape();
    if (!Arrays.equals(tensor.shape(), expected)) {
      throw error(
          path, "must be " + Shapes.text(expected) + ", but was " + Shapes.text(tensor.shape()));
    }
    if (!tensor.isR()) {
      throw error(path, "must be F32 or F64, but was " + TensorType.of(tensor.dataType()).get());
    }
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
    INDArray numbers = tensor.castTo(value().dataType());
    set.accept(axes.length == 0 ? numbers : numbers.permute(inverse()));
  }

  private int[] inverse() {
    int[] inverse = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      inverse[axes[i]] = i;
    }
    return inverse;
  }

  private FileFormatException error(Path path, String problem) {
    return new FileFormatException(path, "tensor \"" + fileName + "\" " + problem);
  }
}
