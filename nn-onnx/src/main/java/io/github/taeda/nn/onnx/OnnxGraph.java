package io.github.taeda.nn.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.taeda.nn.Container;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.ops.NDArrays;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An ONNX graph under construction: {@link OnnxConverter}s add operators to it.
 *
 * <p>Operators are those of ONNX's standard domain, opset {@value #OPSET}.
 */
public final class OnnxGraph {
  /** The version of the operators. */
  public static final int OPSET = 17;

  private final GraphProto.Builder proto = GraphProto.newBuilder().setName("taeda");
  private final Map<ModuleArray, String> arrayNames = new HashMap<>();
  private final ConverterTable converters;
  private final Set<String> names = new HashSet<>();
  private final Set<String> initializers = new HashSet<>();
  private final Map<OnnxValue, OnnxValue> transposed = new HashMap<>();
  private final Deque<String> path = new ArrayDeque<>(); // "2", "hidden"
  private final Deque<String> places = new ArrayDeque<>(); // "Sequential[2]", "Graph[hidden]"

  OnnxGraph(Module net, ConverterTable converters) {
    this.converters = converters;
    ModuleArray.byName(net).forEach((name, array) -> arrayNames.put(array, name));
    names.addAll(arrayNames.values());
  }

  /** The output of an operator of one input, such as {@code "Relu"}. */
  public OnnxValue apply(String operator, OnnxValue input) {
    return apply(operator, List.of(input), Map.of());
  }

  /** The output of an operator of two inputs, such as {@code "Mul"}. */
  public OnnxValue apply(String operator, OnnxValue first, OnnxValue second) {
    return apply(operator, List.of(first, second), Map.of());
  }

  /**
   * The output of an operator; its rank is taken to be the first input's.
   *
   * @param operator its name in ONNX's standard domain
   * @param attributes integers, doubles, Strings, long[] and lists of Long
   */
  public OnnxValue apply(String operator, List<OnnxValue> inputs, Map<String, ?> attributes) {
    return output(operator, inputs, attributes, 0);
  }

