package io.github.taeda.nn.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;

/** The types of elements in files; each constant has the name that safetensors gives it. */
enum TensorType {
  F32(DataType.FLOAT, "<f4") {
    @Override
    void put(DataBuffer from, long index, ByteBuffer to) {
      to.putFloat(from.getFloat(index));
    }

    @Override
    void get(ByteBuffer from, DataBuffer to, long index) {
      to.put(index, from.getFloat());
    }
  },
  F64(DataType.DOUBLE, "<f8") {
    @Override
    void put(DataBuffer from, long index, ByteBuffer to) {
      to.putDouble(from.getDouble(index));
    }

    @Override
    void get(ByteBuffer from, DataBuffer to, long index) {
      to.put(index, from.getDouble());
    }
  },
  I32(DataType.INT32, "<i4") {
    @Override
    void put(DataBuffer from, long index, ByteBuffer to) {
      to.putInt(from.getInt(index));
    }

    @Override
    void get(ByteBuffer from, DataBuffer to, long index) {
      to.put(index, from.getInt());
    }
  },
  I64(DataType.INT64, "<i8") {
    @Override
    void put(DataBuffer from, long index, ByteBuffer to) {
      to.putLong(from.getLong(index));
    }

    @Override
    void get(ByteBuffer from, DataBuffer to, long index) {
      to.put(index, from.getLong());
    }
  };

  private final DataType type;
  private final String numpy;

  TensorType(DataType type, String numpy) {
    this.type = type;
    this.numpy = numpy;
  }

  /** Copies one number into bytes. */
  abstract void put(DataBuffer from, long index, ByteBuffer to);

  /** Copies one number out of bytes. */
  abstract void get(ByteBuffer from, DataBuffer to, long index);

  /** ND4J's type. */
  DataType type() {
    return type;
  }

  /** NumPy's name. */
  String numpy() {
    return numpy;
  }

  /** Bytes per number. */
  int size() {
    return type.width();
  }

  /** The type of ND4J's type, if files can hold it. */
  static Optional<TensorType> of(DataType type) {
    return Arrays.stream(values()).filter(known -> known.type == type).findFirst();
  }

  /** The type of a name in a header, if there is one. */
  static Optional<TensorType> named(String name) {
    return Arrays.stream(values()).filter(known -> known.name().equals(name)).findFirst();
  }

  /** All names, for messages. */
  static String names() {
    return Arrays.stream(values()).map(TensorType::name).collect(Collectors.joining(", "));
  }
}
