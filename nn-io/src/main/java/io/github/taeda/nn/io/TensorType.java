package io.github.taeda.nn.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The types of elements in files; each constant has the name that safetensors gives it. The first
 * four are written and read as they are; the others are widened when they are read.
 */
enum TensorType {
  F32(DataType.FLOAT, "f4", 4) {
    @Override
    void put(DataBuffer from, long index, ByteBuffer to) {
      to.putFloat(from.getFloat(index));
    }

    @Override
    void get(ByteBuffer from, DataBuffer to, long index) {
      to.put(index, from.getFloat());
    }
  },
  F64(DataType.DOUBLE, "f8", 8) {
    @Override
    void put(DataBuffer from, long index, ByteBuffer to) {
      to.putDouble(from.getDouble(index));
    }

    @Override
    void get(ByteBuffer from, DataBuffer to, long index) {
      to.put(index, from.getDouble());
    }
  },
  I32(DataType.INT32, "i4", 4) {
    @Override
    void put(DataBuffer from, long index, ByteBuffer to) {
      to.putInt(from.getInt(index));
    }

    @Override
    void get(ByteBuffer from, DataBuffer to, long index) {
      to.put(index, from.getInt());
    }
  },
  I64(DataType.INT64, "i8", 8) {
    @Override
    void put(DataBuffer from, long index, ByteBuffer to) {
      to.putLong(from.getLong(index));
    }

    @Override
    void get(ByteBuffer from, DataBuffer to, long index) {
      to.put(index, from.getLong());
    }
  },
  F16(DataType.FLOAT, "f2", 2) {
    @Override
    void get(ByteBuffer from, DataBuffer to, long index) {
      to.put(index, half(from.getShort()));
    }
  },
  BF16(DataType.FLOAT, "", 2) { // the upper half of a FLOAT; NumPy has no such type
    @Override
    void get(ByteBuffer from, DataBuffer to, long index) {
      to.put(index, Float.intBitsToFloat(from.getShort() << 16));
    }
  },
  I8(DataType.INT32, "i1", 1) {
    @Override
    void get(ByteBuffer from, DataBuffer to, long index) {
      to.put(index, (int) from.get());
    }
  },
  U8(DataType.INT32, "u1", 1) {
    @Override
    void get(ByteBuffer from, DataBuffer to, long index) {
      to.put(index, from.get() & 0xff);
    }
  },
  BOOL(DataType.INT32, "b1", 1) {
    @Override
    void get(ByteBuffer from, DataBuffer to, long index) {
      to.put(index, from.get() == 0 ? 0 : 1);
    }
  },
  I16(DataType.INT32, "i2", 2) {
    @Override
    void get(ByteBuffer from, DataBuffer to, long index) {
      to.put(index, (int) from.getShort());
    }
  },
  U16(DataType.INT32, "u2", 2) {
    @Override
    void get(ByteBuffer from, DataBuffer to, long index) {
      to.put(index, from.getShort() & 0xffff);
    }
  },
  U32(DataType.INT64, "u4", 4) {
    @Override
    void get(ByteBuffer from, DataBuffer to, long index) {
      to.put(index, Integer.toUnsignedLong(from.getInt()));
    }
  };

  private final DataType type;
  private final String numpy;
  private final int size;

  TensorType(DataType type, String numpy, int size) {
    this.type = type;
    this.numpy = numpy;
    this.size = size;
  }

  /** Copies one element into bytes; only types that ND4J's arrays here have are written. */
  void put(DataBuffer from, long index, ByteBuffer to) {
    throw new UnsupportedOperationException(name() + " is not written");
  }

  /** Copies one element out of bytes. */
  abstract void get(ByteBuffer from, DataBuffer to, long index);

  /** ND4J's type of the array that elements are read into. */
  DataType type() {
    return type;
  }

  /** NumPy's name, without the byte order. */
  String numpy() {
    return numpy;
  }

  /** Bytes per element in a file. */
  int size() {
    return size;
  }

  /** The type that arrays of ND4J's type are written as, if files can hold them. */
  static Optional<TensorType> of(DataType type) {
    return Arrays.stream(values()).filter(known -> known.type == type).findFirst();
  }

  /** The type of a name in a safetensors header, if it is read here. */
  static Optional<TensorType> named(String name) {
    return Arrays.stream(values()).filter(known -> known.name().equals(name)).findFirst();
  }

  /** The type of NumPy's name, if it is read here. */
  static Optional<TensorType> ofNumpy(String name) {
    return Arrays.stream(values())
        .filter(known -> known.numpy.equals(name) && !name.isEmpty())
        .findFirst();
  }

  /** The value of a 16-bit number: sign, 5 bits of exponent, 10 of fraction (IEEE 754). */
  private static float half(short bits) {
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    float value;
    if (exponent == 0) {
      value = fraction * 0x1p-24f;
    } else if (exponent == 0x1f) {
      value = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      value = Float.intBitsToFloat((exponent + 127 - 15) << 23 | fraction << 13);
    }
    return bits < 0 ? -value : value;
  }
}
