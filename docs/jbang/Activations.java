///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.github.taeda:taeda:0.1.0-SNAPSHOT
//DEPS io.github.taeda:taeda-cpu:0.1.0-SNAPSHOT
//DEPS org.slf4j:slf4j-nop:2.0.20

import io.github.taeda.nn.Module;
import io.github.taeda.nn.layers.GELU;
import io.github.taeda.nn.layers.LeakyReLU;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.layers.SiLU;
import io.github.taeda.nn.layers.Sigmoid;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.ops.NDArrays;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Activation functions and their derivatives: the delta for an upstream delta of 1. */
class Activations {
  public static void main(String[] args) {
    INDArray x = NDArrays.of(new float[] {-3, -1, -0.1f, 0.1f, 1, 3}, 1, 6);
    INDArray one = NDArrays.filled(1, 1, 6);
    print("x", x);
    for (Module activation :
        List.of(new ReLU(), new LeakyReLU(), new Sigmoid(), new TanH(), new SiLU(), new GELU())) {
      print(activation.toString(), activation.forward(x));
      print("  derivative", activation.backwardDelta(x, one));
    }
  }

  static void print(String name, INDArray row) {
    System.out.printf("%-16s", name);
    for (double value : row.ravel().toDoubleVector()) {
      System.out.printf(Locale.ROOT, "%8.3f", value);
    }
    System.out.println();
  }
}
