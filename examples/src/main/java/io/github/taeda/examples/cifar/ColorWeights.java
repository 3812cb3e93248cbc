package io.github.taeda.examples.cifar;

import io.github.taeda.examples.draw.ImageGrid;
import io.github.taeda.examples.draw.PicturePanel;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import java.awt.image.BufferedImage;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights of red, green and blue as colour pictures: a weight of 0 is medium grey, and a pixel
 * is, for example, red where the weight of red is high and the others are low.
 */
final class ColorWeights {
  private ColorWeights() {}

  /** The filters of the first convolution of a net. */
  static PicturePanel filters(String title, Module net) {
    INDArray weight =
        net.parameters().stream()
            .map(Parameter::value)
            .filter(value -> value.rank() == 4)
            .findFirst()
            .orElseThrow(); // [height, width, 3, out]
    ImageGrid grid = new ImageGrid(title, 4);
    for (byte[] picture : pictures(weight)) {
      grid.add(image(picture, (int) weight.size(0), (int) weight.size(1)));
    }
    return grid;
  }

  /** The weights of each class of a linear classifier, with the name of the class. */
  static PicturePanel templates(
      String title, Module net, int height, int width, List<String> classNames) {
    byte[][] pictures = pictures(net.parameters().get(0).value()); // [height · width · 3, classes]
    ImageGrid grid = new ImageGrid(title, 4);
    for (int i = 0; i < pictures.length; i++) {
      grid.add(image(pictures[i], height, width), classNames.get(i));
    }
    return grid;
  }

  private static BufferedImage image(byte[] picture, int height, int width) {
    return ImageGrid.color(picture, height, width);
  }

  /** The weights of each output, {@code [outputs][height · width · 3]}, the largest 0 or 255. */
  static byte[][] pictures(INDArray weight) {
    int outputs = (int) weight.size(-1);
    double[] values = weight.ravel().toDoubleVector();
    byte[][] pictures = new byte[outputs][values.length / outputs];
    for (int output = 0; output < outputs; output++) {
      double largest = Double.MIN_NORMAL;
      for (int i = output; i < values.length; i += outputs) {
        largest = Math.max(largest, Math.abs(values[i]));
      }
      for (int i = 0; i < pictures[output].length; i++) {
        double level = 127.5 * (1 + values[i * outputs + output] / largest);
        pictures[output][i] = (byte) Math.round(level);
      }
    }
    return pictures;
  }
}
