package io.github.taeda.nn.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.taeda.nn.testing.Make;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** oneDNN's products, on whatever processor this is, where its library is there. */
class OneDnnTest {
  private static final ProductCheck CHECK = new ProductCheck(OneDnn::multiply);
  private static final Product LARGE = ProductCheck.product(false, false, 20, 30, 40, 30);

  @BeforeEach
  void requireLibrary() {
    assumeThat(Backend.keepsAddresses()).isTrue();
    boolean isLinux = "Linux".equals(System.getProperty("os.name"));
    if (isLinux && "amd64".equals(System.getProperty("os.arch"))) {
      assertThat(OneDnn.suits(LARGE, FloatKernels.ONE_DNN)).isTrue();
    }
    assumeThat(OneDnn.isPresent()).isTrue();
  }

  static Stream<Arguments> products() {
    return ProductCheck.transposed(
        new int[][] {{1, 1, 1}, {2, 37, 5}, {37, 3, 50}, {64, 33, 300}, {129, 100, 70}});
  }

  @ParameterizedTest(name = "transposed {0}, {1}: [{2}, {4}] x [{4}, {3}]")
  @MethodSource("products")
  void products_are_those_of_double(boolean transposeA, boolean transposeB, int m, int n, int k) {
    CHECK.check(transposeA, transposeB, m, n, k);
  }

  @ParameterizedTest(name = "transposed {0}, {1}")
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void zero_times_infinity_is_not_a_number(boolean transposeA, boolean transposeB) {
    CHECK.checkNotANumber(transposeA, transposeB, 39, 39);
    CHECK.checkNotANumber(transposeA, transposeB, 2, 39);
    CHECK.checkNotANumber(transposeA, transposeB, 39, 2);
  }

  @Test
  void the_calling_thread_keeps_its_number_of_threads() {
    int threads = OpenMp.threads();
    try {
      OpenMp.set(3);
      INDArray x = Make.filled(DataType.FLOAT, 1, 40, 40);
      CHECK.run(false, false, x, x, false, Make.filled(DataType.FLOAT, 0, 40, 40));
      assertThat(OpenMp.threads()).isEqualTo(3);
    } finally {
      OpenMp.set(threads);
    }
  }

  @Test
  void it_computes_in_the_calling_thread_alone() throws Exception {
    String name = "onednn-test"; // OpenMP's threads have the name of the one that started them
    INDArray x = Make.filled(DataType.FLOAT, 1, 300, 300);
    INDArray y = Make.filled(DataType.FLOAT, 0, 300, 300);
    long from = NativeMemory.address(x);
    long to = NativeMemory.address(y);
    AtomicLong threads = new AtomicLong();
    Thread thread =
        new Thread(
            () -> {
              OpenMp.set(4);
              OneDnn.multiply(
                  ProductCheck.product(false, false, 300, 300, 300, 300), from, from, false, to);
              threads.set(threadsNamed(name));
            },
            name);
    thread.start();
    thread.join();

    assertThat(threads).hasValue(1);
    assertThat(y.getFloat(299, 299)).isEqualTo(x.getFloat(0, 0) * 300);
  }

  private static long threadsNamed(String name) {
    File[] tasks = Objects.requireNonNull(new File("/proc/self/task").listFiles());
    return Stream.of(tasks).filter(task -> name.equals(nameOf(task.toPath()))).count();
  }

  private static String nameOf(Path task) {
    try {
      return Files.readString(task.resolve("comm")).strip();
    } catch (IOException ended) {
      return "";
    }
  }

  @Test
  void sizes_that_it_rejects_are_named() {
    INDArray x = Make.filled(DataType.FLOAT, 1, 40, 40);
    long address = NativeMemory.address(x);
    Product overlapping = new Product(false, false, 40, 40, 40, 1, 40, 40);
    assertThatThrownBy(() -> OneDnn.multiply(overlapping, address, address, false, address))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("strideA=1");
  }

  @Test
  void it_computes_what_is_not_small_in_place_of_kernels_that_pack() {
    Product small = ProductCheck.product(false, false, 20, 30, 16, 30);
    assertThat(OneDnn.suits(small, FloatKernels.ONE_DNN)).isFalse();
    for (FloatKernels kernels : FloatKernels.values()) {
      assertThat(OneDnn.suits(LARGE, kernels)).isEqualTo(kernels == FloatKernels.ONE_DNN);
      assertThat(kernels.areWide())
          .isEqualTo(kernels == FloatKernels.WIDE || kernels == FloatKernels.WIDE_ON_AMD);
    }
  }

  @ParameterizedTest(name = "transposed {0}: [{1}, {3}] x [{3}, {2}]")
  @CsvSource({
    "false, 1, 100, 784, true", // one vector
    "false, 4, 100, 784, false", // few rows
    "false, 4, 100, 16,  true", // the same, small
    "true,  4, 100, 784, true",
  })
  void vectors_are_left_to_openblas(boolean transposeB, int m, int n, int k, boolean suits) {
    Product product = ProductCheck.product(false, transposeB, m, n, k, n);

    assertThat(VectorProducts.suits(product, FloatKernels.ONE_DNN)).isEqualTo(suits);
  }
}
