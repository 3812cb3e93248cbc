package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.ops.Window;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // null is what is tested
class ConstructorErrorsTest {
  private final RandomGenerator random = new SplittableRandom(1);
  private final Window window = Window.over2D(3, 1);

  @Test
  void weights_of_more_numbers_than_an_array_holds_are_refused() {
    refused(
        () -> new Linear(100_000, 100_000), "Linear: weight", "[100000, 100000] has 10000000000");
    refused(
        () -> Linear.withoutBias(1L << 40, 1L << 40),
        "Linear: weight",
        "[1099511627776, 1099511627776] has 1208925819614629174706176");
    refused(
        () -> new Embedding(65536, 32768), "Embedding: weight", "[65536, 32768] has 2147483648");
    refused(
        () -> new Conv1D(3, 50_000, 50_000, 1),
        "Conv1D: weight",
        "[3, 50000, 50000] has 7500000000");
    refused(
        () -> new Conv2D(3_000_000_000L, 1, 1, 1, 0),
        "Conv2D: weight",
        "[3000000000, 3000000000, 1, 1] has 9000000000000000000");
    refused(
        () -> new Conv1D(1L << 32, 1, 1), "Conv1D: weight", "[4294967296, 1, 1] has 4294967296");
    refused(
        () -> new LayerNorm(3_000_000_000L),
        "Parameter scale: value",
        "[3000000000] has 3000000000");
  }

  private static void refused(ThrowingCallable call, String owner, String numbers) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(owner + " must have at most 2147483647 numbers, but " + numbers);
  }

  @Test
  void sizes_of_a_shape_are_checked() {
    assertThatThrownBy(() -> new Reshape(2, -1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Reshape: only one size may be -1, but the shape was [2, -1, -1]");
    assertThatThrownBy(() -> new Reshape(2, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Reshape: each size must be at least 1, but was 0");
    assertThatThrownBy(() -> new Reshape(-2, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Reshape: each size must be at least 1, but was -2");
    refused(
        () -> new Reshape(1L << 40, 1L << 40),
        "Reshape: each example",
        "[1099511627776, 1099511627776] has 1208925819614629174706176");
  }

  @Test
  void sizes_of_a_window_are_checked() {
    atLeastOne(() -> new MaxPool1D(0), "MaxPool1D: kernel");
    atLeastOne(() -> new AvgPool1D(1, 0), "AvgPool1D: stride");
    atLeastOne(() -> new MaxPool2D(0), "MaxPool2D: kernel");
    atLeastOne(() -> new AvgPool2D(1, 1, 1, 0), "AvgPool2D: stride");
    atLeastOne(() -> new Conv1D(0, 1, 1), "Conv1D: kernel");
  }

  private static void atLeastOne(ThrowingCallable call, String what) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(what + " must be at least 1, but was 0");
  }

  @Test
  void null_is_refused_by_name() {
    isNull(() -> Conv2D.over(null, 1, 1), "Conv2D: window is null");
    isNull(() -> Conv2D.withoutBias(null, 1, 1), "Conv2D: window is null");
    isNull(() -> Conv2D.over(window, 1, 1, null, random), "Conv2D: init is null");
    isNull(() -> Conv2D.withoutBias(window, 1, 1, Init.torch(), null), "Conv2D: random is null");
    isNull(() -> new Concat(1, (Module[]) null), "Concat: children is null");
    isNull(() -> new Parallel(1, (Module[]) null), "Parallel: children is null");
    isNull(() -> new Sequential((Module[]) null), "Sequential: modules is null");
    isNull(() -> new Reshape((long[]) null), "Reshape: shape is null");
    isNull(() -> new Transpose((int[]) null), "Transpose: axes is null");
  }

  private static void isNull(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(message);
  }
}
