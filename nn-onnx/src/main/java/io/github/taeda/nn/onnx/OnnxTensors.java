package io.github.taeda.nn.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.github.taeda.nn.ops.NDArrays;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays, attributes and declarations in ONNX's form. */
final class OnnxTensors {
  private OnnxTensors() {}

  /** FLOAT elements; those of DOUBLE are rounded. */
  static TensorProto floats(String name, INDArray array) {
    double[] values = new double[Math.toIntExact(array.length())];
    NDArrays.readValues(array, values);
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(4, values.length)).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putFloat((float) value);
    }
    return tensor(name, TensorProto.DataType.FLOAT, bytes, array.shape());
  }

  /** DOUBLE elements. */
  static TensorProto doubles(String name, double[] values, long... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    DoubleStream.of(values).forEach(bytes::putDouble);
    return tensor(name, TensorProto.DataType.DOUBLE, bytes, shape);
  }

  /** INT64 elements; a scalar if {@code shape} is empty. */
  static TensorProto integers(String name, long[] values, long... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    LongStream.of(values).forEach(bytes::putLong);
    return tensor(name, TensorProto.DataType.INT64, bytes, shape);
  }

  private static TensorProto tensor(
      String name, TensorProto.DataType type, ByteBuffer bytes, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
    LongStream.of(shape).forEach(tensor::addDims);
    return tensor.setRawData(ByteString.copyFrom(bytes.flip())).build();
  }

  /** An attribute: Integer, Long, Float, Double, String, long[] or a list of Long. */
  static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof Long || value instanceof Integer) {
      return attribute.setType(AttributeType.INT).setI(((Number) value).longValue()).build();
    }
    if (value instanceof Double || value instanceof Float) {
      return attribute.setType(AttributeType.FLOAT).setF(((Number) value).floatValue()).build();
    }
    if (value instanceof String text) {
      return attribute.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(text)).build();
    }
    attribute.setType(AttributeType.INTS);
    if (value instanceof long[] values) {
      LongStream.of(values).forEach(attribute::addInts);
    } else if (value instanceof List<?> values) {
      values.forEach(element -> attribute.addInts((Long) element));
    } else {
      throw new IllegalArgumentException(
          "OnnxGraph: attribute "
              + name
              + " must be an integer, a float, a String, long[] or a list of Long, but was "
              + value);
    }
    return attribute.build();
  }

  /**
   * The declaration of an input or output.
   *
   * @param shape −1 for an axis of any size; the first, the batch, is always one
   */
  static ValueInfoProto declaration(String name, TensorProto.DataType type, long... shape) {
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    for (int i = 0; i < shape.length; i++) {
      TensorShapeProto.Dimension.Builder size = TensorShapeProto.Dimension.newBuilder();
      if (i == 0) {
        size.setDimParam("batch");
      } else if (shape[i] < 0) {
        size.setDimParam(name + "_" + i);
      } else {
        size.setDimValue(shape[i]);
      }
      sizes.addDim(size);
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(sizes).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
