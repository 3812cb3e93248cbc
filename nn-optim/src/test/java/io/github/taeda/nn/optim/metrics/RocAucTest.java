package io.github.taeda.nn.optim.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.testing.Make;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class RocAucTest {

  @Test
  void pairs_in_the_right_order_by_hand() {
    // 0.35 > 0.1, 0.8 > 0.1, 0.8 > 0.4, but 0.35 < 0.4: 3 of 4
    assertThat(auc(Make.vector(0, 0, 1, 1), Make.vector(0.1, 0.4, 0.35, 0.8))).isEqualTo(0.75);
    assertThat(auc(Make.vector(-1, -1, 1, 1), Make.vector(0.1, 0.4, 0.35, 0.8))).isEqualTo(0.75);
    assertThat(auc(Make.vector(0, 1), Make.vector(-3, 5))).isEqualTo(1);
    assertThat(auc(Make.vector(1, 0), Make.vector(-3, 5))).isZero();
  }

  @Test
  void ties_count_half() {
    assertThat(auc(Make.vector(0, 1, 0, 1), Make.vector(2, 2, 2, 2))).isEqualTo(0.5);
    // 1 against 0, 1, 1 is 1 + ½ + ½
    assertThat(auc(Make.vector(0, 0, 0, 1), Make.vector(0, 1, 1, 1))).isEqualTo(2 / 3.0);
    assertThat(auc(Make.vector(0, 1), Make.vector(0.0, -0.0))).isEqualTo(0.5);
  }

  @Test
  void all_pairs_of_random_data_agree_with_a_loop() {
    for (long seed = 0; seed < 50; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      INDArray target = Make.ids(random, 2, 100);
      INDArray prediction = Make.ids(random, 10, 100).castTo(Make.vector(1).dataType()); // ties
      double right = 0;
      int pairs = 0;
      for (int i = 0; i < 100; i++) {
        for (int j = 0; j < 100; j++) {
          if (target.getInt(i) == 1 && target.getInt(j) == 0) {
            int order = Double.compare(prediction.getDouble(i), prediction.getDouble(j));
            right += order > 0 ? 1 : order == 0 ? 0.5 : 0;
            pairs++;
          }
        }
      }

      assertThat(auc(target, prediction)).as("seed %d", seed).isEqualTo(right / pairs);
    }
  }

  @Test
  void of_one_class_alone_or_with_a_nan_it_is_nan() {
    assertThat(auc(Make.vector(1, 1), Make.vector(1, 2))).isNaN();
    assertThat(auc(Make.vector(0, -1), Make.vector(1, 2))).isNaN();
    assertThat(auc(Make.vector(0, 1, 1), Make.vector(0, 1, Double.NaN))).isNaN();
    assertThat(auc(Make.vector(0, 0, 1), Make.vector(0, Double.NaN, 1))).isNaN();
  }

  @Test
  void infinite_scores_have_their_order() {
    double inf = Double.POSITIVE_INFINITY;

    assertThat(auc(Make.vector(0, 1, 1, 0), Make.vector(-inf, 0, inf, inf))).isEqualTo(2.5 / 4);
  }

  @Test
  void errors_name_the_place() {
    assertThatThrownBy(() -> auc(Make.vector(0, 0.5), Make.vector(1, 2)))
        .hasMessage(
            "RocAuc: target must be 1 for class 1 and 0 or -1 for the other, but at [1] was 0.5");
    assertThatThrownBy(() -> auc(Make.vector(0, 1, 1), Make.vector(1, 2)))
        .hasMessage("RocAuc: target must be [2] or [2, 1], but was [3]");
  }

  private static double auc(INDArray target, INDArray prediction) {
    RocAuc auc = new RocAuc();
    auc.add(target, prediction);
    return auc.value();
  }
}
