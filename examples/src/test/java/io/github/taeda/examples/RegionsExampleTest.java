package io.github.taeda.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionsExampleTest {
  private final Terminal terminal = new Terminal();

  @TempDir private Path directory;

  @Test
  void a_hidden_layer_learns_the_spiral_and_straight_borders_only_the_clouds() throws IOException {
    assertThat(run("--neurons=100")).as(terminal.out()).isEqualTo(0);
    assertThat(terminal.out())
        .containsPattern("spiral +linear +[3-7]\\d\\.\\d %\n")
        .contains("Learnt: the clouds by straight borders, the spiral by a hidden layer.\n");
    try (ImageInputStream gif =
        ImageIO.createImageInputStream(directory.resolve("spiral.gif").toFile())) {
      ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
      reader.setInput(gif);
      assertThat(reader.getNumImages(true)).isEqualTo(31); // before the training, and 30
      IIOMetadataNode first =
          (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_gif_image_1.0");
      assertThat(first.getElementsByTagName("ApplicationExtension").getLength()).isEqualTo(1);
      assertThat(
              ((IIOMetadataNode) first.getElementsByTagName("GraphicControlExtension").item(0))
                  .getAttribute("delayTime"))
          .isEqualTo("15");
    }
  }

  @Test
  void too_few_epochs_are_an_exit_code_of_their_own() {
    assertThat(run("--epochs=1")).isEqualTo(3);
    assertThat(terminal.out()).contains("Not learnt: fewer than 95 % of the points are right;");
  }

  @Test
  void impossible_numbers_are_refused() {
    assertThat(run("--neurons=9")).isEqualTo(2);
    assertThat(terminal.err()).startsWith("taeda regions: --neurons must be in 10…1000, but was 9");
    Terminal other = new Terminal();
    assertThat(other.run("regions", "--margin=0")).isEqualTo(2);
    assertThat(other.err())
        .startsWith("taeda regions: --margin must be > 0 and finite, but was 0.0");
  }

  private int run(String option) {
    return terminal.run("regions", "--out=" + directory, option);
  }
}
