///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.github.taeda:taeda:0.1.0-SNAPSHOT
//DEPS io.github.taeda:taeda-cpu:0.1.0-SNAPSHOT
//DEPS org.slf4j:slf4j-nop:2.0.20

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Heaviside;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.ops.NDArrays;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One neuron computes AND and OR, but not XOR: that takes a hidden layer. */
class Gates {
  public static void main(String[] args) {
    INDArray inputs = NDArrays.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2); // [batch, 2]
    print("AND", gate(-1.5f, 1, 1), inputs); // a + b > 1½
    print("OR", gate(-0.5f, 1, 1), inputs); // a + b > ½

    // XOR = (a OR b) AND (a NAND b)
    Linear hidden = new Linear(2, 2);
    hidden.parameters().get(0).set(NDArrays.of(new float[] {1, -1, 1, -1}, 2, 2)); // [in, out]
    hidden.parameters().get(1).set(NDArrays.of(new float[] {-0.5f, 1.5f}, 2)); // [out]
    print("XOR", new Sequential(hidden, new Heaviside(), gate(-1.5f, 1, 1)), inputs);
  }

  /** A neuron with a step activation: 1 where w · x + bias is positive, else 0. */
  static Module gate(float bias, float... weights) {
    Linear linear = new Linear(weights.length, 1);
    linear.parameters().get(0).set(NDArrays.of(weights, weights.length, 1));
    linear.parameters().get(1).set(NDArrays.of(new float[] {bias}, 1));
    return new Sequential(linear, new Heaviside());
  }

  static void print(String name, Module gate, INDArray inputs) {
    System.out.println(name + " " + Arrays.toString(gate.forward(inputs).ravel().toIntVector()));
  }
}
