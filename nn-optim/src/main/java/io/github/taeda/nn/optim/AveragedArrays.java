package io.github.taeda.nn.optim;

import io.github.taeda.nn.Buffer;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import io.github.taeda.nn.optim.internal.StateArrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arrays of a {@link WeightAverage}: those of a module, once something was added. */
final class AveragedArrays {
  static final String VALUES = "values";
  private static final String BUFFER = "buffer.";

  private final Object owner;
  private final INDArray values; // [n], all parameters
  private final Map<String, INDArray> buffers = new LinkedHashMap<>();
  private List<String> shapes = List.of(); // of the parameters; empty until they are known
  private long count;

  /** Begins with the present parameters and buffers. */
  AveragedArrays(Object owner, Optim optim) {
    this.owner = owner;
    shapes = shapes(optim.module());
    values = optim.vector().values().dup('c');
    optim.module().buffers().forEach(b -> buffers.put(b.name(), b.value().dup('c')));
    count = 1;
  }

  /**
   * Takes copies of a saved state.
   *
   * @throws IllegalArgumentException if it is none
   */
  AveragedArrays(Object owner, Map<String, INDArray> state) {
    this.owner = owner;
    count = (long) StateArrays.doubles(owner, "count", state, 1)[0];
    INDArray all = state.get(VALUES);
    if (all == null) {
      throw new IllegalArgumentException(
          owner + ": the state must have " + VALUES + ", but has " + state.keySet());
    }
    values = all.dup('c');
    state.forEach(
        (name, array) -> {
          if (name.startsWith(BUFFER)) {
            buffers.put(name.substring(BUFFER.length()), array.dup('c'));
          }
        });
  }

  /** The state of an average, of which perhaps nothing is known yet. */
  static Map<String, INDArray> state(@Nullable AveragedArrays arrays) {
    Map<String, INDArray> state = new LinkedHashMap<>();
    state.put("count", NDArrays.of(new double[] {arrays == null ? 0 : arrays.count}, 1));
    if (arrays != null) {
      state.put(VALUES, arrays.values);
      arrays.buffers.forEach((name, array) -> state.put(BUFFER + name, array));
    }
    return state;
  }

  long count() {
    return count;
  }

  /**
   * {@code average ← average + part · (present − average)}; what never changes stays exact.
   *
   * @param decay of an exponential average; NaN if all count the same
   */
  void add(Optim optim, double decay) {
    requireFit(optim.module());
    count++;
    double part = Double.isNaN(decay) ? 1.0 / count : 1 - decay;
    move(values, optim.vector().values(), part);
    optim.module().buffers().forEach(b -> move(buffer(b), b.value(), part));
  }

  private static void move(INDArray average, INDArray present, double part) {
    INDArray difference = Scratch.like(average);
    Elementwise.subtract(present, average, difference);
    Elementwise.addScaled(part, difference, average);
  }

  /** Takes over the buffers of a module, instead of their average. */
  void keepBuffers(Module module) {
    module.buffers().forEach(b -> Slices.copy(b.value(), buffer(b)));
  }

  /** Copies all into a module, which is unchanged if they do not fit. */
  void copyInto(Module module) {
    requireFit(module);
    long start = 0;
    for (Parameter parameter : module.parameters()) {
      long end = start + parameter.value().length();
      INDArray slice =
          end - start == values.length() ? values : Slices.slice(values, 0, start, end);
      parameter.set(slice.reshape('c', parameter.value().shape()));
      start = end;
    }
    module.buffers().forEach(b -> b.set(buffer(b)));
  }

  /**
   * Requires a module of these parameters and buffers.
   *
   * @throws IllegalArgumentException if it has others
   */
  void requireFit(Module module) {
    List<Parameter> parameters = module.parameters();
    long length = parameters.stream().mapToLong(p -> p.value().length()).sum();
    if (length != values.length()) {
      throw new IllegalArgumentException(
          owner + ": the module must have " + values.length() + " elements, but has " + length);
    }
    if (!shapes.isEmpty() && !shapes.equals(shapes(module))) {
      throw new IllegalArgumentException(
          owner
              + ": the module must have the parameters "
              + shapes
              + ", but has "
              + shapes(module));
    }
    for (Parameter parameter : parameters) {
      Shapes.requireType(owner, parameter.name(), parameter.value(), values.dataType());
    }
    List<String> names = module.buffers().stream().map(Buffer::name).toList();
    if (!List.copyOf(buffers.keySet()).equals(names)) {
      throw new IllegalArgumentException(
          owner + ": the module must have the buffers " + buffers.keySet() + ", but has " + names);
    }
    module.buffers().forEach(b -> Shapes.requireLike(owner, b.name(), b.value(), buffer(b)));
  }

  /** Requires the same of a module, whose parameters have the shapes of the average from now on. */
  void bind(Module module) {
    requireFit(module);
    shapes = shapes(module);
  }

  private static List<String> shapes(Module module) {
    return module.parameters().stream().map(p -> Shapes.text(p.value().shape())).toList();
  }

  private INDArray buffer(Buffer buffer) {
    INDArray array = buffers.get(buffer.name());
    if (array == null) {
      throw new IllegalArgumentException(owner + ": there is no average of " + buffer);
    }
    return array;
  }
}
