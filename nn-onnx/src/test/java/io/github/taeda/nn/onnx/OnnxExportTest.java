package io.github.taeda.nn.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.layers.ModuleCases;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.testing.ModuleCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every module of the table of laws: the file computes what the module computes. */
class OnnxExportTest {
  @TempDir private Path directory;

  static Stream<ModuleCase> exported() {
    return ModuleCases.all().filter(row -> !isRejected(row));
  }

  static Stream<ModuleCase> rejected() {
    return ModuleCases.all().filter(OnnxExportTest::isRejected);
  }

  private static boolean isRejected(ModuleCase row) {
    return row.text().matches("(Lambda|Masking)(?s).*");
  }

  @ParameterizedTest
  @MethodSource("exported")
  void a_file_computes_what_the_module_computes(ModuleCase row) throws IOException {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      Module module = row.module(type, 3).train();
      if (!row.hasIds()) {
        module.forward(row.batch(type, 3, 1)); // moves running statistics
      }
      module.evaluate();
      Path file = directory.resolve("module.onnx");
      OnnxOptions options =
          row.hasIds() ? OnnxOptions.defaults().integerInputs() : OnnxOptions.defaults();
      Onnx.export(module, exampleShape(row), file, options);
      try (OnnxModel model = OnnxModel.open(file)) {
        for (int batch : new int[] {1, 2, 7}) {
          INDArray input = row.batch(type, batch, batch);
          INDArray expected = module.forward(input);
          INDArray actual = model.forward(input);
          assertThat(actual.shape()).isEqualTo(expected.shape());
          assertClose(actual, expected);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void what_cannot_be_written_is_an_error_before_there_is_a_file(ModuleCase row) {
    Path file = directory.resolve("module.onnx");
    assertThatThrownBy(() -> Onnx.export(row.module(DataType.FLOAT, 1), exampleShape(row), file))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining(" cannot be written as ONNX: ");
    assertThat(file).doesNotExist();
  }

  private static long[] exampleShape(ModuleCase row) {
    return Arrays.copyOfRange(row.shape(), 1, row.shape().length);
  }

  static void assertClose(INDArray actual, INDArray expected) {
    double[] a = new double[(int) actual.length()];
    double[] e = new double[(int) expected.length()];
    NDArrays.readValues(actual, a);
    NDArrays.readValues(expected, e);
    for (int i = 0; i < e.length; i++) {
      assertThat(a[i])
          .as("element %d", i)
          .isCloseTo(e[i], offset(1e-5 * Math.max(1, Math.abs(e[i]))));
    }
  }
}
