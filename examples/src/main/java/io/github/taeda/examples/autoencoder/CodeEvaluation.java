package io.github.taeda.examples.autoencoder;

import io.github.taeda.examples.baselines.Codec;
import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.draw.ClassScatter;
import io.github.taeda.examples.draw.ImageRows;
import io.github.taeda.examples.draw.PicturePanel;
import io.github.taeda.examples.images.ImageSet;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.NDArrays;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What codes are judged on: images, and all of each part at once.
 *
 * @param name what the images are called
 */
public record CodeEvaluation(
    String name, ImageDataset train, ImageDataset test, Batch allTrain, Batch allTest) {
  private static final int LEAST = 100; // images to learn from
  private static final int SHOWN = 3; // images of each class, one below the other
  private static final int POINTS = 500; // on a plane

  /** Takes images, if they are enough for PCA and for as many clusters as classes. */
  static CodeEvaluation of(ImageSet images, ExampleOptions options) {
    int classes = images.test().classNames().size();
    int few = images.train().size();
    int fewTests = images.test().size();
    options.require(few >= LEAST, LEAST + " images to learn from are needed, but there are " + few);
    options.require(
        fewTests >= classes, classes + " images to test are needed, but there are " + fewTests);
    ImageDataset train = images.train();
    ImageDataset test = images.test();
    return new CodeEvaluation(images.name(), train, test, all(train), all(test));
  }

  /** All examples at once. */
  static Batch all(Dataset data) {
    return data.batch(IntStream.range(0, data.size()).toArray());
  }

  /** What a code is worth. */
  CodeMetrics figures(Codec coder, long seed) {
    return CodeMetrics.of(coder, allTrain, allTest, test.classNames().size(), seed);
  }

  /** The first codes as points. */
  PicturePanel plane(String what, String axes, Codec coder) {
    int count = Math.min(POINTS, test.size());
    INDArray codes = coder.encode(test.batch(IntStream.range(0, count).toArray()).input());
    int[] labels = Arrays.copyOf(allTest.target().toIntVector(), count);
    return new ClassScatter(
        name + ": " + what, axes, codes.toDoubleMatrix(), labels, shortNames(test.classNames()));
  }

  /** The names, or their numbers if one is too long for a mark. */
  public static List<String> shortNames(List<String> names) {
    return names.stream().allMatch(name -> name.length() <= 2)
        ? names
        : IntStream.range(0, names.size()).mapToObj(Integer::toString).toList();
  }

  /** Images of each class, and below them what two coders draw of them. */
  PicturePanel reconstructions(String first, Codec one, String second, Codec other) {
    ImageRows picture = new ImageRows(name + " and their reconstructions");
    for (int[] rows : shown()) {
      INDArray images = test.batch(rows).input();
      picture
          .row("test image", images)
          .row(first, one.reconstruct(images))
          .row(second, other.reconstruct(images))
          .gap();
    }
    return picture;
  }

  /** Images of each class, the same blanked, and what two coders draw of those. */
  PicturePanel restored(INDArray blanked, Codec net, Codec restorer) {
    ImageRows picture = new ImageRows(name + ", blanked and restored");
    for (int[] rows : shown()) {
      INDArray seen = NDArrays.zeros(blanked.dataType(), rows.length, blanked.size(1));
      Gathers.gatherRows(blanked, rows, seen);
      picture
          .row("test image", test.batch(rows).input())
          .row("blanked", seen)
          .row("net", net.reconstruct(seen))
          .row("restorer", restorer.reconstruct(seen))
          .gap();
    }
    return picture;
  }

  /** Numbers of test images, in each line the next one of every class. */
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
