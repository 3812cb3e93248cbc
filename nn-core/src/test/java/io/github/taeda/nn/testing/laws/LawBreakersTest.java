package io.github.taeda.nn.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.taeda.nn.Buffer;
import io.github.taeda.nn.Container;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.testing.Affine;
import io.github.taeda.nn.testing.Cube;
import io.github.taeda.nn.testing.Make;
import io.github.taeda.nn.testing.ModuleCase;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every law can fail: a module that breaks it is found. */
class LawBreakersTest {
  private static final ModuleLaws LAWS = Stream::empty;

  static Stream<Breaker> breakers() {
    return Stream.of(
        new Breaker("a wrong delta", Doubled::new, LAWS::derivatives_equal_central_differences),
        new Breaker(
            "a delta that is wrong in evaluation only",
            WrongInEvaluation::new,
            LAWS::derivatives_equal_central_differences_in_evaluation),
        new Breaker(
            "gradients that are set",
            GradientSet::new,
            LAWS::gradients_start_at_zero_and_accumulate),
        new Breaker(
            "gradients that are not zeroed",
            NeverZeroed::new,
            LAWS::gradients_start_at_zero_and_accumulate),
        new Breaker(
            "an input written to",
            InputWritten::new,
            LAWS::inputs_deltas_and_parameters_are_not_written_to),
        new Breaker(
            "a delta written to",
            DeltaWritten::new,
            LAWS::inputs_deltas_and_parameters_are_not_written_to),
        new Breaker(
            "a parameter written to",
            ParameterWritten::new,
            LAWS::inputs_deltas_and_parameters_are_not_written_to),
        new Breaker(
            "one output for all calls",
            OneOutput::new,
            LAWS::later_calls_never_change_earlier_results),
        new Breaker(
            "the input as output",
            SameArray::new,
            LAWS::results_share_no_memory_with_anything_else),
        new Breaker(
            "gradients by the delta of backwardDelta",
            StaleDelta::new,
            LAWS::no_half_uses_the_delta_of_an_earlier_call),
        new Breaker(
            "a backward that adds twice",
            AddsTwice::new,
            LAWS::halves_equal_the_whole_in_any_order),
        new Breaker(
            "backward that needs a forward pass",
            StaleInput::new,
            LAWS::either_half_is_right_without_a_forward_pass),
        new Breaker(
            "backward by the last forward's input",
            StaleInput::new,
            LAWS::backward_recomputes_for_another_array),
        new Breaker(
            "memory of other parameters",
            StaleWeight::new,
            LAWS::evaluation_recomputes_what_training_remembered),
        new Breaker(
            "memory of the first parameters",
            FirstWeight::new,
            LAWS::training_remembers_the_last_forward_only),
        new Breaker(
            "an input stored in evaluation",
            StaleInput::new,
            LAWS::forward_in_evaluation_stores_nothing),
        new Breaker(
            "an input that threads share",
            SharedInput::new,
            quiet(LAWS::eight_threads_get_the_bits_of_one)),
        new Breaker("rows that are centred", Centred::new, LAWS::a_batch_is_its_rows_one_by_one),
        new Breaker(
            "rows that are centred", Centred::new, LAWS::a_row_that_is_not_a_number_harms_no_other),
        new Breaker("NaN taken for 0", Hidden::new, LAWS::what_is_not_a_number_is_not_hidden),
        new Breaker(
            "the first batch's size for ever",
            FirstSize::new,
            LAWS::the_batch_size_may_change_from_call_to_call),
        new Breaker(
            "a batch of one without its axis",
            AxisLost::new,
            LAWS::a_batch_of_one_keeps_its_batch_axis),
        new Breaker(
            "memory read as it lies", RawMemory::new, LAWS::every_layout_gives_the_same_numbers),
        new Breaker(
            "numbers that follow no seed", Seedless::new, LAWS::the_same_seed_gives_the_same_bits),
        new Breaker(
            "numbers of ND4J's generator", OfNd4j::new, LAWS::the_generator_of_nd4j_is_left_alone),
        new Breaker(
            "no check of inputs",
            Unchecked::new,
            LAWS::inputs_that_are_no_arrays_of_numbers_are_refused),
        new Breaker(
            "no check of types",
            Unchecked::new,
            LAWS::inputs_of_another_type_than_the_parameters_are_refused),
        new Breaker(
            "no check of shapes", Unchecked::new, LAWS::inputs_of_the_wrong_shape_are_refused),
        new Breaker("no check of deltas", Unchecked::new, LAWS::deltas_that_do_not_fit_are_refused),
        new Breaker(
            "gradients changed before an error",
            EarlyGradient::new,
            LAWS::deltas_that_do_not_fit_are_refused),
        new Breaker("no configuration", Nameless::new, LAWS::to_string_shows_the_configuration),
        new Breaker("single precision", Single::new, LAWS::float_and_double_agree),
        new Breaker(
            "parameters that are never converted",
            Single::new,
            LAWS::converting_there_and_back_changes_no_bit),
        new Breaker(
            "an array kept from step to step", KeptFromScratch::new, LAWS::steps_change_no_number),
        new Breaker(
            "memory by identity alone",
            ByIdentity::new,
            LAWS::nothing_is_remembered_from_an_earlier_step),
        new Breaker(
            "an array kept from step to step", KeptFromScratch::new, LAWS::steps_may_be_nested),
        new Breaker(
            "a copy as built, not as it is",
            AnotherBuilt::new,
            LAWS::a_copy_holds_and_computes_the_same),
        new Breaker(
            "a copy without the gradients", Renewed::new, LAWS::a_copy_holds_and_computes_the_same),
        new Breaker(
            "a copy that computes another thing",
            Doubling::new,
            LAWS::a_copy_holds_and_computes_the_same),
        new Breaker(
            "a copy of the same parameters",
            SameParameters::new,
            quiet(LAWS::a_copy_has_memory_of_its_own)),
        new Breaker(
            "a copy of the same array", SameConstant::new, LAWS::a_copy_has_memory_of_its_own),
        new Breaker(
            "a copy of the same state", SameState::new, quiet(LAWS::a_copy_has_memory_of_its_own)),
        new Breaker(
            "a copy whose child is new", () -> new Twice(false), LAWS::a_copy_keeps_the_modes),
        new Breaker("a copy that learns again", Renewed::new, LAWS::a_copy_keeps_what_is_frozen),
        new Breaker(
            "a copy that shares no more",
            () -> new Twice(true),
            quiet(LAWS::what_is_shared_within_a_module_is_shared_within_its_copy)),
        new Breaker(
            "a copy within the vector",
            SameParameters::new,
            quiet(LAWS::a_copy_is_free_of_the_vector_that_the_original_is_part_of)),
        new Breaker(
            "squares that overflow",
            SquaresInside::new,
            LAWS::huge_and_tiny_inputs_give_right_numbers),
        new Breaker(
            "nothing for small inputs",
            Flushed::new,
            LAWS::huge_and_tiny_inputs_give_right_numbers));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breakers")
  void a_module_that_breaks_a_law_is_found(Breaker breaker) {
    assertThat(catchThrowable(() -> breaker.law.accept(row(Right::new)))).isNull();

    assertThat(catchThrowable(() -> breaker.law.accept(row(breaker.module)))).isNotNull();
  }

  @Test
  void random_modules_must_be_random() {
    ModuleCase fixed = ModuleCase.of("Cube", random -> new Cube(), 4, 3).random();
    assertThat(
            catchThrowable(
                () -> LAWS.what_is_random_follows_the_seed_and_changes_from_call_to_call(fixed)))
        .isInstanceOf(AssertionError.class);
  }

  private static ModuleCase row(Supplier<Module> module) {
    return ModuleCase.of("Affine(3 -> 3)", random -> module.get(), 4, 3)
        .refuses("input must be [*, 3], but was [4, 5]", 4, 5);
  }

  private interface Throwing<T> {
    void accept(T value) throws Exception;
  }

  private static Consumer<ModuleCase> quiet(Throwing<ModuleCase> law) {
    return row -> {
      try {
        law.accept(row);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    };
  }

  private static final class Breaker {
    private final String what;
    private final Supplier<Module> module;
    private final Consumer<ModuleCase> law;

    Breaker(String what, Supplier<Module> module, Consumer<ModuleCase> law) {
      this.what = what;
      this.module = module;
      this.law = law;
    }

    @Override
    public String toString() {
      return what;
    }
  }

  /** Does as {@code Affine(3 -> 3)} does; those below change one thing. */
  private static class Right extends Module {
    final Affine affine;

    Right() {
      this(new Affine(3, 3, new SplittableRandom(1)));
    }

    Right(Affine affine) {
      this.affine = affine;
    }

    @Override
    public INDArray forward(INDArray input) {
      return affine.forward(input);
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return affine.backwardDelta(input, delta);
    }

    @Override
    public void backwardUpdateGradient(INDArray input, INDArray delta) {
      affine.backwardUpdateGradient(input, delta);
    }

    @Override
    public List<Parameter> parameters() {
      return affine.parameters();
    }

    @Override
    public @Nullable ModuleType<?> type() {
      return type(Right.class, Right::new);
    }

    /** The type of a module whose copy is created from a copy of the affine one. */
    static <M extends Right> ModuleType<M> type(Class<M> type, Function<Affine, M> create) {
      return ModuleType.of(
          type,
          OfAffine.class,
          module -> new OfAffine(module.affine),
          config -> create.apply(config.affine()));
    }

    @Override
    public String toString() {
      return affine.toString();
    }
  }

  private static final class Doubled extends Right {
    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return super.backwardDelta(input, delta).muli(2);
    }
  }

  private static final class WrongInEvaluation extends Right {
    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return super.backwardDelta(input, delta).muli(isTraining() ? 1 : 2);
    }
  }

