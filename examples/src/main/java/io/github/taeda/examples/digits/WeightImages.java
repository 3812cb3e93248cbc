package io.github.taeda.examples.digits;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights of the layer that sees the pixels, as small images {@code [row][column]}. */
final class WeightImages {
  private WeightImages() {}

  /**
   * The filters of the convolutions that see the image, else the weights of the first linear layer.
   *
   * @param max the maximum number of images of each layer
   */
  static List<double[][]> of(Module net, int height, int width, int max) {
    List<double[][]> filters = new ArrayList<>();
    for (Parameter parameter : net.parameters()) {
      INDArray weight = parameter.value();
      if (weight.rank() == 4 && weight.size(2) == 1) { // [height, width, 1, out]
        add(filters, weight, (int) weight.size(0), (int) weight.size(1), max);
      } else if (weight.rank() == 3 && filters.isEmpty()) { // of the rows: [kernel, width, out]
        add(filters, weight, (int) weight.size(0), (int) weight.size(1), max);
      } else if (weight.rank() == 3) { // of the columns, shown upright: [kernel, height, out]
        INDArray upright = weight.permute(1, 0, 2).dup('c');
        add(filters, upright, (int) weight.size(1), (int) weight.size(0), max);
      }
    }
    if (filters.isEmpty()) {
      add(filters, net.parameters().get(0).value(), height, width, max); // [height · width, out]
    }
    return filters;
  }

  /** The weights of each output, divided by the largest of them. */
  private static void add(
      List<double[][]> filters, INDArray weight, int height, int width, int max) {
    int outputs = (int) weight.size(-1);
    double[] values = weight.ravel().toDoubleVector(); // [height · width, outputs]
    for (int output = 0; output < Math.min(outputs, max); output++) {
      double largest = Double.MIN_NORMAL;
      for (int i = output; i < values.length; i += outputs) {
        largest = Math.max(largest, Math.abs(values[i]));
      }
      double[][] filter = new double[height][width];
      for (int i = 0; i < height * width; i++) {
        filter[i / width][i % width] = values[i * outputs + output] / largest;
      }
      filters.add(filter);
    }
  }
}
