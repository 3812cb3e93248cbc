package io.github.taeda.examples.autoencoder;

import io.github.taeda.examples.baselines.Codec;
import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.draw.ClassScatter;
import io.github.taeda.examples.draw.ImageRows;
import io.github.taeda.examples.draw.PicturePanel;
import io.github.taeda.examples.images.ImageSet;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.NDArrays;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The images on which codes are evaluated, and pictures of codes and reconstructions.
 *
 * @param name of the images
 * @param allTrain all training images as one batch
 * @param allTest all test images as one batch
 */
public record CodeEvaluation(
    String name, ImageDataset train, ImageDataset test, Batch allTrain, Batch allTest) {
  private static final int MIN_TRAIN = 100; // images
  private static final int SHOWN = 3; // images of each class
  private static final int MAX_POINTS = 500; // on a plane

  /** Requires enough images for PCA, and for as many clusters as classes. */
  static CodeEvaluation of(ImageSet images, ExampleOptions options) {
    int classes = images.test().classNames().size();
    ImageDataset train = images.train();
    ImageDataset test = images.test();
    options.require(
        train.size() >= MIN_TRAIN,
        MIN_TRAIN + " training images are needed, but there are " + train.size());
    options.require(
        test.size() >= classes, classes + " test images are needed, but there are " + test.size());
    return new CodeEvaluation(images.name(), train, test, all(train), all(test));
  }

  /** All examples as one batch. */
  static Batch all(Dataset data) {
    return data.batch(IntStream.range(0, data.size()).toArray());
  }

  /** The metrics of a code. */
  CodeMetrics metrics(Codec coder, long seed) {
    return CodeMetrics.of(coder, allTrain, allTest, test.classNames().size(), seed);
  }

  /** Draws scatter plots of the first two-dimensional codes of a net and of PCA. */
  void drawPlane(Codec net, Codec pca, RunOutput out) throws IOException {
    out.picture(
        "plane",
        name + ": two-dimensional codes, each drawn as the class of its image",
        plane("codes of the net", "code", net),
        plane("PCA", "component", pca));
  }

  private PicturePanel plane(String what, String axes, Codec coder) {
    return plane(what, axes, codes(coder, MAX_POINTS));
  }

  /** A scatter plot of points, one for each of the first test images. */
  PicturePanel plane(String what, String axes, double[]... points) {
    int[] labels = labels(points.length);
    return new ClassScatter(
        name + ": " + what, axes, points, labels, shortNames(test.classNames()));
  }

  /** The codes of the first test images, at most {@code max}: {@code [count][size]}. */
  double[][] codes(Codec coder, int max) {
    int count = Math.min(max, test.size());
    INDArray images = test.batch(IntStream.range(0, count).toArray()).input();
    return coder.encode(images).toDoubleMatrix();
  }

  /** The class indices of the first test images. */
  int[] labels(int count) {
    return Arrays.copyOf(allTest.target().toIntVector(), count);
  }

  /** The class names, or the class indices if a name is too long for a marker. */
  public static List<String> shortNames(List<String> names) {
    return names.stream().allMatch(name -> name.length() <= 2)
        ? names
        : IntStream.range(0, names.size()).mapToObj(Integer::toString).toList();
  }

  /** Draws images of each class, and below them their reconstructions by a net and by PCA. */
  void drawReconstructions(int codeSize, Codec net, Codec pca, RunOutput out) throws IOException {
    ImageRows picture = new ImageRows(name + " and their reconstructions");
    for (int[] rows : shown()) {
      INDArray images = test.batch(rows).input();
      picture
          .row("test image", images)
          .row("net, " + codeSize, net.reconstruct(images))
          .row("PCA, " + codeSize, pca.reconstruct(images))
          .gap();
    }
    out.picture(
        "reconstructions",
        name + " and their reconstructions from codes of size " + codeSize,
        picture);
  }

  /** Images of each class, and what a net makes of them. */
  PicturePanel reconstructions(Codec net) {
    ImageRows picture = new ImageRows(name + " and their reconstructions");
    for (int[] rows : shown()) {
      INDArray images = test.batch(rows).input();
      picture.row("test image", images).row("net", net.reconstruct(images)).gap();
    }
    return picture;
  }

  /** Images of each class, the same masked, and reconstructions of those by two nets. */
  PicturePanel denoised(INDArray masked, Codec net, Codec denoiser) {
    ImageRows picture = new ImageRows(name + ", masked and reconstructed");
    for (int[] rows : shown()) {
      INDArray seen = NDArrays.zeros(masked.dataType(), rows.length, masked.size(1));
      Gathers.gatherRows(masked, rows, seen);
      picture
          .row("test image", test.batch(rows).input())
          .row("masked", seen)
          .row("net", net.reconstruct(seen))
          .row("denoiser", denoiser.reconstruct(seen))
          .gap();
    }
    return picture;
  }

  /** Indices of test images, in each array the next one of every class. */
  private List<int[]> shown() {
    return IntStream.range(0, SHOWN).mapToObj(this::ofEachClass).toList();
  }

  private int[] ofEachClass(int occurrence) {
    return IntStream.range(0, test.classNames().size())
        .flatMap(
            label ->
                IntStream.range(0, test.size())
                    .filter(row -> test.label(row) == label)
                    .skip(occurrence)
                    .limit(1))
        .toArray();
  }
}
