package io.github.taeda.nn.layers;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Pooling;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Window;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Images enlarged by a whole factor f, {@code y[r, s, c] = x[⌊r / f⌋, ⌊s / f⌋, c]}: each pixel as f
 * x f equal ones (Torch's {@code SpatialUpSamplingNearest}); or by bilinear interpolation (Torch's
 * {@code SpatialUpSamplingBilinear}).
 *
 * <p>{@code [batch, height, width, channels] → [batch, f height, f width, channels]}. Bilinear: an
 * output pixel's centre lies at {@code (r + ½) / f − ½} of the input's pixels and takes the two
 * nearest rows and columns by their distances, at the edges the outermost alone (PyTorch's {@code
 * align_corners=False}). A pixel's delta is the sum of those it went into, with the same weights.
 */
public final class Upsample2D extends Module {
  /** What copies and model files know of this class. */
  public static final ModuleType<Upsample2D> TYPE =
      ModuleType.of(
          Upsample2D.class,
          Config.class,
          upsample -> upsample.config,
          config -> new Upsample2D(config.factor(), config.mode()));

  /** What the pixels between those of the input are. */
  public enum Mode {
    /** The nearest pixel. */
    NEAREST,
    /** Between the two nearest along each axis, by their distances. */
    BILINEAR
  }

  private record Config(long factor, Mode mode) implements ModuleConfig {
    @Override
    public String text() {
      return mode == Mode.NEAREST ? String.valueOf(factor) : factor + ", bilinear";
    }
  }

  private final Config config;
  private final Pooling blocks; // means of the f x f pixels that one became

  /** Creates an upsampling by the nearest pixel. */
  public Upsample2D(long factor) {
    this(factor, Mode.NEAREST);
  }

  /**
   * Creates an upsampling.
   *
   * @param factor f, at least 1
   */
  public Upsample2D(long factor, Mode mode) {
    Shapes.requireSize("Upsample2D", "factor", factor);
    Objects.requireNonNull(mode, "Upsample2D: mode is null");
    config = new Config(factor, mode);
    blocks = Pooling.mean(Window.of(factor, factor).stride(factor));
  }

  @Override
  public INDArray forward(INDArray input) {
    long[] shape = outputShape(input);
    if (config.mode == Mode.NEAREST) {
      return repeated(input, shape);
    }
    INDArray tall = BilinearAxis.of(input, 1, config.factor).forward(input);
    return BilinearAxis.of(tall, 2, config.factor).forward(tall);
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    backwardUpdateGradient(input, delta);
    if (config.mode == Mode.NEAREST) {
      INDArray inputDelta = Scratch.like(input);
      blocks.forward(delta, inputDelta);
      Elementwise.scale(inputDelta, (double) config.factor * config.factor, inputDelta);
      return inputDelta;
    }
    long[] shape = input.shape().clone();
    shape[1] *= config.factor;
    INDArray tall = Scratch.array(input.dataType(), shape);
    BilinearAxis.of(tall, 2, config.factor).backward(delta, tall);
    INDArray inputDelta = Scratch.like(input);
    BilinearAxis.of(input, 1, config.factor).backward(tall, inputDelta);
    return inputDelta;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    Shapes.requireShape(this, "delta", delta, outputShape(input));
    Shapes.requireType(this, "delta", delta, input.dataType());
  }

  @Override
  public ModuleType<Upsample2D> type() {
    return TYPE;
  }

  private INDArray repeated(INDArray input, long... shape) {
    int f = (int) config.factor;
    int width = (int) input.size(2);
    int[] pixels = new int[Math.toIntExact(shape[0] * shape[1] * shape[2])];
    for (int i = 0; i < pixels.length; i++) {
      int row = i / (width * f); // of all images
      pixels[i] = row / f * width + i % (width * f) / f;
    }
    INDArray output = Scratch.array(input.dataType(), shape);
    long channels = input.size(3);
    INDArray source = NDArrays.asMatrix(NDArrays.contiguous(input), channels);
    Gathers.gatherRows(source, pixels, NDArrays.asMatrix(output, channels));
    return output;
  }

  private long[] outputShape(INDArray input) {
    Windows.requireChannelsLast(this, 2, input, -1);
    return new long[] {
      input.size(0), config.factor * input.size(1), config.factor * input.size(2), input.size(3)
    };
  }
}
