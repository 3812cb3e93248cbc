package io.github.taeda.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.examples.digits.DigitTraining;
import io.github.taeda.examples.digits.SparkTraining;
import io.github.taeda.examples.images.ImageSet;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.synthetic.SyntheticDigits;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DigitsOnSparkTest {
  private static final int EPOCHS = 2;
  private final SplittableRandom random = new SplittableRandom(1);
  private final ImageSet digits =
      new ImageSet(
          ImageSet.Origin.SYNTHETIC,
          "",
          SyntheticDigits.images(405, random),
          SyntheticDigits.images(201, random));

  @Test
  void the_examples_find_it() {
    assertThat(SparkTraining.find()).get().isInstanceOf(DigitsOnSpark.class);
  }

  @Test
  void it_learns_what_one_process_learns() throws IOException {
    History expected = training().here();

    History history = new DigitsOnSpark().fit(training(), "local[2]");

    assertThat(history.names()).isEqualTo(expected.names());
    assertThat(history.losses()).containsExactly(expected.losses(), within(1e-5));
    assertThat(history.values("validation loss"))
        .containsExactly(expected.values("validation loss"), within(1e-5));
    assertThat(history.values("training accuracy"))
        .containsExactly(expected.values("training accuracy"), within(1.5 / 405));
    assertThat(history.values("validation accuracy")[EPOCHS - 1]).isGreaterThan(0.6);
  }

  @Test
  void a_master_that_is_none_is_told_in_a_sentence() {
    assertThatThrownBy(() -> new DigitsOnSpark().fit(training(), "cluster7"))
        .isInstanceOf(IOException.class)
        .hasMessage("Spark, cluster7: Could not parse Master URL: 'cluster7'");
  }

  private DigitTraining training() {
    SplittableRandom weights = new SplittableRandom(2);
    Sequential net =
        new Sequential(new Linear(784, 30, weights), new ReLU(), new Linear(30, 10, weights));
    return new DigitTraining(
        new Optim(net, new CrossEntropyLoss(), new Adam(0.02)),
        digits,
        100,
        EPOCHS,
        new SplittableRandom(3),
        Schedule.cosine(EPOCHS),
        List.of());
  }
}
