package io.github.taeda.benchmarks;

import java.util.List;
import org.encog.Encog;
import org.encog.engine.network.activation.ActivationLinear;
import org.encog.engine.network.activation.ActivationTANH;
import org.encog.ml.data.basic.BasicMLDataSet;
import org.encog.neural.networks.BasicNetwork;
import org.encog.neural.networks.layers.BasicLayer;
import org.encog.neural.networks.training.propagation.back.Backpropagation;

/**
 * One iteration of Encog's backpropagation on the whole batch, without momentum.
 *
 * <p>Not quite the same work: Encog computes in {@code double}. Its gradient is the sum over the
 * batch without the mean's factor, which the learning rate makes up for. And Encog 3.4 multiplies a
 * hidden layer's delta by the derivative of the activation one layer further on, here the linear
 * output's, 1, where that of tanh belongs: only the first loss agrees. Encog chooses its threads
 * itself unless {@code OMP_NUM_THREADS}, which it does not know, says how many.
 */
final class EncogTraining implements Step {
  private final Backpropagation training;

  EncogTraining(Net net) {
    BasicNetwork network = network(net);
    double[][] target = rows(net.target());
    double elements = (double) target.length * target[0].length;
    training =
        new Backpropagation(
            network,
            new BasicMLDataSet(rows(net.input()), target),
            2 * net.learningRate() / elements,
            0);
    training.setBatchSize(0); // one update from the whole batch, not one per example
    String threads = System.getenv("OMP_NUM_THREADS");
    if (threads != null) {
      training.setThreadCount(Integer.parseInt(threads));
    }
  }

  @Override
  public double run() {
    training.iteration();
    return training.getError();
  }

  @Override
  public void close() {
    training.finishTraining();
    Encog.getInstance().shutdown();
  }

  private static BasicNetwork network(Net net) {
    List<Values> start = net.parameters();
    BasicNetwork network = new BasicNetwork();
    network.addLayer(new BasicLayer(null, true, (int) start.get(0).shape()[0]));
    for (int i = 0; i < start.size(); i += 2) {
      boolean last = i == start.size() - 2;
      int features = (int) start.get(i).shape()[1];
      network.addLayer(
          new BasicLayer(last ? new ActivationLinear() : new ActivationTANH(), !last, features));
    }
    network.getStructure().finalizeStructure();
    network.reset();
    for (int i = 0; i < start.size(); i += 2) {
      set(network, i / 2, start.get(i), start.get(i + 1));
    }
    return network;
  }

  /** Encog has the bias as the weight of one more input. */
  private static void set(BasicNetwork network, int layer, Values weight, Values bias) {
    int in = (int) weight.shape()[0];
    int out = (int) weight.shape()[1];
    for (int to = 0; to < out; to++) {
      for (int from = 0; from < in; from++) {
        network.setWeight(layer, from, to, weight.elements()[from * out + to]);
      }
      network.setWeight(layer, in, to, bias.elements()[to]);
    }
  }

  private static double[][] rows(Values values) {
    int width = (int) values.shape()[1];
    double[][] rows = new double[(int) values.shape()[0]][width];
    for (int i = 0; i < values.elements().length; i++) {
      rows[i / width][i % width] = values.elements()[i];
    }
    return rows;
  }
}
