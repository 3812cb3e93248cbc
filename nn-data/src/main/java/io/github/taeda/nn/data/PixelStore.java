package io.github.taeda.nn.data;

import io.github.taeda.nn.ops.NDArrays;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The bytes of images of one size, which all views of them share. */
final class PixelStore {
  private static final float[] BRIGHTNESS = new float[256];

  static {
    for (int i = 0; i < BRIGHTNESS.length; i++) {
      BRIGHTNESS[i] = i / 255f;
    }
  }

  private final byte[] bytes; // [size, length]
  private final int length;
  private final AtomicReference<float[]> staging = new AtomicReference<>(new float[0]);

  /** Takes the array as it is, {@code length} bytes per image. */
  PixelStore(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /** Writes images as numbers from 0 to 1, {@code [places.length, length]} in all. */
  void read(int[] places, INDArray output) {
    float[] numbers = staging.getAndSet(new float[0]); // ours until it is put back
    if (numbers.length != output.length()) {
      numbers = new float[Math.multiplyExact(places.length, length)];
    }
    int to = 0;
    for (int place : places) {
      for (int from = place * length, end = from + length; from < end; from++) {
        numbers[to++] = BRIGHTNESS[bytes[from] & 0xff];
      }
    }
    NDArrays.setValues(numbers, output);
    staging.set(numbers);
  }

  /** A copy of an image's bytes. */
  byte[] copy(int place) {
    return Arrays.copyOfRange(bytes, place * length, (place + 1) * length);
  }
}
