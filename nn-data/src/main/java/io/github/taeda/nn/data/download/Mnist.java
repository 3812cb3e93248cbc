package io.github.taeda.nn.data.download;

import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.Split;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * MNIST: 60 000 training images and 10 000 test images of handwritten digits, grey, 28 × 28 pixels
 * (LeCun, Cortes and Burges, 1998).
 */
public final class Mnist {
  private static final IdxDistribution FILES =
      new IdxDistribution(
          "MNIST",
          "mnist",
          List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
          List.of(
              new RemoteFile(
                  "train-images-idx3-ubyte.gz",
                  9_912_422,
                  "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
              new RemoteFile(
                  "train-labels-idx1-ubyte.gz",
                  28_881,
                  "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
              new RemoteFile(
                  "t10k-images-idx3-ubyte.gz",
                  1_648_877,
                  "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
              new RemoteFile(
                  "t10k-labels-idx1-ubyte.gz",
                  4_542,
                  "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
          List.of(
              URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"),
              URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/")));

  private Mnist() {}

  /**
   * Reads MNIST, or other data published as the same four files, from a directory: {@code
   * train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte},
   * {@code t10k-labels-idx1-ubyte}, each compressed ({@code .gz}) or not; a point before {@code
   * idx} and upper case are accepted, checksums are not compared. Images may have any size. If
   * there are more than ten classes, their names are "0", "1", …
   *
   * @throws java.nio.file.NoSuchFileException if one of them is missing
   * @throws io.github.taeda.nn.files.FileFormatException if one is damaged or of another format
   */
  public static Split<ImageDataset> read(Path directory) throws IOException {
    return FILES.read(directory);
  }

  /**
   * Whether the files that {@link #read} finds in a directory are those of MNIST itself:
   * compressed, and with the published checksums. Uncompressed files are not recognised.
   */
  public static boolean isIn(Path directory) throws IOException {
    return FILES.isIn(directory);
  }

  /**
   * Reads MNIST from {@code taeda/mnist} in the user's cache directory, after downloading missing
   * files, 11 MB in all.
   *
   * @throws IOException if a file is missing and cannot be downloaded; the message names the
   *     directory to put it into
   */
  public static Split<ImageDataset> load() throws IOException {
    return FILES.load(CacheDirectory.ofUser(), Download.standard());
  }
}
