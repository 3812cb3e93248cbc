package io.github.taeda.nn.data;

import java.io.IOException;

/** Images that are read when a batch needs them, for example from files. */
@FunctionalInterface
public interface PixelSource {
  /**
   * Reads an image; any number of threads may call this at once.
   *
   * @param index of the image, from 0 on
   * @return unsigned bytes {@code [height, width, channels]} in C order
   */
  byte[] read(int index) throws IOException;
}
