package io.github.taeda.nn.data;

import io.github.taeda.nn.ops.NDArrays;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The bytes of images of one size, in memory or read when needed; shared by all views of them. */
final class PixelStore {
  private static final float[] BRIGHTNESS = new float[256];

  static {
    for (int i = 0; i < BRIGHTNESS.length; i++) {
      BRIGHTNESS[i] = i / 255f;
    }
  }

  private final byte[] bytes; // [size, length]; none with a source
  private final PixelSource source;
  private final boolean isInMemory;
  private final int length;
  private final AtomicReference<float[]> staging = new AtomicReference<>(new float[0]);

  /** Wraps an array of {@code length} bytes per image. */
  PixelStore(byte[] bytes, int length) {
    this.bytes = bytes;
    this.source = image -> Arrays.copyOfRange(bytes, image * length, (image + 1) * length);
    this.isInMemory = true;
    this.length = length;
  }

  /** Images of {@code length} bytes that are read when needed. */
  PixelStore(PixelSource source, int length) {
    this.bytes = new byte[0];
    this.source = source;
    this.isInMemory = false;
    this.length = length;
  }

  /** Whether all images are in memory. */
  boolean isInMemory() {
    return isInMemory;
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
      byte[] from = isInMemory ? bytes : copy(image);
      int start = isInMemory ? image * length : 0;
      for (int i = start, end = start + length; i < end; i++) {
        values[to++] = BRIGHTNESS[from[i] & 0xff];
      }
    }
    NDArrays.setValues(values, output);
    staging.set(values);
  }

  /** An image's bytes, which the caller may change if all images are in memory. */
  byte[] copy(int image) {
    try {
      byte[] pixels = source.read(image);
      if (pixels.length != length) {
        throw new IOException(
            "image " + image + " must have " + length + " bytes, but has " + pixels.length);
      }
      return pixels;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
