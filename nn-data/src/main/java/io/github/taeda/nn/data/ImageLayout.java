package io.github.taeda.nn.data;

/** The shape that images have in a batch. */
enum ImageLayout {
  /** {@code [batch, height · width · channels]}. */
  FLAT {
    @Override
    long[] shape(int batch, int height, int width, int channels) {
      return new long[] {batch, (long) height * width * channels};
    }
  },

  /** {@code [batch, height, width · channels]}: a sequence of rows. */
  ROWS {
    @Override
    long[] shape(int batch, int height, int width, int channels) {
      return new long[] {batch, height, (long) width * channels};
    }
  },

  /** {@code [batch, height, width, channels]}. */
  IMAGE {
    @Override
    long[] shape(int batch, int height, int width, int channels) {
      return new long[] {batch, height, width, channels};
    }
  };

  abstract long[] shape(int batch, int height, int width, int channels);
}
