package io.github.taeda.benchmarks;

import io.github.taeda.benchmarks.Layer.Kind;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A training iteration in plain ND4J, as somebody writes it who follows the formulas: {@code mmul},
 * {@code addiRowVector}, {@code subi}. Nothing of Taeda is loaded, so ND4J's own settings hold.
 */
final class Nd4jTraining implements Step {
  private final Net net;
  private final boolean relu;
  private final INDArray input; // [batch, in]
  private final INDArray target; // [batch, out]
  private final INDArray[] weights; // [in, out]
  private final INDArray[] biases; // [1, out]

  Nd4jTraining(Net net) {
    this.net = net;
    relu = net.layers().get(1).is(Kind.RELU);
    input = array(net.input());
    target = array(net.target());
    List<Values> start = net.parameters();
    weights = new INDArray[start.size() / 2];
    biases = new INDArray[start.size() / 2];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = array(start.get(2 * i));
      biases[i] = array(start.get(2 * i + 1)).reshape(1, -1);
    }
  }

  @Override
  public double run() {
    INDArray[] activations = forward();
    INDArray prediction = activations[weights.length];
    INDArray delta = prediction.sub(target); // [batch, out]
    double loss;
    if (net.loss() == LossKind.BCE) {
      loss = binaryCrossEntropy(prediction);
      delta.divi(target.length()); // sigmoid and loss in one
    } else {
      loss = delta.mul(delta).meanNumber().doubleValue();
      delta.muli(2.0 / target.length());
    }
    for (int i = weights.length - 1; i >= 0; i--) {
      INDArray before = activations[i]; // [batch, in]
      INDArray weightGradient = before.transpose().mmul(delta); // [in, batch] x [batch, out]
      INDArray biasGradient = delta.sum(true, 0); // [1, out]
      if (i > 0) {
        delta = delta.mmul(weights[i].transpose()); // [batch, out] x [out, in]
        delta.muli(derivative(before));
      }
      weights[i].subi(weightGradient.muli(net.learningRate()));
      biases[i].subi(biasGradient.muli(net.learningRate()));
    }
    return loss;
  }

  private INDArray[] forward() {
    INDArray[] activations = new INDArray[weights.length + 1];
    activations[0] = input;
    for (int i = 0; i < weights.length; i++) {
      INDArray sums = activations[i].mmul(weights[i]).addiRowVector(biases[i]);
      activations[i + 1] = i < weights.length - 1 ? activation(sums) : output(sums);
    }
    return activations;
  }

  private INDArray activation(INDArray sums) {
    return relu ? Transforms.relu(sums, false) : Transforms.tanh(sums, false);
  }

  private INDArray output(INDArray sums) {
    return net.loss() == LossKind.BCE ? Transforms.sigmoid(sums, false) : sums;
  }

  private INDArray derivative(INDArray activation) {
    return relu ? activation.gt(0).castTo(DataType.FLOAT) : activation.mul(activation).rsubi(1);
  }

  private double binaryCrossEntropy(INDArray prediction) {
    INDArray ofOnes = Transforms.log(prediction).muli(target);
    INDArray ofZeros = Transforms.log(prediction.rsub(1)).muli(target.rsub(1));
    return -ofOnes.addi(ofZeros).meanNumber().doubleValue();
  }

  private static INDArray array(Values values) {
    return Nd4j.create(values.elements(), values.shape());
  }
}
