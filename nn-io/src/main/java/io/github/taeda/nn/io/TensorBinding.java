package io.github.taeda.nn.io;

import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.TorchArray;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Slices;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A parameter or buffer of a module, with its name and layout in a file. */
final class TensorBinding {
  private final ModuleArray array;
  private final TorchArray file; // the file's axis i is the array's axes.get(i)

  /** An array that is in the file as it is in the module. */
  TensorBinding(ModuleArray array) {
    this(array, new TorchArray(array.name(), List.of(), List.of(), 0, 1));
  }

  private TensorBinding(ModuleArray array, TorchArray file) {
    this.array = array;
    this.file = file;
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
    String name = names.apply(torch.name());
    return new TensorBinding(
        array, new TorchArray(name, otherAxes, others, torch.part(), torch.parts()));
  }

  String name() {
    return array.name();
  }

  String fileName() {
    return file.name();
  }

  /** The names of the arrays in the file whose sum the module's array is. */
  List<String> addends() {
    return file.addends();
  }

  /** All names that it has in the file, with its part of an array that has several. */
  List<String> fileNames() {
    String part = file.parts() == 1 ? "" : "[" + file.part() + "]";
    return Stream.concat(Stream.of(fileName() + part), addends().stream()).toList();
  }

  /** The module's array. */
  INDArray value() {
    return array.value();
  }

  /** The module's array in the file's order of axes, a view. */
  private INDArray toFile() {
    return file.axes().isEmpty()
        ? value()
        : value().permute(file.axes().stream().mapToInt(Integer::intValue).toArray());
  }

  /** The shape of the file's array. */
  private long[] fileShape() {
    long[] shape = toFile().shape().clone();
    if (file.parts() > 1) {
      shape[0] *= file.parts();
    }
    return shape;
  }

  /** Puts what the file has for the module's array: the array, and zeros to be added to it. */
  void putInto(Map<String, INDArray> tensors) {
    if (file.parts() == 1) {
      tensors.put(fileName(), toFile());
    } else {
      INDArray whole =
          tensors.computeIfAbsent(
              fileName(), name -> NDArrays.zeros(value().dataType(), fileShape()));
      Slices.copyToSlice(toFile(), 0, file.part() * toFile().size(0), whole);
    }
    for (String name : addends()) {
      tensors.put(name, NDArrays.zeros(value().dataType(), toFile().shape()));
    }
  }

  /** What of the file's array is the module's, a view. */
  INDArray part(INDArray tensor) {
    long rows = file.parts() == 1 ? 0 : toFile().size(0);
    return rows == 0
        ? tensor
        : Slices.slice(tensor, 0, file.part() * rows, (file.part() + 1) * rows);
  }

  /** Requires a tensor of the module's shape, FLOAT or DOUBLE, called so in the file. */
  void requireFits(Path path, String name, INDArray tensor) throws FileFormatException {
    long[] expected = fileShape();
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
    String expected = "must be F32, F64, F16 or BF16 " + Shapes.text(fileShape());
    return error(path, fileName(), expected + ", but was " + tensor);
  }

  /** Requires the type that the module's array has. */
  void requireType(Path path, INDArray tensor) throws FileFormatException {
    if (tensor.dataType() != value().dataType()) {
      throw error(
          path,
          fileName(),
          "is "
              + tensor.dataType()
              + ", but the other arrays of its module make it "
              + value().dataType());
    }
  }

  /** Takes over a tensor that fits, converted to the module's type. */
  void set(INDArray tensor) {
    INDArray elements = tensor.castTo(value().dataType());
    array.set(file.axes().isEmpty() ? elements : elements.permute(inverse()));
  }

  private int[] inverse() {
    int[] inverse = new int[file.axes().size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[file.axes().get(i)] = i;
    }
    return inverse;
  }

  private static FileFormatException error(Path path, String name, String problem) {
    return new FileFormatException(path, "tensor \"" + name + "\" " + problem);
  }
}
