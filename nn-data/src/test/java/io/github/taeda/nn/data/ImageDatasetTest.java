package io.github.taeda.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.data.synthetic.SyntheticDigits;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.testing.Threads;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ImageDatasetTest {
  private static final List<String> NAMES = List.of("a", "b", "c");

  /** Five images of 3 x 2 pixels with 2 channels, the bytes counting up. */
  private static ImageDataset five() {
    byte[] pixels = new byte[5 * 12];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (4 * i + 3); // beyond 127 too
    }
    return ImageDataset.of(pixels, new int[] {0, 2, 1, 1, 0}, 3, 2, 2, NAMES);
  }

  @Test
  void a_batch_holds_brightness_from_0_to_1_in_each_shape() {
    int[] rows = {4, 0, 4};
    assertBatch(five().batch(rows), rows, 3, 12);
    assertBatch(five().flat().batch(rows), rows, 3, 12);
    assertBatch(five().rows().batch(rows), rows, 3, 3, 4);
    assertBatch(five().image().batch(rows), rows, 3, 3, 2, 2);
    assertBatch(five().image().batch(2), new int[] {2}, 1, 3, 2, 2);
  }

  @Test
  void the_same_images_can_have_other_class_names() {
    ImageDataset images = five().rows().withClassNames(List.of("x", "y", "z", "w"));
    assertThat(images).hasToString("ImageDataset(5 of 3 x 2 x 2, 4 classes, [*, 3, 4])");
    assertThat(images.classNames()).containsExactly("x", "y", "z", "w");
    assertThat(images.pixels(1)).isEqualTo(five().pixels(1));
    assertThat(images.label(1)).isEqualTo(2);
    assertThatThrownBy(() -> five().withClassNames(List.of("x", "y")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ImageDataset: labels must be from 0 to 1, but label 1 is 2");
  }

  private static void assertBatch(Batch batch, int[] rows, long... shape) {
    assertThat(batch.input().shape()).isEqualTo(shape);
    assertThat(batch.input().dataType()).isEqualTo(DataType.FLOAT);
    float[] numbers = batch.input().data().asFloat();
    int[] classes = {0, 2, 1, 1, 0};
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 12; j++) {
        float expected = (4 * (rows[i] * 12 + j) + 3) % 256 / 255f;
        assertThat(numbers[i * 12 + j]).as("row %d, place %d", rows[i], j).isEqualTo(expected);
      }
      assertThat(batch.target().getInt(i)).isEqualTo(classes[rows[i]]);
    }
    assertThat(batch.target().shape()).isEqualTo(new long[] {rows.length});
    assertThat(batch.target().dataType()).isEqualTo(DataType.INT32);
  }

  @Test
  void batches_are_reused_inside_a_scratch_and_are_new_outside() {
    ImageDataset images = five();
    Scratch scratch = new Scratch();
    INDArray first = inStep(scratch, images, 0, 1);
    assertThat(inStep(scratch, images, 2, 3)).isSameAs(first);
    assertThat(first.getFloat(0, 0)).isEqualTo((4 * 24 + 3) / 255f);

    INDArray kept = images.batch(0, 1).input();
    images.batch(2, 3);
    assertThat(kept.getFloat(0, 0)).isEqualTo(3 / 255f);
  }

  private static INDArray inStep(Scratch scratch, ImageDataset images, int... rows) {
    Scratch.Step step = scratch.step();
    INDArray input = images.batch(rows).input();
    step.close();
    return input;
  }

  @Test
  void images_stay_bytes() throws IllegalAccessException {
    ImageDataset images = SyntheticDigits.images(200, new SplittableRandom(1));
    images.batch(1, 2, 3);
    long bytes = 200 * 28 * 28;
    long labelsAndPlaces = 4 * 200 + 4 * 200;
    long lastBatch = 4 * 3 * 28 * 28;
    assertThat(held(images)).isEqualTo(bytes + labelsAndPlaces + lastBatch);
  }

  /** The bytes of the arrays in the fields, an INDArray being one too many. */
  private static long held(Object owner) throws IllegalAccessException {
    long held = 0;
    for (Field field : owner.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        Object value = field.get(owner);
        value = value instanceof AtomicReference<?> reference ? reference.get() : value;
        assertThat(value).isNotInstanceOf(INDArray.class);
        if (value instanceof PixelStore pixels) {
          held += held(pixels);
        } else if (value.getClass().isArray()) {
          int bytes = value instanceof byte[] ? 1 : 4;
          held += (long) bytes * Array.getLength(value);
        }
      }
    }
    return held;
  }

  @Test
  void a_part_is_images_in_its_own_order_and_shape() {
    ImageDataset part = five().image().subset(3, 1, 3);
    assertThat(part).hasToString("ImageDataset(3 of 3 x 2 x 2, 3 classes, [*, 3, 2, 2])");
    assertThat(part.label(1)).isEqualTo(2);
    assertThat(part.pixels(2)).isEqualTo(five().pixels(3));
    assertBatch(part.batch(1, 2), new int[] {1, 3}, 2, 3, 2, 2);
    ImageDataset range = part.flat().range(1, 3);
    assertThat(range.size()).isEqualTo(2);
    assertThat(range.classNames()).isEqualTo(NAMES);
    assertBatch(range.batch(1, 0), new int[] {3, 1}, 2, 12);
    assertThat(five().range(2, 2).size()).isZero();
  }

  @Test
  void parts_share_the_pixels() throws IllegalAccessException {
    ImageDataset images = SyntheticDigits.images(200, new SplittableRandom(1));
    assertThat(held(images.range(0, 100)) - held(images)).isEqualTo(-2 * 4 * 100);
  }

  @Test
  void splits_of_images_are_images() {
    ImageDataset images = SyntheticDigits.images(50, 8, new SplittableRandom(1)).rows();
    Split<ImageDataset> shuffled = Split.shuffled(images, 0.2, new SplittableRandom(2));
    Split<Subset> subsets = Split.shuffled((Dataset) images, 0.2, new SplittableRandom(2));
    for (int i = 0; i < 10; i++) {
      assertThat(shuffled.test().pixels(i)).isEqualTo(images.pixels(subsets.test().row(i)));
    }
    assertThat(shuffled.train())
        .hasToString("ImageDataset(40 of 8 x 8 x 1, 10 classes, [*, 8, 8])");
    Split<ImageDataset> stratified = Split.stratified(images, 0.2, new SplittableRandom(2));
    int[] counts = new int[10];
    for (int i = 0; i < stratified.test().size(); i++) {
      counts[stratified.test().label(i)]++;
    }
    assertThat(counts).containsOnly(1);
  }

  @Test
  void folds_of_images_are_images() {
    ImageDataset images = SyntheticDigits.images(50, 8, new SplittableRandom(1));
    SplittableRandom random = new SplittableRandom(2);
    for (List<Split<ImageDataset>> folds :
        List.of(Folds.shuffled(images, 5, random), Folds.stratified(images, 5, random))) {
      Set<ByteBuffer> tested = new HashSet<>();
      for (Split<ImageDataset> fold : folds) {
        assertThat(fold.train().size()).isEqualTo(40);
        for (int i = 0; i < fold.test().size(); i++) {
          tested.add(ByteBuffer.wrap(fold.test().pixels(i)));
        }
      }
      assertThat(tested).hasSize(50);
    }
  }

  @Test
  void ranges_that_do_not_exist_are_rejected() {
    String five = "ImageDataset(5 of 3 x 2 x 2, 3 classes, [*, 12])";
    assertThatThrownBy(() -> five().subset(0, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(five + ": row 5 does not exist, there are 5");
    assertThatThrownBy(() -> five().range(3, 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(five + ": rows from 3 to 6 are not within 0 to 5");
  }

  @Test
  void threads_may_share_images() throws Exception {
    ImageDataset images = five();
    Threads.run(
        thread -> {
          int row = thread % 5;
          for (int i = 0; i < 200; i++) {
            assertThat(images.batch(row, row).input().getFloat(1, 0))
                .isEqualTo((4 * row * 12 + 3) / 255f);
          }
        });
  }

  @Test
  void rows_that_do_not_exist_are_rejected() {
    assertThatThrownBy(() -> five().batch(1, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "ImageDataset(5 of 3 x 2 x 2, 3 classes, [*, 12]): row 5 does not exist, there are 5");
    assertThatThrownBy(() -> five().batch())
        .hasMessage(
            "ImageDataset(5 of 3 x 2 x 2, 3 classes, [*, 12]): a batch needs at least one row");
    assertThatThrownBy(() -> five().label(-1))
        .hasMessage(
            "ImageDataset(5 of 3 x 2 x 2, 3 classes, [*, 12]): row -1 does not exist, there are 5");
  }

  @Test
  void sizes_that_do_not_agree_are_rejected() {
    assertThatThrownBy(() -> ImageDataset.of(new byte[11], new int[1], 3, 2, 2, NAMES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ImageDataset: 1 labels need pixels [1, 3, 2, 2], but there are 11 bytes");
    assertThatThrownBy(() -> ImageDataset.of(new byte[4], new int[] {3}, 2, 2, 1, NAMES))
        .hasMessage("ImageDataset: labels must be from 0 to 2, but label 0 is 3");
    assertThatThrownBy(() -> ImageDataset.of(new byte[4], new int[1], 0, 2, 1, NAMES))
        .hasMessage("ImageDataset: height must be at least 1, but was 0");
  }

  @Test
  void a_copy_of_the_pixels_is_handed_out() {
    ImageDataset images = five();
    images.pixels(0)[0] = 99;
    assertThat(images.pixels(0)[0]).isEqualTo((byte) 3);
  }
}
