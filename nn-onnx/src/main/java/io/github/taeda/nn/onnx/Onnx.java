package io.github.taeda.nn.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.graph.Graph;
import io.github.taeda.nn.internal.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Writes nets as ONNX files, to be served by any program that reads them, in any language.
 *
 * <p>A file computes what the net computes in evaluation, in FLOAT; parameters of DOUBLE are
 * rounded. Inputs and outputs have the shapes that they have here, batch first and channels last,
 * and the batch may have any size. Parameters keep their names; operators are ONNX's own, opset
 * {@value OnnxGraph#OPSET}.
 */
public final class Onnx {
  private static final int IR_VERSION = 8; // the format's version that came with the opset

  private Onnx() {}

  /**
   * Writes a net of one input and one output.
   *
   * @param net any modules of Taeda but {@code Lambda} and {@code Masking}
   * @param inputShape of one example, without the batch: {@code {28, 28, 1}}; −1 for an axis of any
   *     size, such as the length of sequences
   * @param file the file, replaced if it exists
   * @throws UnsupportedOperationException if a module cannot be written; the message names its path
   * @throws ShapeException if the net does not take inputs of this shape; a −1 is tried as the
   *     powers of two up to {@value OutputShapes#MAX_SIZE}
   * @throws IOException if writing fails; an existing file is unchanged then, as in the cases above
   */
  public static void export(Module net, long[] inputShape, Path file) throws IOException {
    export(net, inputShape, file, OnnxOptions.defaults());
  }

  /** The same with options. */
  public static void export(Module net, long[] inputShape, Path file, OnnxOptions options)
      throws IOException {
    Objects.requireNonNull(inputShape, "Onnx.export: inputShape is null");
    export(net, List.of(inputShape), file, options);
  }

  /**
   * Writes a net of any number of inputs and outputs, a {@link Graph}; they are called {@code
   * output}, {@code output_1} and so on, the inputs by their nodes.
   *
   * @param inputShapes of one example of each input
   */
  public static void export(Module net, List<long[]> inputShapes, Path file, OnnxOptions options)
      throws IOException {
    Objects.requireNonNull(net, "Onnx.export: net is null");
    Objects.requireNonNull(inputShapes, "Onnx.export: inputShapes is null");
    Objects.requireNonNull(file, "Onnx.export: file is null");
    Objects.requireNonNull(options, "Onnx.export: options is null");
    List<long[]> shapes = inputShapes.stream().map(Onnx::withBatch).toList();
    List<String> names =
        net instanceof Graph graph ? GraphConverter.inputNames(graph) : List.of("input");
    if (shapes.size() != names.size()) {
      throw new ShapeException(
          "Onnx.export: inputShapes must be " + names.size() + ", but were " + shapes.size());
    }
    options.integers().requireIn(names);
    requireSize(net);
    GraphProto graph = graph(net, names, shapes, OutputShapes.of(net, shapes), options);
    byte[] bytes = model(graph, options).toByteArray();
    AtomicFile.write(
        file,
        channel -> {
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        });
  }

  private static long[] withBatch(long[] shape) {
    for (long size : shape) {
      if (size != -1) {
        Shapes.requireSize("Onnx.export", "size in inputShape", size);
      }
    }
    return LongStream.concat(LongStream.of(-1), LongStream.of(shape)).toArray();
  }

  private static void requireSize(Module net) {
    long elements = ModuleArray.of(net).stream().mapToLong(array -> array.value().length()).sum();
    if (elements > 500_000_000) {
      throw new IllegalArgumentException(
          "Onnx.export: net must have at most 500 million elements, for an ONNX file is at most"
              + " 2 GB, but has "
              + elements);
    }
  }

  private static GraphProto graph(
      Module net,
      List<String> names,
      List<long[]> shapes,
      List<long[]> outputShapes,
      OnnxOptions options) {
    OnnxGraph graph = new OnnxGraph(net, options.table());
    List<OnnxValue> inputs = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = graph.unique(names.get(i));
      TensorProto.DataType type =
          options.integers().contains(names.get(i))
              ? TensorProto.DataType.INT64
              : TensorProto.DataType.FLOAT;
      graph.proto().addInput(OnnxTensors.declaration(name, type, shapes.get(i)));
      inputs.add(new OnnxValue(name, shapes.get(i).length, false));
    }
    List<OnnxValue> outputs =
        net instanceof Graph nodes
            ? GraphConverter.outputs(nodes, graph, inputs)
            : List.of(graph.module(net, inputs.get(0)));
    IntStream.range(0, outputs.size())
        .forEach(i -> output(graph, graph.channelsLast(outputs.get(i)), i, outputShapes));
    return graph.proto().build();
  }

  private static void output(
      OnnxGraph graph, OnnxValue value, int index, List<long[]> outputShapes) {
    long[] unknown = LongStream.generate(() -> -1).limit(value.rank()).toArray();
    long[] shape = outputShapes.isEmpty() ? unknown : outputShapes.get(index);
    String name = graph.rename(value, index == 0 ? "output" : "output_" + index);
    graph.proto().addOutput(OnnxTensors.declaration(name, TensorProto.DataType.FLOAT, shape));
  }

  private static ModelProto model(GraphProto graph, OnnxOptions options) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("Taeda")
            .setGraph(graph)
            .addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain("").setVersion(OnnxGraph.OPSET));
    options
        .metadata()
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }
}
