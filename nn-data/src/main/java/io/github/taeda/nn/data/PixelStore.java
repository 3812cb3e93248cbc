package io.github.taeda.nn.data;

import io.github.taeda.nn.ops.NDArrays;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The bytes of images of one size, shared by all views of them. */
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

  /** Wraps an array of {@code length} bytes per image. */
  PixelStore(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /** Writes images as values from 0 to 1, {@code [images.length, length]}. */
  void read(int[] images, INDArray output) {
    float[] values =
        staging.getAndSet(new float[0]); // taken, so that no other thread uses it meanwhile
    if (values.length != output.length()) {
      values = new float[Math.multiplyExact(images.length, length)];
    }
    int to = 0;
    for (int image : images) {
      for (int from = image * length, end = from + length; from < end; from++) {
        values[to++] = BRIGHTNESS[bytes[from] & 0xff];
      }
    }
    NDArrays.setValues(values, output);
    staging.set(values);
  }

  /** A copy of an image's bytes. */
  byte[] copy(int image) {
    return Arrays.copyOfRange(bytes, image * length, (image + 1) * length);
  }
}
