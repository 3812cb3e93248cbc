package io.github.taeda.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random nets compute the same by the direct primitives and by ND4J's. */
class KernelsAgreeTest {
  private static final int NETS = Integer.getInteger("jqwik.tries.default", 100);

  @TempDir private Path directory;

  @Test
  void a_random_net_computes_the_same_directly_and_by_nd4j() throws Exception {
    Path results = directory.resolve("nd4j");
    Child child =
        Child.of(NetOutputs.class, List.of("-Dtaeda.kernels=nd4j"), "" + NETS, "" + results);
    assertThat(child.status()).as(child.output()).isZero();

    try (DataInputStream nd4j =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(results)))) {
      for (int i = 0; i < NETS; i++) {
        List<Double> direct = NetOutputs.values(i);
        double largest = direct.stream().mapToDouble(Math::abs).max().orElse(0);
        for (double value : direct) {
          double other = nd4j.readDouble();
          if (!(Math.abs(value - other) <= 1e-5 * Math.max(1, largest))) {
            throw new AssertionError(
                "net " + i + ": " + value + ", by ND4J " + other + ", " + NetOutputs.net(i));
          }
        }
      }
      assertThat(nd4j.read()).isEqualTo(-1);
    }
  }
}
