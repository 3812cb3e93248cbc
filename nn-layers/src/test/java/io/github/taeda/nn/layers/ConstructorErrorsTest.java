package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  private final Window window = Window.of(3, 3);
  private final Conv2D.Config config = Conv2D.Config.of(3, 1, 1);

  @Test
  void weights_of_more_numbers_than_an_array_holds_are_refused() {
    refused(
        () -> new Linear(100_000, 100_000), "Linear: weight", "[100000, 100000] has 10000000000");
    refused(
        () -> Linear.Config.of(1L << 40, 1L << 40).withoutBias(),
        "Linear: weight",
        "[1099511627776, 1099511627776] has 1208925819614629174706176");
    refused(
        () -> new Embedding(65536, 32768), "Embedding: weight", "[65536, 32768] has 2147483648");
    refused(
        () -> new Conv1D(3, 50_000, 50_000, 1),
        "Conv1D: weight",
        "[3, 50000, 50000] has 7500000000");
    refused(
        () -> new Conv2D(3_000_000_000L, 1, 1),
        "Conv2D: weight",
        "[3000000000, 3000000000, 1, 1] has 9000000000000000000");
    refused(
        () -> new Conv1D(1L << 32, 1, 1, 1), "Conv1D: weight", "[4294967296, 1, 1] has 4294967296");
    refused(() -> new LayerNorm(3_000_000_000L), "LayerNorm: scale", "[3000000000] has 3000000000");
  }

  private static void refused(ThrowingCallable call, String owner, String numbers) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(owner + " must have at most 2147483647 elements, but " + numbers);
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
    atLeastOne(() -> new AvgPool2D(1, 0), "AvgPool2D: stride");
    atLeastOne(() -> new AvgPool2D(Window.of(1, 1).stride(1, 0)), "Window: stride");
    atLeastOne(() -> Window.of(1, 0), "Window: kernel");
    atLeastOne(() -> new Upsample2D(0), "Upsample2D: factor");
    atLeastOne(() -> new ConvTranspose2D(0, 1, 1, 1), "ConvTranspose2D: kernel");
    atLeastOne(() -> new ConvTranspose1D(1, 1, 1, 0), "ConvTranspose1D: stride");
    atLeastOne(() -> config.stride(0), "Conv2D: stride");
    atLeastOne(() -> config.dilation(0), "Conv2D: dilation");
    atLeastOne(() -> new Conv1D(0, 1, 1, 1), "Conv1D: kernel");
  }

  @Test
  void a_window_must_have_the_axes_that_its_module_moves_it_along() {
    rejected(
        () -> Conv2D.Config.of(Window.of(3), 1, 1),
        "Conv2D: window must have 2 axes, but was 3, stride 1");
    rejected(
        () -> new MaxPool2D(Window.of(3)),
        "MaxPool2D: window must have 2 axes, but was 3, stride 1");
    rejected(() -> Window.of(), "Window: kernel must have 1 or 2 axes, but was []");
    rejected(() -> Window.of(1, 1, 1), "Window: kernel must have 1 or 2 axes, but was [1, 1, 1]");
    rejected(
        () -> window.stride(1, 2, 3),
        "Window: stride must have a size per axis, 2, but was [1, 2, 3]");
    rejected(() -> window.padding(-1), "Window: padding must be at least 0, but was -1");
    rejected(() -> config.padding(-1), "Conv2D: padding must be at least 0, but was -1");
  }

  @Test
  void a_pooling_takes_less_padding_than_its_kernel_and_no_dilation() {
    rejected(
        () -> new MaxPool2D(window.padding(3)),
        "MaxPool2D: window must have less padding than its kernel, but was 3x3, stride 1, padding 3");
    rejected(
        () -> new AvgPool1D(Window.of(2).padding(2)),
        "AvgPool1D: window must have less padding than its kernel, but was 2, stride 1, padding 2");
    rejected(
        () -> new AvgPool2D(window.dilation(1, 2)),
        "AvgPool2D: window must have no dilation, but was 3x3, stride 1, dilation 1x2");
    rejected(
        () -> new MaxPool1D(window), "MaxPool1D: window must have 1 axis, but was 3x3, stride 1");
  }

  @Test
  void output_padding_is_less_than_the_stride() {
    ConvTranspose1D.Config transposed = ConvTranspose1D.Config.of(3, 1, 1);
    rejected(
        () -> transposed.outputPadding(1),
        "ConvTranspose1D: outputPadding must be less than the stride, 1, but was 1");
    rejected(
        () -> transposed.outputPadding(-1),
        "ConvTranspose1D: outputPadding must be at least 0, but was -1");
    rejected(
        () -> ConvTranspose2D.Config.of(3, 1, 1).stride(2).outputPadding(1, 2),
        "ConvTranspose2D: outputPadding must be less than the stride, 2, but was 2");
    rejected(
        () -> ConvTranspose2D.Config.of(window, 0, 1),
        "ConvTranspose2D: in must be at least 1, but was 0");
    isNull(() -> new ConvTranspose1D(transposed, null), "ConvTranspose1D: random is null");
  }

  @Test
  void zeros_around_are_checked() {
    rejected(() -> new ZeroPad1D(-1), "ZeroPad1D: padding must be at least 0, but was -1");
    rejected(() -> new ZeroPad2D(0, 0, 0, -2), "ZeroPad2D: padding must be at least 0, but was -2");
  }

  @Test
  void features_are_split_into_equal_groups() {
    rejected(
        () -> new GroupNorm(2, 3),
        "GroupNorm: features must be a multiple of groups, 2, but was 3");
    rejected(
        () -> Conv1D.Config.of(3, 4, 3).groups(2),
        "Conv1D: out must be a multiple of groups, 2, but was 3");
    rejected(
        () -> Conv2D.Config.of(3, 3, 6).groups(2),
        "Conv2D: in must be a multiple of groups, 2, but was 3");
    rejected(() -> config.groups(0), "Conv2D: groups must be at least 1, but was 0");
    rejected(() -> new GroupNorm(0, 3), "GroupNorm: groups must be at least 1, but was 0");
  }

  @Test
  void values_out_of_range_are_rejected() {
    rejected(
        () -> BatchNorm.Config.of(2).momentum(1.5),
        "BatchNorm: momentum must be between 0 and 1, but was 1.5");
    rejected(
        () -> LayerNorm.Config.of(2).epsilon(0),
        "LayerNorm: epsilon must be > 0 and finite, but was 0.0");
    rejected(() -> new Dropout(1), "Dropout: p must be at least 0 and less than 1, but was 1.0");
    rejected(
        () -> new SpatialDropout(-1),
        "SpatialDropout: p must be at least 0 and less than 1, but was -1.0");
    rejected(
        () -> GroupNorm.Config.of(1, 2).epsilon(-1),
        "GroupNorm: epsilon must be > 0 and finite, but was -1.0");
    rejected(() -> new ELU(Double.NaN), "ELU: alpha must be > 0 and finite, but was NaN");
    rejected(() -> new LeakyReLU(-1), "LeakyReLU: slope must be between 0 and 1, but was -1.0");
  }

  private static void rejected(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static void atLeastOne(ThrowingCallable call, String what) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(what + " must be at least 1, but was 0");
  }

  @Test
  void null_is_refused_by_name() {
    isNull(() -> Conv2D.Config.of(null, 1, 1), "Conv2D: window is null");
    isNull(() -> new MaxPool2D(null), "MaxPool2D: window is null");
    isNull(() -> config.init(null), "Conv2D: init is null");
    isNull(() -> new Conv2D(config, null), "Conv2D: random is null");
    isNull(() -> Linear.Config.of(1, 1).init(null), "Linear: init is null");
    isNull(() -> new Linear(1, 1, null), "Linear: random is null");
    isNull(() -> Embedding.Config.of(1, 1).init(null), "Embedding: init is null");
    isNull(() -> new GroupNorm(null), "GroupNorm: config is null");
    isNull(() -> new ConvTranspose1D(null, random), "ConvTranspose1D: config is null");
    isNull(() -> new ConvTranspose2D(null, random), "ConvTranspose2D: config is null");
    isNull(() -> new Upsample2D(2, null), "Upsample2D: mode is null");
    isNull(() -> new SpatialDropout(0.5, null), "SpatialDropout: random is null");
    isNull(() -> new Embedding(1, 1, null), "Embedding: random is null");
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
