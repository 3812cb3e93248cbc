package io.github.taeda.examples.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.ops.NDArrays;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class PrincipalComponentsTest {
  /** The mean is (2, 4) and all points lie on the direction (1, 2)/√5. */
  @Test
  void points_on_a_line_need_one_component() {
    INDArray line = NDArrays.of(new float[] {0, 0, 2, 4, 4, 8}, 3, 2);
    PrincipalComponents pca = PrincipalComponents.fit(line, 1);

    assertClose(pca.reconstruct(line), 0, 0, 2, 4, 4, 8);
    float[] code = pca.encode(line).ravel().toFloatVector();
    assertThat(Math.abs(code[0])).isCloseTo((float) Math.sqrt(20), within(1e-5f));
    assertThat(code[1]).isCloseTo(0, within(1e-5f));
    assertThat(code[2]).isCloseTo(-code[0], within(1e-5f));
  }

  /** (4, 3) is (2, −1) away from the mean, at a right angle to the line: nothing of it is kept. */
  @Test
  void what_is_at_a_right_angle_to_the_components_is_lost() {
    PrincipalComponents pca =
        PrincipalComponents.fit(NDArrays.of(new float[] {0, 0, 2, 4, 4, 8}, 3, 2), 1);
    assertClose(pca.reconstruct(NDArrays.of(new float[] {4, 3}, 1, 2)), 2, 4);
  }

  /** Variances ½ along the first axis, 4½ along the second and 0 along the third. */
  @Test
  void the_largest_variance_comes_first() {
    INDArray cross = NDArrays.of(new float[] {1, 0, 7, -1, 0, 7, 0, 3, 7, 0, -3, 7}, 4, 3);

    assertClose(
        PrincipalComponents.fit(cross, 1).reconstruct(cross), 0, 0, 7, 0, 0, 7, 0, 3, 7, 0, -3, 7);
    assertClose(
        PrincipalComponents.fit(cross, 2).reconstruct(cross), 1, 0, 7, -1, 0, 7, 0, 3, 7, 0, -3, 7);
  }

  private static void assertClose(INDArray actual, float... expected) {
    assertThat(actual.ravel().toFloatVector()).containsExactly(expected, within(1e-5f));
  }
}
