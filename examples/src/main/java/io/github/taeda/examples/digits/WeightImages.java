package io.github.taeda.examples.digits;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights of a net that meet the pixels, as small pictures {@code [row][column]}. */
final class WeightImages {
  private WeightImages() {}

  /**
   * The filters of the convolutions that see the image, else those of the first linear layer.
   *
   * @param most how many at most, of each layer
   */
  static List<double[][]> of(Module net, int height, int width, int most) {
    List<double[][]> filters = new ArrayList<>();
    for (Parameter parameter : net.parameters()) {
      INDArray weight = parameter.value();
      if (weight.rank() == 4 && weight.size(2) == 1) { // [height, width, 1, out]
        add(filters, weight, (int) weight.size(0), (int) weight.size(1), most);
      } else if (weight.rank() == 3 && filters.isEmpty()) { // of the rows: [kernel, width, out]
        add(filters, weight, (int) weight.size(0), (int) weight.size(1), most);
      } else if (weight.rank() == 3) { // of the columns, shown upright: [kernel, height, out]
        INDArray upright = weight.permute(1, 0, 2).dup('c');
        add(filters, upright, (int) weight.size(1), (int) weight.size(0), most);
      }
    }
    if (filters.isEmpty()) {
      add(filters, net.parameters().get(0).value(), height, width, most); // [height · width, out]
    }
    return filters;
  }

  /** Each output's weights, divided by the largest of them. */
  private static void add(
      List<double[][]> filters, INDArray weight, int height, int width, int most) {
    int outputs = (int) weight.size(-1);
    double[] numbers = weight.ravel().toDoubleVector(); // [height · width, outputs]
    for (int output = 0; output < Math.min(outputs, most); output++) {
      double largest = Double.MIN_NORMAL;
      for (int i = output; i < numbers.length; i += outputs) {
        largest = Math.max(largest, Math.abs(numbers[i]));
      }
      double[][] filter = new double[height][width];
      for (int i = 0; i < height * width; i++) {
        filter[i / width][i % width] = numbers[i * outputs + output] / largest;
      }
      filters.add(filter);
    }
  }
}
