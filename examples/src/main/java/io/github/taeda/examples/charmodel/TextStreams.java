package io.github.taeda.examples.charmodel;

import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A text as parallel streams that are read window by window: the rows of each batch continue those
 * of the batch before.
 */
final class TextStreams {
  private final int[] ids;
  private final int streams;
  private final int window;
  private final int length; // characters of a stream that are read

  /**
   * Cuts a text into streams of equal length; what is left over at the end of each is not read.
   *
   * @param ids of the characters, at least {@code streams} · {@code window} + 1
   */
  TextStreams(int[] ids, int streams, int window) {
    this.ids = ids;
    this.streams = streams;
    this.window = window;
    length = (ids.length - 1) / streams / window * window;
  }

  /** The number of windows of one pass through the text. */
  int windows() {
    return length / window;
  }

  /** The characters of a window, {@code [streams, window]}. */
  INDArray input(int index) {
    return array(index * window);
  }

  /** The characters that follow each of them, {@code [streams, window]}. */
  INDArray target(int index) {
    return array(index * window + 1);
  }

  private INDArray array(int from) {
    float[] values = new float[streams * window];
    for (int i = 0; i < values.length; i++) {
      values[i] = ids[i / window * length + from + i % window];
    }
    INDArray array = Scratch.array(DataType.FLOAT, streams, window);
    NDArrays.setValues(values, array);
    return array;
  }
}
