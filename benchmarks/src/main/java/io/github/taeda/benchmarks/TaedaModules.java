package io.github.taeda.benchmarks;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Conv1D;
import io.github.taeda.nn.layers.Conv2D;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.LSTM;
import io.github.taeda.nn.layers.LayerNorm;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.MaxPool1D;
import io.github.taeda.nn.layers.MaxPool2D;
import io.github.taeda.nn.layers.MultiHeadAttention;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.layers.Sigmoid;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.BCELoss;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.ops.NDArrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Networks, losses and arrays in Taeda. */
final class TaedaModules {
  private TaedaModules() {}

  /** The network with its first parameters. */
  static Module module(Net net, double dropped) {
    Sequential module = new Sequential();
    for (Layer layer : net.layers()) {
      module.add(module(layer, dropped));
    }
    List<Values> start = net.parameters();
    List<Parameter> parameters = module.parameters();
    for (int i = 0; i < start.size(); i++) {
      parameters.get(i).set(array(start.get(i)));
    }
    return module;
  }

  static Module module(Layer layer, double dropped) {
    long[] sizes = layer.sizes();
    return switch (layer.kind()) {
      case LINEAR -> new Linear(sizes[0], sizes[1]);
      case CONV_1D -> new Conv1D(sizes[0], sizes[1], sizes[2], 1);
      case CONV_2D -> new Conv2D(sizes[0], sizes[1], sizes[2]);
      case LSTM -> new LSTM(sizes[0], sizes[1]);
      case ATTENTION -> new MultiHeadAttention(sizes[0], sizes[1]);
      case MAX_POOL_1D -> new MaxPool1D(sizes[0], sizes[0]);
      case MAX_POOL_2D -> new MaxPool2D(sizes[0], sizes[0]);
      case FLATTEN -> new Flatten();
      case TANH -> new TanH();
      case RELU -> new ReLU();
      case SIGMOID -> new Sigmoid();
      case BATCH_NORM -> new BatchNorm(sizes[0]);
      case LAYER_NORM -> new LayerNorm(sizes[0]);
      case DROPOUT -> new Dropout(dropped);
    };
  }

  static Loss loss(LossKind kind) {
    return switch (kind) {
      case MSE -> new MSELoss(Reduction.ELEMENT_MEAN);
      case BCE -> new BCELoss(Reduction.ELEMENT_MEAN);
      case CROSS_ENTROPY -> new CrossEntropyLoss();
      case NONE -> throw new IllegalArgumentException("an evaluation has no loss");
    };
  }

  static INDArray array(Values values) {
    return NDArrays.of(values.elements(), values.shape());
  }
}
