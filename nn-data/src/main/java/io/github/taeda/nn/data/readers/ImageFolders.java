package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.Resize;
import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reader of images from one folder per class, in the formats that ImageIO reads (PNG, JPEG, BMP,
 * GIF, …).
 *
 * <p>The name of a folder is the name of its class. Class indices follow the order of the names, an
 * empty folder included; images are sorted by the names of folder and file. All images must have
 * one size, unless they are {@linkplain #resize scaled}. Files beside the folders are ignored, and
 * so are names that begin with a dot, hidden files, {@code Thumbs.db} and {@code desktop.ini}. A
 * file that is no image, is damaged or truncated or has another size raises a {@link
 * FileFormatException} that names it, as does a folder or a broken link among the images.
 *
 * <p>Images are read upright: the orientation that EXIF data or a TIFF file give is applied. A grey
 * level is the value in the file, of 16 bits the upper 8. Transparent pixels are drawn on white.
 */
public final class ImageFolders {
  private static final ImageFolderReader READER =
      new ImageFolderReader(false, null, Resize.BILINEAR);

  private ImageFolders() {}

  /** Scales all images to one size; then they may have any. */
  public static ImageFolderReader resize(int height, int width, Resize method) {
    return READER.resize(height, width, method);
  }

  /** Reads pixels whenever a batch needs them, so that they need not fit into memory. */
  public static ImageFolderReader lazily() {
    return READER.lazily();
  }

  /** Reads images as grey levels, one channel; colours are converted to their brightness. */
  public static ImageDataset grey(Path directory) throws IOException {
    return READER.grey(directory);
  }

  /**
   * The same with given classes, for example those of the training set; a class may have no folder.
   *
   * @param directory the parent of the folders
   * @param classNames the names of the classes by class index; another folder is rejected
   */
  public static ImageDataset grey(Path directory, List<String> classNames) throws IOException {
    return READER.grey(directory, classNames);
  }

  /** Reads images as red, green and blue, three channels. */
  public static ImageDataset colour(Path directory) throws IOException {
    return READER.colour(directory);
  }

  /**
   * The same with given classes, for example those of the training set; a class may have no folder.
   *
   * @param directory the parent of the folders
   * @param classNames the names of the classes by class index; another folder is rejected
   */
  public static ImageDataset colour(Path directory, List<String> classNames) throws IOException {
    return READER.colour(directory, classNames);
  }
}
