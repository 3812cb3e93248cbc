package io.github.taeda.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Batches;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.Examples;
import io.github.taeda.nn.data.Folds;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.Resize;
import io.github.taeda.nn.data.Split;
import io.github.taeda.nn.data.Subset;
import io.github.taeda.nn.data.download.Mnist;
import io.github.taeda.nn.data.readers.Cifar10;
import io.github.taeda.nn.data.readers.Csv;
import io.github.taeda.nn.data.readers.CsvDataset;
import io.github.taeda.nn.data.readers.Idx;
import io.github.taeda.nn.data.readers.ImageFolders;
import io.github.taeda.nn.data.readers.Missing;
import io.github.taeda.nn.data.readers.TimeSeries;
import io.github.taeda.nn.data.readers.TimeSeriesDataset;
import io.github.taeda.nn.data.synthetic.Synthetic;
import io.github.taeda.nn.data.synthetic.SyntheticDigits;
import io.github.taeda.nn.data.synthetic.SyntheticShapes;
import io.github.taeda.nn.data.transforms.Crop;
import io.github.taeda.nn.data.transforms.InputsAsTargets;
import io.github.taeda.nn.data.transforms.RandomFlip;
import io.github.taeda.nn.data.transforms.RandomNoise;
import io.github.taeda.nn.data.transforms.RandomRotation;
import io.github.taeda.nn.data.transforms.RandomShift;
import io.github.taeda.nn.data.transforms.Standardize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The code of docs/data.md. */
class DataTest {
  @TempDir Path directory;

  @Test
  void batches_are_assembled_from_rows() {
    // region batches
    RandomGenerator random = new SplittableRandom(1);
    ImageDataset digits = SyntheticDigits.images(1000, random);
    long seen = 0;
    for (int[] rows : Batches.shuffled(digits.size(), 64, random)) {
      Batch batch = digits.batch(rows);
      INDArray input = batch.input(); // [batch, 784], FLOAT, 0…1
      INDArray target = batch.target(); // [batch], INT32, 0…9
      seen += Math.min(input.size(0), target.size(0)); // a training step goes here
    }
    // endregion
    assertThat(seen).isEqualTo(1000);
    assertThat(digits.batch(1, 2).input().shape()).containsExactly(2, 784);
    assertThat(digits.batch(1, 2).target().toIntVector()).containsExactly(1, 2);
  }

  @Test
  void images_have_three_shapes() {
    RandomGenerator random = new SplittableRandom(1);
    // region shapes
    ImageDataset digits = SyntheticDigits.images(1000, random); // [batch, 784]
    ImageDataset sequences = digits.rows(); // [batch, 28, 28]: for Conv1D
    ImageDataset images = digits.image(); // [batch, 28, 28, 1]: for Conv2D
    Dataset forAutoencoders = InputsAsTargets.of(digits); // the inputs are the targets
    // endregion
    assertThat(sequences.batch(0).input().shape()).containsExactly(1, 28, 28);
    assertThat(images.batch(0).input().shape()).containsExactly(1, 28, 28, 1);
    assertThat(forAutoencoders.batch(0).target().shape()).containsExactly(1, 784);
  }

  @Test
  void mnist_is_read_from_a_directory() throws IOException {
    byte[] images = {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20};
    byte[] labels = {0, 0, 8, 1, 0, 0, 0, 1, 7};
    for (String part : List.of("train", "t10k")) {
      Files.write(directory.resolve(part + "-images-idx3-ubyte"), images);
      Files.write(directory.resolve(part + "-labels-idx1-ubyte"), labels);
    }
    // region mnist
    Split<ImageDataset> mnist = Mnist.read(directory); // or Mnist.load()
    ImageDataset train = mnist.train();
    ImageDataset test = mnist.test();
    // endregion
    assertThat(train.label(0)).isEqualTo(7);
    assertThat(test.size()).isEqualTo(1);

    Path imageFile = directory.resolve("train-images-idx3-ubyte");
    Path labelFile = directory.resolve("train-labels-idx1-ubyte");
    // region idx
    ImageDataset own = Idx.read(imageFile, labelFile);
    // endregion
    assertThat(own.classNames()).hasSize(8);
  }

  @Test
  void colour_images_are_drawn_and_read() throws IOException {
    RandomGenerator random = new SplittableRandom(1);
    for (String name : List.of("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4")) {
      Files.write(directory.resolve(name + ".bin"), new byte[3073]);
    }
    Files.write(directory.resolve("data_batch_5.bin"), new byte[3073]);
    Files.write(directory.resolve("test_batch.bin"), new byte[3073]);
    // region cifar
    ImageDataset shapes = SyntheticShapes.images(1000, random).image(); // [batch, 32, 32, 3]
    Split<ImageDataset> cifar = Cifar10.read(directory); // data_batch_1.bin, …, test_batch.bin
    // endregion
    assertThat(shapes.batch(0, 1).input().shape()).containsExactly(2, 32, 32, 3);
    assertThat(cifar.train().size()).isEqualTo(5);
  }