  private static final class GradientSet extends Right {
    @Override
    public void backwardUpdateGradient(INDArray input, INDArray delta) {
      parameters().forEach(parameter -> Elementwise.fill(parameter.gradient(), 0));
      super.backwardUpdateGradient(input, delta);
    }
  }

  private static final class NeverZeroed extends Right {
    @Override
    public void zeroGradient() {}
  }

  private static final class InputWritten extends Right {
    @Override
    public INDArray forward(INDArray input) {
      INDArray output = super.forward(input);
      input.muli(1.001);
      return output;
    }
  }

  private static final class DeltaWritten extends Right {
    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      INDArray inputDelta = super.backwardDelta(input, delta);
      delta.addi(1);
      return inputDelta;
    }
  }

  private static final class ParameterWritten extends Right {
    @Override
    public INDArray forward(INDArray input) {
      affine.parameters().get(1).value().addi(1);
      return super.forward(input);
    }
  }

  private static final class OneOutput extends Right {
    private INDArray output = Make.filled(DataType.DOUBLE, 0, 1);

    @Override
    public INDArray forward(INDArray input) {
      INDArray result = super.forward(input);
      if (!output.equalShapes(result) || output.dataType() != result.dataType()) {
        output = result;
      }
      output.assign(result);
      return output;
    }
  }

  private static final class SameArray extends Right {
    @Override
    public INDArray forward(INDArray input) {
      super.forward(input);
      return input.reshape('c', input.shape());
    }
  }

  private static final class StaleDelta extends Right {
    private INDArray delta;

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      this.delta = delta;
      return super.backwardDelta(input, delta);
    }

    @Override
    public void backwardUpdateGradient(INDArray input, INDArray delta) {
      super.backwardUpdateGradient(input, this.delta == null ? delta : this.delta);
    }
  }

  private static final class AddsTwice extends Right {
    @Override
    public INDArray backward(INDArray input, INDArray delta) {
      super.backwardUpdateGradient(input, delta);
      return super.backward(input, delta);
    }
  }

  private static final class StaleInput extends Right {
    private INDArray input;

    @Override
    public INDArray forward(INDArray input) {
      this.input = input;
      return super.forward(input);
    }

    @Override
    public void backwardUpdateGradient(INDArray input, INDArray delta) {
      super.backwardUpdateGradient(this.input, delta);
    }
  }

  /** Remembers the weight of the last forward in training, and uses it in evaluation too. */
  private static final class StaleWeight extends Right {
    private INDArray input;
    private INDArray weight;

    @Override
    public INDArray forward(INDArray input) {
      if (isTraining()) {
        this.input = input;
        weight = affine.parameters().get(0).value().dup();
      }
      return super.forward(input);
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return input == this.input
          ? delta.mmul(weight.transpose())
          : super.backwardDelta(input, delta);
    }
  }

  /** Remembers the weight of the first forward that saw an array. */
  private static final class FirstWeight extends Right {
    private INDArray input;
    private INDArray weight;

    @Override
    public INDArray forward(INDArray input) {
      if (input != this.input) {
        this.input = input;
        weight = affine.parameters().get(0).value().dup();
      }
      return super.forward(input);
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return input == this.input
          ? delta.mmul(weight.transpose())
          : super.backwardDelta(input, delta);
    }
  }

  /** {@code y = x² W + b}; knows its last input by identity alone. */
  private static final class ByIdentity extends Right {
    private INDArray input;
    private INDArray square;

    @Override
    public INDArray forward(INDArray input) {
      this.input = input;
      square = input.mul(input);
      return super.forward(square);
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return super.backwardDelta(squareOf(input), delta).muli(input).muli(2);
    }

    @Override
    public void backwardUpdateGradient(INDArray input, INDArray delta) {
      super.backwardUpdateGradient(squareOf(input), delta);
    }

    private INDArray squareOf(INDArray input) {
      return input == this.input ? square : input.mul(input);
    }
  }

  /** Computes from a field, after a moment in which other threads may write to it. */
  private static final class SharedInput extends Right {
    private volatile INDArray input;

    @Override
    public INDArray forward(INDArray input) {
      this.input = input;
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return super.forward(this.input);
    }
  }

  private static final class Centred extends Right {
    @Override
    public INDArray forward(INDArray input) {
      INDArray output = super.forward(input);
      return output.subRowVector(output.mean(0));
    }
  }

  private static final class Hidden extends Right {
    @Override
    public INDArray forward(INDArray input) {
      INDArray output = super.forward(input);
      for (long i = 0; i < output.length(); i++) {
        output.putScalar(i, Double.isNaN(output.getDouble(i)) ? 0 : output.getDouble(i));
      }
      return output;
    }
  }

  private static final class FirstSize extends Right {
    private long size;

    @Override
    public INDArray forward(INDArray input) {
      size = size == 0 ? input.size(0) : size;
      if (isTraining() && input.size(0) != size) {
        throw new IllegalStateException("a batch of " + size + " is wanted");
      }
      return super.forward(input);
    }
  }

  private static final class AxisLost extends Right {
    @Override
    public INDArray forward(INDArray input) {
      INDArray output = super.forward(input);
      return output.size(0) == 1 ? output.reshape('c', new long[] {3}) : output;
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return super.backwardDelta(input, delta.reshape('c', input.size(0), 3));
    }

    @Override
    public void backwardUpdateGradient(INDArray input, INDArray delta) {
      super.backwardUpdateGradient(input, delta.reshape('c', input.size(0), 3));
    }
  }

  private static final class RawMemory extends Right {
    @Override
    public INDArray forward(INDArray input) {
      INDArray numbers = Make.filled(input.dataType(), 0, input.shape());
      for (long i = 0; i < input.length(); i++) {
        numbers.putScalar(i, input.data().getDouble(i));
      }
      return super.forward(numbers);
    }
  }

  private static final class Seedless extends Right {
    private final double drawn = new SplittableRandom().nextDouble();

    @Override
    public INDArray forward(INDArray input) {
      return super.forward(input).addi(drawn);
    }
  }

  private static final class OfNd4j extends Right {
    @Override
    public INDArray forward(INDArray input) {
      Nd4j.rand(2, 2);
      return super.forward(input);
    }
  }

  private static final class Unchecked extends Right {
    @Override
    public INDArray forward(INDArray input) {
      return input.dup();
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return delta.dup();
    }

    @Override
    public void backwardUpdateGradient(INDArray input, INDArray delta) {}
  }

  private static final class EarlyGradient extends Right {
    @Override
    public void backwardUpdateGradient(INDArray input, INDArray delta) {
      parameters().get(1).gradient().addi(1);
      super.backwardUpdateGradient(input, delta);
      parameters().get(1).gradient().subi(1);
    }
  }

  private static final class Nameless extends Right {
    @Override
    public String toString() {
      return "Affine";
    }
  }

  /** Stays in FLOAT inside. */
  private static final class Single extends Right {
    @Override
    public Module to(DataType type) {
      return this;
    }

    @Override
    public INDArray forward(INDArray input) {
      return super.forward(input.castTo(DataType.FLOAT));
    }
  }

  private static final class KeptFromScratch extends Right {
    private INDArray sum = Make.filled(DataType.DOUBLE, 0, 1);

    @Override
    public INDArray forward(INDArray input) {
      INDArray output = super.forward(input);
      if (Scratch.stepNumber() == 0) {
        return output;
      }
      boolean fits = sum.equalShapes(output) && sum.dataType() == output.dataType();
      INDArray result = fits ? output.add(sum.mul(1e-3)) : output.dup();
      sum = output;
      return result;
    }
  }

  /** Its output grows with each forward pass, which no parameter or buffer says. */
  private static final class AnotherBuilt extends Right {
    private int calls;

    @Override
    public INDArray forward(INDArray input) {
      return super.forward(input).muli(++calls);
    }

    @Override
    public @Nullable ModuleType<?> type() {
      return type(AnotherBuilt.class, affine -> new AnotherBuilt());
    }
  }

  /** What its copy is filled with are not the parameters that the copy shows later. */
  private static final class Renewed extends Right {
    private boolean filled;

    Renewed() {
      filled = true;
    }

    private Renewed(boolean filled) {
      this.filled = filled;
    }

    @Override
    public List<Parameter> parameters() {
      if (filled) {
        return super.parameters();
      }
      filled = true;
      return new Affine(3, 3, new SplittableRandom(2)).parameters();
    }

    @Override
    public @Nullable ModuleType<?> type() {
      return type(Renewed.class, unused -> new Renewed(false));
    }
  }

  /** Its copy gives twice the output. */
  private static final class Doubling extends Right {
    private final double factor;

    Doubling() {
      factor = 1;
    }

    private Doubling(Affine affine) {
      super(affine);
      factor = 2;
    }

    @Override
    public INDArray forward(INDArray input) {
      return super.forward(input).muli(factor);
    }

    @Override
    public @Nullable ModuleType<?> type() {
      return type(Doubling.class, Doubling::new);
    }
  }

  private static final class SameParameters extends Right {
    SameParameters() {}

    private SameParameters(Affine affine) {
      super(affine);
    }

    @Override
    public @Nullable ModuleType<?> type() {
      return type(SameParameters.class, unused -> new SameParameters(affine));
    }
  }

  private static final class SameConstant extends Right {
    private final INDArray constant;

    SameConstant() {
      constant = Make.filled(DataType.FLOAT, 1, 3);
    }

    private SameConstant(Affine affine, INDArray constant) {
      super(affine);
      this.constant = constant;
    }

    @Override
    public @Nullable ModuleType<?> type() {
      return type(SameConstant.class, affine -> new SameConstant(affine, constant));
    }
  }

  private static final class SameState extends Right {
    private final Buffer calls;

    SameState() {
      calls = new Buffer("calls", Make.filled(DataType.FLOAT, 0, 1));
    }

    private SameState(Affine affine, Buffer calls) {
      super(affine);
      this.calls = calls;
    }

    @Override
    public List<Buffer> buffers() {
      return List.of(calls);
    }

    @Override
    public @Nullable ModuleType<?> type() {
      return type(SameState.class, affine -> new SameState(affine, calls));
    }
  }

  /** A child twice; its copy has two new ones, each with copies of the parameters if asked for. */
  private static final class Twice extends Container {
    private final boolean copied;

    Twice(boolean copied) {
      this(copied, new Right());
    }

    private Twice(boolean copied, Module... child) {
      this.copied = copied;
      append(child[0]);
      append(child[child.length - 1]);
    }

    @Override
    public INDArray forward(INDArray input) {
      return forward(1, forward(0, input));
    }

    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      return backwardDelta(0, input, backwardDelta(1, get(0).forward(input), delta));
    }

    @Override
    public @Nullable ModuleType<?> type() {
      return ModuleType.of(Twice.class, this::another);
    }

    private Twice another() {
      return copied ? new Twice(true, get(0).copy(), get(1).copy()) : new Twice(false, new Right());
    }
  }

  private record OfAffine(Affine affine) implements ModuleConfig {}

  /** Divides by the mean square, and multiplies by it. */
  private static final class SquaresInside extends Right {
    @Override
    public INDArray forward(INDArray input) {
      INDArray square = input.mul(input).mean().add(1);
      return super.forward(input).divi(square).muli(square);
    }
  }

  /** Takes for 0 in FLOAT what is small. */
  private static final class Flushed extends Right {
    @Override
    public INDArray backwardDelta(INDArray input, INDArray delta) {
      boolean small = input.dataType() == DataType.FLOAT && Math.abs(input.getDouble(0)) < 1e-3;
      return super.backwardDelta(input, delta).muli(small ? 0 : 1);
    }
  }
}
