package io.github.taeda.nn.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.taeda.nn.Evaluated;
import io.github.taeda.nn.ExampleWeights;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.testing.LossCase;
import io.github.taeda.nn.testing.Make;
import io.github.taeda.nn.testing.SquaredError;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The laws over the loss of nn-core's tests; and every law can fail. */
class LossLawsTest implements LossLaws {
  private static final LossLaws LAWS = Stream::empty;

  @Override
  public Stream<LossCase> cases() {
    return Stream.of(row(SquaredError::new));
  }

  static Stream<Breaker> breakers() {
    return Stream.of(
        new Breaker("a doubled delta", Doubled::new, LAWS::the_delta_equals_central_differences),
        new Breaker("one cost in all", OneCost::new, LAWS::there_is_one_cost_per_example),
        new Breaker(
            "a delta that is never divided",
            Undivided::new,
            LAWS::reductions_are_the_sum_over_their_divisors),
        new Breaker(
            "an evaluation that forgets the scale",
            Unscaled::new,
            LAWS::evaluating_gives_value_weight_and_delta_at_once),
        new Breaker("centred errors", Centred::new, LAWS::a_batch_is_its_examples_one_by_one),
        new Breaker(
            "centred errors", Centred::new, LAWS::an_example_that_is_not_a_number_harms_no_other),
        new Breaker(
            "a target written to",
            TargetWritten::new,
            LAWS::targets_and_predictions_are_not_written_to),
        new Breaker("the prediction as delta", OneDelta::new, LAWS::results_are_new_memory),
        new Breaker("a field that threads share", Shared::new, LossLawsTest::threads),
        new Breaker("the costs of the step before", Late::new, LAWS::steps_change_no_number),
        new Breaker(
            "memory read as it lies", RawMemory::new, LAWS::every_layout_gives_the_same_numbers),
        new Breaker("single precision", Single::new, LAWS::float_and_double_agree),
        new Breaker("another name", Nameless::new, LAWS::to_string_shows_the_configuration),
        new Breaker(
            "no check",
            Unchecked::new,
            LAWS::predictions_that_are_no_arrays_of_numbers_are_refused),
        new Breaker("no check", Unchecked::new, LAWS::targets_that_are_no_arrays_are_refused),
        new Breaker(
            "no check", Unchecked::new, LAWS::targets_that_do_not_fit_the_prediction_are_refused),
        new Breaker(
            "weights that are not divided by",
            Unweighted::new,
            LAWS::whole_weights_are_repeated_examples),
        new Breaker(
            "scores that overflow",
            Exponential::new,
            LAWS::huge_and_tiny_predictions_give_right_numbers));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breakers")
  void a_loss_that_breaks_a_law_is_found(Breaker breaker) {
    assertThat(catchThrowable(() -> breaker.law.accept(row(breaker.loss)))).isNotNull();
  }

  private static LossCase row(Function<Reduction, Loss> loss) {
    return LossCase.of(
            "SquaredError",
            loss,
            (random, batch) -> Make.normal(random, batch, 3),
            (random, batch) -> Make.normal(random, batch, 3))
        .refuses(
            "target must be [2, 3], but was [2]",
            Make.filled(DataType.DOUBLE, 0, 2),
            Make.filled(DataType.DOUBLE, 0, 2, 3));
  }

  private static void threads(LossCase row) {
    try {
      LAWS.eight_threads_get_the_bits_of_one(row);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static final class Breaker {
    private final String what;
    private final Function<Reduction, Loss> loss;
    private final Consumer<LossCase> law;

    Breaker(String what, Function<Reduction, Loss> loss, Consumer<LossCase> law) {
      this.what = what;
      this.loss = loss;
      this.law = law;
    }

    @Override
    public String toString() {
      return what;
    }
  }

  private static final class Doubled extends SquaredError {
    Doubled(Reduction reduction) {
      super(reduction);
    }

    @Override
    protected INDArray delta(INDArray target, INDArray prediction, double scale) {
      return super.delta(target, prediction, 2 * scale);
    }
  }

  /** Divides by the number of examples, whatever their weights. */
  private static final class Unweighted extends SquaredError {
    Unweighted(Reduction reduction) {
      super(reduction);
    }

    @Override
    protected double weightOf(INDArray target, INDArray prediction, ExampleWeights weights) {
      return weightOf(target, prediction);
    }
  }

  /** Takes the logarithm of an exponential. */
  private static final class Exponential extends SquaredError {
    Exponential(Reduction reduction) {
      super(reduction);
    }

    @Override
    protected INDArray losses(INDArray target, INDArray prediction) {
      return Transforms.log(Transforms.exp(super.losses(target, prediction)));
    }
  }

  private static final class OneCost extends SquaredError {
    OneCost(Reduction reduction) {
      super(reduction);
    }

    @Override
    protected INDArray losses(INDArray target, INDArray prediction) {
      return super.losses(target, prediction).sum(0);
    }
  }

  private static final class Undivided extends SquaredError {
    Undivided(Reduction reduction) {
      super(reduction);
    }

    @Override
    protected INDArray delta(INDArray target, INDArray prediction, double scale) {
      return super.delta(target, prediction, 1);
    }
  }

  private static final class Unscaled extends SquaredError {
    Unscaled(Reduction reduction) {
      super(reduction);
    }

    @Override
    protected Evaluated evaluateChecked(INDArray target, INDArray prediction) {
      Evaluated right = super.evaluateChecked(target, prediction);
      return new Evaluated(right.value(), right.weight(), delta(target, prediction, 1));
    }
  }

  private static final class Centred extends SquaredError {
    Centred(Reduction reduction) {
      super(reduction);
    }

    @Override
    protected INDArray losses(INDArray target, INDArray prediction) {
      return super.losses(target, prediction.subRowVector(prediction.mean(0)));
    }
  }

  private static final class TargetWritten extends SquaredError {
    TargetWritten(Reduction reduction) {
      super(reduction);
    }

    @Override
    protected INDArray losses(INDArray target, INDArray prediction) {
      return super.losses(target.addi(1), prediction);
    }
  }

  private static final class OneDelta extends SquaredError {
    private INDArray delta;

    OneDelta(Reduction reduction) {
      super(reduction);
    }

    @Override
    protected INDArray delta(INDArray target, INDArray prediction, double scale) {
      INDArray result = super.delta(target, prediction, scale);
      delta = delta == null ? result : delta;
      return delta.assign(result);
    }
  }

  private static final class Shared extends SquaredError {
    private volatile INDArray prediction;

    Shared(Reduction reduction) {
      super(reduction);
    }

    @Override
    protected INDArray losses(INDArray target, INDArray prediction) {
      this.prediction = prediction;
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return super.losses(target, this.prediction);
    }
  }

  private static final class Late extends SquaredError {
    private INDArray before;

    Late(Reduction reduction) {
      super(reduction);
    }

    @Override
    protected INDArray losses(INDArray target, INDArray prediction) {
      INDArray costs = super.losses(target, prediction);
      INDArray result = before == null || !before.equalShapes(costs) ? costs.dup() : before.dup();
      before = costs.dup();
      return result;
    }
  }

  private static final class RawMemory extends SquaredError {
    RawMemory(Reduction reduction) {
      super(reduction);
    }

    @Override
    protected INDArray losses(INDArray target, INDArray prediction) {
      INDArray numbers = Make.filled(prediction.dataType(), 0, prediction.shape());
      for (long i = 0; i < prediction.length(); i++) {
        numbers.putScalar(i, prediction.data().getDouble(i));
      }
      return super.losses(target, numbers);
    }
  }

  private static final class Single extends SquaredError {
    Single(Reduction reduction) {
      super(reduction);
    }

    @Override
    protected INDArray losses(INDArray target, INDArray prediction) {
      return super.losses(target, prediction).castTo(DataType.FLOAT);
    }
  }

  private static final class Nameless extends SquaredError {
    Nameless(Reduction reduction) {
      super(reduction);
    }

    @Override
    public String toString() {
      return "Loss";
    }
  }

  private static final class Unchecked extends SquaredError {
    Unchecked(Reduction reduction) {
      super(reduction);
    }

    @Override
    protected void check(INDArray target, INDArray prediction) {}
  }
}
