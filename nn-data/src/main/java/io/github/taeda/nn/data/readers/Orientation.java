package io.github.taeda.nn.data.readers;

/**
 * How the stored rows and columns of an image lie when it is upright, one of the eight orientations
 * of TIFF and EXIF (tag 274).
 *
 * @param transposed whether stored columns are rows of the upright image
 * @param reversedColumns whether stored columns run backwards
 * @param reversedRows whether stored rows run backwards
 */
record Orientation(boolean transposed, boolean reversedColumns, boolean reversedRows) {
  static final Orientation UPRIGHT = of(1);

  /** The orientation of a number; one that is not in 1…8 says nothing, as readers agree. */
  static Orientation of(int number) {
    return switch (number) {
      case 2 -> new Orientation(false, true, false);
      case 3 -> new Orientation(false, true, true);
      case 4 -> new Orientation(false, false, true);
      case 5 -> new Orientation(true, false, false);
      case 6 -> new Orientation(true, false, true);
      case 7 -> new Orientation(true, true, true);
      case 8 -> new Orientation(true, true, false);
      default -> new Orientation(false, false, false);
    };
  }

  /** The size of the upright image. */
  PixelSize size(int storedHeight, int storedWidth) {
    return transposed
        ? new PixelSize(storedWidth, storedHeight)
        : new PixelSize(storedHeight, storedWidth);
  }

  /** The stored column of a pixel of the upright image. */
  int column(int x, int y, int storedWidth) {
    int column = transposed ? y : x;
    return reversedColumns ? storedWidth - 1 - column : column;
  }

  /** The stored row of a pixel of the upright image. */
  int row(int x, int y, int storedHeight) {
    int row = transposed ? x : y;
    return reversedRows ? storedHeight - 1 - row : row;
  }
}
