package io.github.taeda.examples.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.examples.images.ImageSet.Origin;
import io.github.taeda.nn.data.ImageDataset;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageSetTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MNIST | MNIST | MNIST | MNIST from /data/drawn",
        "FASHION_MNIST | Fashion-MNIST | Fashion-MNIST | Fashion-MNIST from /data/drawn",
        "OTHER | Images in drawn | the images in drawn | the images in /data/drawn"
      })
  void images_are_called_by_what_they_are(Origin origin, String name, String kind, String text) {
    ImageSet set = new ImageSet(origin, "/data/drawn", images(4, 3), images(4, 2));
    assertThat(set.name()).isEqualTo(name);
    assertThat(set.kind()).isEqualTo(kind);
    assertThat(set).hasToString(text + ", 3 training and 2 test images");
  }

  @Test
  void synthetic_digits_say_that_they_are_not_mnist() {
    ImageSet set = new ImageSet(Origin.SYNTHETIC, "", images(4, 3), images(4, 2));
    assertThat(set.name()).isEqualTo("Synthetic digits");
    assertThat(set)
        .hasToString(
            "synthetic digits (drawn by a program, not MNIST), 3 training and 2 test images");
  }

  @Test
  void images_are_scaled_down_and_never_up() throws IOException {
    ImageSet set = new ImageSet(Origin.OTHER, "/data/drawn", images(4, 3), images(4, 2));
    assertThat(set.scaled(4).train()).isSameAs(set.train());
    assertThat(set.scaled(2).test().pixels(1)).hasSize(4);
    assertThatThrownBy(() -> set.scaled(5))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "/data/drawn: the images must be square and have at least 5 x 5 pixels, but have 4 x"
                + " 4");
  }

  private static ImageDataset images(int side, int count) {
    return ImageDataset.of(
        new byte[count * side * side], new int[count], side, side, 1, List.of("0", "1"));
  }
}
