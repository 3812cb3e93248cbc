package io.github.taeda.nn.io;

import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.ModuleType.TorchArray;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.ops.NDArrays;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A parameter or buffer of a module, with its name and layout in a file. */
final class TensorBinding {
  private final ModuleArray array;
  private final String fileName;
  private final List<Integer>
      axes; // the file's axis i is the array's axes.get(i); none for the same order
  private final List<String> addends; // names of arrays that the file's must be added to

  /** An array that is in the file as it is in the module. */
  TensorBinding(ModuleArray array) {
    this(array, array.name(), List.of(), List.of());
  }

  private TensorBinding(
      ModuleArray array, String fileName, List<Integer> axes, List<String> addends) {
    this.array = array;
    this.fileName = fileName;
    this.axes = axes;
    this.addends = addends;
  }

  /** This array as PyTorch has it, under what {@code names} makes of its name there. */
  TensorBinding in(TorchArray torch, UnaryOperator<String> names) {
    List<Integer> otherAxes = torch.axes();
    if (!otherAxes.isEmpty() && otherAxes.size() != value().rank()) {
      throw new IllegalArgumentException(
          "ModelFile: the axes declared for "
              + name()
              + " are "
              + otherAxes
              + ", but its shape is "
              + Shapes.text(value().shape()));
    }
    List<String> others = torch.addends().stream().map(names).toList();
    return new TensorBinding(array, names.apply(torch.name()), otherAxes, others);
  }

  String name() {
    return array.name();
  }

  String fileName() {
    return fileName;
  }

  /** The names of the arrays in the file whose sum the module's array is. */
  List<String> addends() {
    return addends;
  }

  /** All names that it has in the file. */
  List<String> fileNames() {
    return Stream.concat(Stream.of(fileName), addends.stream()).toList();
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

  /** What the file has for the module's array: the array, and zeros to be added to it. */
  Map<String, INDArray> tensors() {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put(fileName, toFile());
    for (String name : addends) {
      tensors.put(name, NDArrays.zeros(value().dataType(), toFile().shape()));
    }
    return tensors;
  }

  /** Requires a tensor of the module's shape, FLOAT or DOUBLE, called so in the file. */
  void requireFits(Path path, String name, INDArray tensor) throws FileFormatException {
    long[] expected = toFile().shape();
    if (!Arrays.equals(tensor.shape(), expected)) {
      throw error(
          path,
          name,
          "must be " + Shapes.text(expected) + ", but was " + Shapes.text(tensor.shape()));
    }
    if (!tensor.isR()) {
      throw error(path, name, "must be FLOAT or DOUBLE, but was " + tensor.dataType());
    }
  }

  /** The error that the tensor was skipped, whose type and shape are given. */
  FileFormatException skipped(Path path, String tensor) {
    String expected = "must be F32, F64, F16 or BF16 " + Shapes.text(toFile().shape());
    return error(path, fileName, expected + ", but was " + tensor);
  }

  /** Requires the type that the module's array has. */
  void requireType(Path path, INDArray tensor) throws FileFormatException {
    if (tensor.dataType() != value().dataType()) {
      throw error(
          path,
          fileName,
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

  private static FileFormatException error(Path path, String name, String problem) {
    return new FileFormatException(path, "tensor \"" + name + "\" " + problem);
  }
}
