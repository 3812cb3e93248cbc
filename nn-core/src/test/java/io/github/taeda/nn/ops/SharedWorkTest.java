package io.github.taeda.nn.ops;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Work that is large enough for several threads, against the same work image by image. */
class SharedWorkTest {
  private static final int BATCH = 24;
  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void a_convolution_of_many_images_is_that_of_each() {
    Convolution convolution = new Convolution(Window.of(3, 3).padding(1));
    INDArray x = array(DataType.DOUBLE, BATCH, 14, 14, 8);
    INDArray weight = array(DataType.DOUBLE, 3, 3, 8, 10);
    INDArray bias = array(DataType.DOUBLE, 10);
    INDArray output = Scratch.array(DataType.DOUBLE, BATCH, 14, 14, 10);
    INDArray delta = array(DataType.DOUBLE, BATCH, 14, 14, 10);
    INDArray xDelta = Scratch.like(x);
    INDArray gradient = NDArrays.zeros(DataType.DOUBLE, 3, 3, 8, 10);

    convolution.forward(x, weight, bias, output);
    convolution.addBoth(x, weight, delta, xDelta, gradient);

    INDArray sum = NDArrays.zeros(DataType.DOUBLE, 3, 3, 8, 10);
    for (int i = 0; i < BATCH; i++) {
      INDArray image = image(x, i);
      INDArray one = Scratch.array(DataType.DOUBLE, 1, 14, 14, 10);
      convolution.forward(image, weight, bias, one);
      Numbers.assertClose("output " + i, image(output, i), Numbers.of(one), 1e-12);
      INDArray oneDelta = Scratch.like(image);
      convolution.addBoth(image, weight, image(delta, i), oneDelta, sum);
      Numbers.assertClose("delta " + i, image(xDelta, i), Numbers.of(oneDelta), 1e-12);
    }
    Numbers.assertClose("gradient", gradient, Numbers.of(sum), 1e-11);
  }

  @Test
  void an_elementwise_function_of_many_elements_is_that_of_each_block() {
    INDArray x = array(DataType.FLOAT, 500_000);
    INDArray whole = Scratch.like(x);
    Activations.tanh(x, whole);
    for (int start = 0; start < 500_000; start += 100_000) {
      INDArray part = x.get(NDArrayIndex.interval(start, start + 100_000));
      INDArray expected = Scratch.array(DataType.FLOAT, 100_000);
      Activations.tanh(part, expected);
      Numbers.assertClose(
          "from " + start,
          whole.get(NDArrayIndex.interval(start, start + 100_000)),
          Numbers.of(expected),
          0);
    }
  }

  private static INDArray image(INDArray images, int i) {
    return images.get(NDArrayIndex.interval(i, i + 1));
  }

  private INDArray array(DataType type, long... shape) {
    INDArray array = NDArrays.zeros(type, shape);
    NDArrays.setValues(Numbers.normal(random, shape), array);
    return array;
  }
}
