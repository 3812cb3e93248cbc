package io.github.taeda.nn.io;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.NDArrays;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The elements of arrays as bytes in 'c' order, a block at a time; written little-endian. */
final class Elements {
  private static final int PIECE = 1 << 16; // bytes, a multiple of every type's

  private Elements() {}

  /** The type of an array to be written; rejects one that files cannot hold. */
  static TensorType requireType(String owner, String name, INDArray array) {
    Shapes.requireArray(owner, name, array);
    return TensorType.of(array.dataType())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    owner
                        + ": "
                        + name
                        + " must be FLOAT, DOUBLE, INT or LONG, but was "
                        + array.dataType()));
  }

  /** Writes the elements of an array of any layout. */
  static void write(INDArray array, TensorType type, WritableByteChannel channel)
      throws IOException {
    DataBuffer numbers = array.data();
    long[] shape = array.shape();
    long[] strides = array.stride();
    long[] place = new long[shape.length];
    long index = 0; // of the element at this index
    ByteBuffer bytes = piece();
    for (long i = 0; i < array.length(); i++) {
      type.put(numbers, index, bytes);
      index = next(index, place, shape, strides);
      if (!bytes.hasRemaining()) {
        drain(bytes, channel);
      }
    }
    drain(bytes, channel);
  }

  /** Reads the elements of a new array. */
  static INDArray read(TensorType type, long[] shape, ByteOrder order, ReadableByteChannel channel)
      throws IOException {
    INDArray array = NDArrays.zeros(type.type(), shape);
    DataBuffer numbers = array.data();
    ByteBuffer bytes = piece().order(order).limit(0);
    for (long i = 0; i < array.length(); i++) {
      if (!bytes.hasRemaining()) {
        long rest = (array.length() - i) * type.size();
        fill(bytes.clear().limit((int) Math.min(PIECE, rest)), channel);
      }
      type.get(bytes, numbers, i);
    }
    return array;
  }

  /** Reads until the buffer is full, and turns it over. */
  static void fill(ByteBuffer bytes, ReadableByteChannel channel) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
    bytes.flip();
  }

  private static ByteBuffer piece() {
    return ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Moves on in 'c' order. */
  private static long next(long index, long[] place, long[] shape, long[] strides) {
    long next = index;
    for (int axis = place.length - 1; axis >= 0; axis--) {
      next += strides[axis];
      if (++place[axis] < shape[axis]) {
        return next;
      }
      next -= shape[axis] * strides[axis];
      place[axis] = 0;
    }
    return next;
  }

  private static void drain(ByteBuffer bytes, WritableByteChannel channel) throws IOException {
    bytes.flip();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    bytes.clear();
  }
}
