package io.github.taeda.nn.data.download;

import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.Split;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Fashion-MNIST: 60 000 training images and 10 000 test images of clothes, grey, 28 × 28 pixels, in
 * MNIST's format but harder (Xiao, Rasul and Vollgraf, 2017).
 */
public final class FashionMnist {
  private static final IdxDistribution FILES =
      new IdxDistribution(
          "Fashion-MNIST",
          "fashion-mnist",
          List.of(
              "T-shirt/top",
              "Trouser",
              "Pullover",
              "Dress",
              "Coat",
              "Sandal",
              "Shirt",
              "Sneaker",
              "Bag",
              "Ankle boot"),
          List.of(
              new RemoteFile(
                  "train-images-idx3-ubyte.gz",
                  26_421_880,
                  "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
              new RemoteFile(
                  "train-labels-idx1-ubyte.gz",
                  29_515,
                  "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
              new RemoteFile(
                  "t10k-images-idx3-ubyte.gz",
                  4_422_102,
                  "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
              new RemoteFile(
                  "t10k-labels-idx1-ubyte.gz",
                  5_148,
                  "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")),
          List.of(URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")));

  private FashionMnist() {}

  /**
   * Reads Fashion-MNIST from a directory: {@code train-images-idx3-ubyte}, {@code
   * train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte}, {@code t10k-labels-idx1-ubyte}, each
   * compressed ({@code .gz}) or not, with the names that {@link Mnist#read} accepts; checksums are
   * not compared.
   *
   * @throws java.nio.file.NoSuchFileException if one of them is missing
   * @throws io.github.taeda.nn.files.FileFormatException if one is damaged or of another format
   */
  public static Split<ImageDataset> read(Path directory) throws IOException {
    return FILES.read(directory);
  }

  /**
   * Whether the files that {@link #read} finds in a directory are those of Fashion-MNIST itself:
   * compressed, and with the published checksums. Uncompressed files are not recognised.
   */
  public static boolean isIn(Path directory) throws IOException {
    return FILES.isIn(directory);
  }

  /**
   * Reads Fashion-MNIST from {@code taeda/fashion-mnist} in the user's cache directory, after
   * downloading missing files, 31 MB in all.
   *
   * @throws IOException if a file is missing and cannot be downloaded; the message names the
   *     directory to put it into
   */
  public static Split<ImageDataset> load() throws IOException {
    return FILES.load(CacheDirectory.ofUser(), Download.standard());
  }
}
