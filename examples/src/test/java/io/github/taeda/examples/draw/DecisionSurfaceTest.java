package io.github.taeda.examples.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.ops.NDArrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecisionSurfaceTest {
  /** The plane a + 10 b over −1…1 in four by four cells, whose centres are −¾, −¼, ¼, ¾. */
  private final DecisionSurface plane = DecisionSurface.of(plane(1, 10), -1, 1, 4);

  @Test
  void a_row_is_a_value_of_b_and_a_column_one_of_a() {
    assertThat(plane.outputs()[0][0]).isCloseTo(-0.75 - 7.5, within(1e-6));
    assertThat(plane.outputs()[0][3]).isCloseTo(0.75 - 7.5, within(1e-6));
    assertThat(plane.outputs()[3][0]).isCloseTo(-0.75 + 7.5, within(1e-6));
    assertThat(plane.outputs()[1][2]).isCloseTo(0.25 - 2.5, within(1e-6));
  }

  /** On a plane linear interpolation is exact; b = (1.25 − a) / 10, for a from −¾ to ¾. */
  @Test
  void the_contour_of_a_plane_is_a_straight_line_from_side_to_side() {
    List<double[]> pieces = plane.contour(1.25);
    double length = 0;
    for (double[] piece : pieces) {
      assertThat(piece[0] + 10 * piece[1]).isCloseTo(1.25, within(1e-5));
      assertThat(piece[2] + 10 * piece[3]).isCloseTo(1.25, within(1e-5));
      length += Math.hypot(piece[2] - piece[0], piece[3] - piece[1]);
    }
    assertThat(length).isCloseTo(1.5 * Math.sqrt(1.01), within(1e-5));
  }

  @Test
  void there_is_no_contour_where_all_outputs_are_on_one_side() {
    assertThat(plane.contour(100)).isEmpty();
    assertThat(plane.contour(-100)).isEmpty();
  }

  @Test
  void there_is_no_contour_of_outputs_that_are_nan() {
    assertThat(DecisionSurface.of(plane(Float.NaN, 1), -1, 1, 4).contour(0.5)).isEmpty();
  }

  private static Linear plane(float a, float b) {
    Linear linear = new Linear(Linear.Config.of(2, 1).withoutBias(), new SplittableRandom(1));
    linear.parameters().get(0).set(NDArrays.of(new float[] {a, b}, 2, 1));
    linear.evaluate();
    return linear;
  }
}