  @Test
  void tables_folders_arrays_and_streams_are_read() throws IOException {
    Path flowers = Files.writeString(directory.resolve("f.csv"), "length,kind\n1,rose\n2,oak\n");
    Path newFlowers = Files.writeString(directory.resolve("g.csv"), "length,kind\n3,oak\n");
    // region csv
    Csv csv = Csv.withHeader().label("kind");
    CsvDataset train = csv.read(flowers);
    CsvDataset test = csv.classes(train.classNames()).read(newFlowers); // same classes
    // endregion
    assertThat(train.classNames()).containsExactly("rose", "oak");
    assertThat(test.batch(0).target().getInt(0)).isEqualTo(1);

    Path photos = Files.createDirectories(directory.resolve("photos"));
    Files.createDirectories(photos.resolve("cat"));
    BufferedImage image = new BufferedImage(2, 3, BufferedImage.TYPE_BYTE_GRAY);
    ImageIO.write(image, "png", photos.resolve("cat/1.png").toFile());
    Path ant = Files.createDirectories(photos.resolve("ant"));
    Files.copy(photos.resolve("cat/1.png"), ant.resolve("1.png"));
    Path newPhotos = Files.createDirectories(directory.resolve("new"));
    Files.createDirectories(newPhotos.resolve("cat"));
    Files.copy(photos.resolve("cat/1.png"), newPhotos.resolve("cat/2.png"));
    // region folders
    ImageDataset images = ImageFolders.colour(photos); // photos/cat/1.png is of class "cat"
    ImageDataset newImages = ImageFolders.colour(newPhotos, images.classNames()); // same classes
    // endregion
    assertThat(images).hasToString("ImageDataset(2 of 3 x 2 x 3, 2 classes, [*, 18])");
    assertThat(newImages.label(0)).isEqualTo(1);

    // region resize
    ImageDataset small = ImageFolders.resize(64, 64, Resize.AREA).lazily().colour(photos);
    // endregion
    assertThat(small.height()).isEqualTo(64);
    requireTransforms(small, new SplittableRandom(1));

    // region arrays
    Dataset points = Examples.of(new float[][] {{1, 2}, {3, 4}}, new int[] {0, 1});
    Dataset words =
        Examples.labelled(
            Stream.of("an", "example"),
            word -> new float[] {word.length()},
            word -> word.startsWith("e") ? 1 : 0);
    // endregion
    assertThat(points.size()).isEqualTo(2);
    assertThat(words.batch(1).target().getInt(0)).isEqualTo(1);
  }

  private static void requireTransforms(ImageDataset small, RandomGenerator random) {
    // region images
    Dataset flipped = RandomFlip.horizontal(small.image(), random);
    Dataset train = RandomRotation.of(flipped, 64, 64, 15, random); // up to 15 degrees
    Dataset test = Crop.centre(small.image(), 56, 56);
    // endregion
    assertThat(train.batch(0).input().shape()).containsExactly(1, 64, 64, 3);
    assertThat(test.batch(0).input().shape()).containsExactly(1, 56, 56, 3);
  }

  @Test
  void tables_have_categories_and_missing_values() throws IOException {
    String text = "mass,island,species\n3,Biscoe,a\n,Dream,b\n5,Dream,b\n";
    Path penguins = Files.writeString(directory.resolve("p.csv"), text);
    Path newPenguins = Files.writeString(directory.resolve("n.csv"), text.replace(",a", ",b"));
    // region table
    Csv csv = Csv.withHeader().label("species").oneHot("island").missing(Missing.MEAN);
    CsvDataset train = csv.read(penguins); // columns mass, island=Biscoe, island=Dream
    CsvDataset test = csv.like(train).read(newPenguins);
    // endregion
    assertThat(train.columnNames()).containsExactly("mass", "island=Biscoe", "island=Dream");
    assertThat(test.batch(1).input().toFloatVector()).containsExactly(4, 0, 1);
    assertThat(test.batch(0).target().getInt(0)).isEqualTo(1);
  }

  @Test
  void time_series_are_padded_and_marked_by_a_channel() throws IOException {
    String header = "@dimensions 2\n@classLabel true up down\n@data\n";
    Path trainFile = directory.resolve("train.ts");
    Path testFile = directory.resolve("test.ts");
    Files.writeString(trainFile, header + "1,3:4,5:down\n1:6:up\n");
    Files.writeString(testFile, header + "2:5:up\n");
    // region series
    Split<TimeSeriesDataset> gestures = TimeSeries.readSplit(trainFile, testFile);
    TimeSeriesDataset train = gestures.train().standardizedBy(gestures.train()).withStepChannel();
    TimeSeriesDataset test = gestures.test().standardizedBy(gestures.train()).withStepChannel();
    INDArray input = train.batch(0, 1).input(); // [2, length, channels + 1], padded with zeros
    // endregion
    assertThat(input.shape()).containsExactly(2, 2, 3);
    assertThat(input.getDouble(1, 0, 2)).isEqualTo(1);
    assertThat(input.getDouble(1, 1, 2)).isZero();
    assertThat(test.batch(0).input().getDouble(0, 0, 1)).isZero(); // 5 is the mean of 4, 5, 6
    assertThat(test.label(0)).isZero();
  }

  @Test
  void data_sets_are_split_and_transformed_by_views() {
    RandomGenerator random = new SplittableRandom(1);
    // region split
    Dataset data = Synthetic.spirals(300, 3, 0.02, random);
    Split<Subset> split = Split.stratified(data, 0.2, random); // training set 240, test set 60
    List<Split<Subset>> folds = Folds.stratified(data, 5, random);
    // endregion
    assertThat(split.train().size()).isEqualTo(240);
    assertThat(folds).hasSize(5);

    // region standardize
    Standardize standardize = Standardize.fit(split.train());
    Dataset train = standardize.apply(split.train());
    Dataset test = standardize.apply(split.test());
    // endregion
    assertThat(train.size() + test.size()).isEqualTo(300);

    // region augment
    ImageDataset digits = SyntheticDigits.images(1000, random);
    Dataset shifted = RandomShift.of(digits, 2, random); // up to 2 pixels, anew in each batch
    Dataset denoising = RandomNoise.gaussian(InputsAsTargets.of(digits), 0.3, random);
    // endregion
    assertThat(shifted.batch(0).input()).isNotEqualTo(digits.batch(0).input());
    assertThat(denoising.batch(0).target()).isEqualTo(digits.batch(0).input());
  }
}
