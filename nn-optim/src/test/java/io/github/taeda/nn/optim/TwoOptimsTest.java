package io.github.taeda.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Evaluated;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.layers.LeakyReLU;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.BCEWithLogitsLoss;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Several {@code Optim}s that train parts of their own. */
class TwoOptimsTest {
  private static final int BATCH = 64;

  private final SplitMix random = new SplitMix(11);

  @Test
  void the_delta_of_a_discriminator_trains_a_generator() {
    // Real are numbers around 4; the generator begins around 0.
    Sequential generator =
        new Sequential(new Linear(2, 8, random), new TanH(), new Linear(8, 1, random));
    Sequential discriminator =
        new Sequential(new Linear(1, 16, random), new LeakyReLU(0.2), new Linear(16, 1, random));
    BCEWithLogitsLoss loss = new BCEWithLogitsLoss();
    Optim generation = new Optim(generator, loss, new Adam(5e-3).withBetas(0.5, 0.999));
    Optim discrimination = new Optim(discriminator, loss, new Adam(1e-2).withBetas(0.5, 0.999));
    INDArray ones = Make.filled(DataType.FLOAT, 1, BATCH, 1);
    INDArray zeros = Make.filled(DataType.FLOAT, 0, BATCH, 1);
    double before = mean(generator);
    for (int i = 0; i < 600; i++) {
      INDArray noise = normal(random, 0, 2);
      discrimination.step(normal(random, 4, 1), ones);
      discrimination.step(generator.forward(noise), zeros);
      INDArray kept = discrimination.vector().gradients().dup();
      INDArray values = discrimination.vector().values().dup();
      generation.gradientBy(
          noise,
          fake -> {
            Evaluated judged = loss.evaluate(ones, discriminator.forward(fake));
            return judged.withDelta(discriminator.backwardDelta(fake, judged.delta()));
          });
      generation.update();
      Compare.exact("gradient", discrimination.vector().gradients(), kept);
      Compare.exact("values", discrimination.vector().values(), values);
    }
    assertThat(before).isBetween(-1.5, 1.5);
    assertThat(mean(generator)).isEqualTo(4, within(1.0));
    assertThat(generation.iterations()).isEqualTo(600);
    assertThat(discrimination.iterations()).isEqualTo(1200);
  }

  @Test
  void a_gradient_by_a_loss_of_the_output_is_that_of_the_whole_chain() {
    Linear first = new Linear(3, 4, random);
    Linear second = new Linear(4, 2, random);
    Sequential whole = (Sequential) new Sequential(first, second).copy().to(DataType.DOUBLE);
    INDArray x = Make.normal(random, 5, 3);
    INDArray y = Make.normal(random, 5, 2);
    MSELoss loss = new MSELoss();
    Optim ofWhole = new Optim(whole, loss, 0.1);
    Optim ofFirst = new Optim(first.to(DataType.DOUBLE), loss, 0.1).accumulate(2);
    second.to(DataType.DOUBLE);
    Evaluated expected = ofWhole.gradient(x, y);
    for (int i = 0; i < 2; i++) { // the mean of two equal batches is the same
      Evaluated seen =
          ofFirst.gradientBy(
              x,
              output -> {
                Evaluated at = loss.evaluate(y, second.forward(output));
                return at.withDelta(second.backwardDelta(output, at.delta()));
              });
      assertThat(seen.value()).isEqualTo(expected.value());
    }
    Compare.close(
        "gradient",
        first.parameters().get(0).gradient(),
        whole.parameters().get(0).gradient(),
        1e-12);
    assertThat(second.parameters().get(0).gradient().norm2Number().doubleValue()).isZero();
    ofFirst.update();
    assertThat(ofFirst.iterations()).isEqualTo(1);
  }

  @Test
  void a_delta_that_does_not_fit_leaves_the_accumulated_gradient_as_it_was() {
    Optim optim = new Optim(new Linear(3, 2, random), new MSELoss(), 0.1).accumulate(3);
    INDArray x = Make.normal(random, 5, 3).castTo(DataType.FLOAT);
    optim.gradient(x, Make.normal(random, 5, 2).castTo(DataType.FLOAT));
    INDArray before = optim.vector().gradients().dup();
    INDArray wrong = Make.filled(DataType.FLOAT, 1, 5, 3);
    assertThatThrownBy(() -> optim.gradientBy(x, output -> new Evaluated(1, 5, wrong)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Optim: delta must be [5, 2], but was [5, 3]");
    Compare.exact("gradients", optim.vector().gradients(), before);
  }

  @Test
  void parts_of_one_net_are_trained_each_by_its_own() {
    Sequential net = new Sequential(new Linear(1, 2, random), new Linear(2, 1, random));
    Optim first = new Optim(net.get(0), new MSELoss(Reduction.SUM), 0.1);
    Optim second = new Optim(net.get(1), new MSELoss(), new Adam(0.1));
    INDArray one = Make.filled(DataType.FLOAT, 1, 1, 1);
    INDArray two = Make.filled(DataType.FLOAT, 1, 1, 2);
    INDArray before = second.vector().values().dup();
    first.step(one, two);
    Compare.exact("values", second.vector().values(), before);
    second.step(two, one);
    assertThat(second.vector().values()).isNotEqualTo(before);
  }

  @Test
  void two_that_share_parameters_are_an_error_that_says_what_to_do() {
    Sequential net = new Sequential(new Linear(1, 1, random), new Linear(1, 1, random));
    Optim whole = new Optim(net, new MSELoss(), 0.1);
    Optim part = new Optim(net.get(1), new MSELoss(), 0.1);
    INDArray one = Make.filled(DataType.FLOAT, 1, 1, 1);
    assertThatThrownBy(() -> whole.step(one, one))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "ParameterVector: a newer ParameterVector (or Optim) took over some of these"
                + " parameters; make a new one, or let each train parts of its own");
    part.step(one, one);
    assertThat(part.iterations()).isEqualTo(1);
  }

  private double mean(Sequential generator) {
    return generator.forward(normal(new SplitMix(1), 0, 2)).meanNumber().doubleValue();
  }

  private static INDArray normal(RandomGenerator random, double mean, int columns) {
    return Make.normal(random, BATCH, columns).muli(0.5).addi(mean).castTo(DataType.FLOAT);
  }
}