  /** The output of an operator that has several. */
  OnnxValue output(String operator, List<OnnxValue> inputs, Map<String, ?> attributes, int index) {
    OnnxValue first = inputs.get(0);
    String name = unique(prefix() + operator);
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).setName(name);
    inputs.forEach(input -> node.addInput(input.name()));
    IntStream.range(0, index).forEach(i -> node.addOutput(""));
    node.addOutput(name);
    new TreeMap<String, Object>(attributes)
        .forEach((key, value) -> node.addAttribute(OnnxTensors.attribute(key, value)));
    proto.addNode(node);
    return new OnnxValue(name, first.rank(), first.isChannelsFirst());
  }

  /** A FLOAT constant without axes. */
  public OnnxValue constant(double value) {
    String name = unique(prefix() + "constant");
    INDArray array = NDArrays.filled(value, 1);
    proto.addInitializer(OnnxTensors.floats(name, array).toBuilder().clearDims());
    return new OnnxValue(name, 0, false);
  }

  /** An INT64 constant {@code [values.length]}, such as a shape. */
  public OnnxValue integers(long... values) {
    String name = unique(prefix() + "integers");
    proto.addInitializer(OnnxTensors.integers(name, values, values.length));
    return new OnnxValue(name, 1, false);
  }

  /** An INT64 constant without axes. */
  OnnxValue integer(long value) {
    String name = unique(prefix() + "integer");
    proto.addInitializer(OnnxTensors.integers(name, new long[] {value}));
    return new OnnxValue(name, 0, false);
  }

  /** A parameter or buffer of a module, under the name that it has in the net. */
  public OnnxValue parameter(ModuleArray array) {
    return parameter(array, array.value());
  }

  /**
   * The same in another layout, the same one for each use of the array in the net.
   *
   * @param elements its elements as ONNX wants them
   */
  public OnnxValue parameter(ModuleArray array, INDArray elements) {
    String name = arrayNames.computeIfAbsent(array, other -> unique(prefix() + other.name()));
    if (initializers.add(name)) {
      proto.addInitializer(OnnxTensors.floats(name, elements));
    }
    return new OnnxValue(name, elements.rank(), false);
  }

  /** A further constant that a module needs, such as its biases in another form. */
  OnnxValue constant(String what, INDArray elements) {
    String name = unique(prefix() + what);
    proto.addInitializer(OnnxTensors.floats(name, elements));
    return new OnnxValue(name, elements.rank(), false);
  }

  /** A constant {@code [1, values.length]} of DOUBLE. */
  OnnxValue doubles(String what, double... values) {
    String name = unique(prefix() + what);
    proto.addInitializer(OnnxTensors.doubles(name, values, 1, values.length));
    return new OnnxValue(name, 2, false);
  }

  /**
   * The output of a container's child.
   *
   * @throws UnsupportedOperationException if it cannot be written; the message names its path
   */
  public OnnxValue child(Container container, int index, OnnxValue input) {
    String place = container.place(index);
    places.addLast(place);
    path.addLast(place.substring(place.indexOf('[') + 1, place.length() - 1));
    OnnxValue output = module(container.get(index), input);
    path.removeLast();
    places.removeLast();
    return output;
  }

  /** The output of a module. */
  OnnxValue module(Module module, OnnxValue input) {
    return converters.convert(module, this, input);
  }

  /** An exception about a module at this point of the net. */
  UnsupportedOperationException unsupported(Module module, String reason) {
    String where = places.stream().map(place -> place + " > ").collect(Collectors.joining());
    return new UnsupportedOperationException(
        where + Container.nameOf(module) + " cannot be written as ONNX: " + reason);
  }

  /** The value with its channels last, as modules see it. */
  public OnnxValue channelsLast(OnnxValue value) {
    if (!value.isChannelsFirst()) {
      return value;
    }
    int rank = value.rank();
    return transposed(
        value, false, IntStream.range(0, rank).map(i -> i == 0 ? 0 : i == rank - 1 ? 1 : i + 1));
  }

  /** The value with its channels first, as ONNX's convolutions want it. */
  OnnxValue channelsFirst(OnnxValue value) {
    if (value.isChannelsFirst() || value.rank() == 2) {
      return value;
    }
    int rank = value.rank();
    return transposed(
        value, true, IntStream.range(0, rank).map(i -> i == 0 ? 0 : i == 1 ? rank - 1 : i - 1));
  }

  /** Values in one layout: channels first where all are, else last. */
  List<OnnxValue> aligned(List<OnnxValue> values) {
    return values.stream().allMatch(OnnxValue::isChannelsFirst)
        ? values
        : values.stream().map(this::channelsLast).toList();
  }

  private OnnxValue transposed(OnnxValue value, boolean isChannelsFirst, IntStream axes) {
    OnnxValue known = transposed.get(value);
    if (known == null) {
      long[] perm = axes.asLongStream().toArray();
      OnnxValue moved = apply("Transpose", List.of(value), Map.of("perm", perm));
      known = new OnnxValue(moved.name(), value.rank(), isChannelsFirst);
      transposed.put(value, known);
      transposed.put(known, value);
    }
    return known;
  }

  /** The value under another name; returns that name. */
  String rename(OnnxValue value, String wanted) {
    String name = unique(wanted);
    proto.addNode(
        NodeProto.newBuilder()
            .setOpType("Identity")
            .setName(name)
            .addInput(value.name())
            .addOutput(name));
    return name;
  }

  /** A name that nothing else has. */
  String unique(String wanted) {
    String name = wanted;
    for (int i = 1; !names.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  GraphProto.Builder proto() {
    return proto;
  }

  private String prefix() {
    return path.isEmpty() ? "" : String.join("/", path) + "/";
  }
}
