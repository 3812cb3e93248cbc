package io.github.taeda.examples.regions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.examples.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionsExampleTest {
  private static final int BACKGROUND = 0xFFFFFFFF;

  private final Terminal terminal = new Terminal();

  @TempDir private Path directory;

  @Test
  void a_hidden_layer_learns_the_spiral_and_straight_borders_only_the_clouds() throws IOException {
    assertThat(run("--epochs=300")).as(terminal.out()).isEqualTo(0);
    assertThat(terminal.out())
        .containsPattern("clouds +linear +(9[5-9]|100)\\.\\d %\n")
        .containsPattern("spiral +linear +[2-6]\\d\\.\\d %\n") // 33 % by chance
        .endsWith(
            "Learnt: the clouds by straight borders, the spiral by a hidden layer.\nPictures in "
                + directory
                + ": clouds-linear.gif, clouds-linear.png, spiral-linear.gif, spiral-linear.png,"
                + " spiral.gif, spiral.png\n");
    assertThat(directory.resolve("spiral.gif").toFile().length()).isBetween(1L, 150_000L);
    assertThat(ImageIO.read(directory.resolve("spiral.png").toFile()).getWidth()).isEqualTo(675);
  }

  @Test
  void too_few_epochs_are_an_exit_code_of_their_own_and_leave_as_many_frames() throws IOException {
    assertThat(run("--epochs=2")).isEqualTo(3);
    assertThat(terminal.out())
        .contains(
            "Not learnt: the accuracy is below 95 %; more epochs or hidden units may help: the"
                + " defaults are 600 and 100.\n");
    try (ImageInputStream gif =
        ImageIO.createImageInputStream(directory.resolve("spiral.gif").toFile())) {
      ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
      reader.setInput(gif);
      assertThat(reader.getNumImages(true)).isEqualTo(3); // before the training, and two epochs
      assertThat(delay(reader, 0)).isEqualTo("15");
      assertThat(delay(reader, 1)).isEqualTo("15");
      assertThat(delay(reader, 2)).isEqualTo("200"); // the last one stays
      assertThat(element(reader, 0, "ApplicationExtension").getAttribute("applicationID"))
          .isEqualTo("NETSCAPE"); // it begins again
      assertThat(reader.getWidth(0)).isEqualTo(360);
      assertThat(reader.getHeight(0)).isEqualTo(344);
      assertThat(reader.read(0).getRGB(0, 0)).isEqualTo(BACKGROUND);
      assertThat(reader.read(1).getRGB(0, 0) >>> 24).isZero(); // transparent: as before
      reader.dispose();
    }
  }

  @Test
  void impossible_settings_are_rejected() {
    assertThat(run("--neurons=9")).isEqualTo(2);
    assertThat(terminal.err())
        .startsWith("taeda regions: --neurons must be in 10…1000, but was 9\n");
    assertThat(rejection("--neurons=1001"))
        .startsWith("taeda regions: --neurons must be in 10…1000, but was 1001\n");
    assertThat(rejection("--margin=0"))
        .startsWith("taeda regions: --margin must be > 0 and finite, but was 0.0\n");
    assertThat(rejection("--margin=NaN"))
        .startsWith("taeda regions: --margin must be > 0 and finite, but was NaN\n");
    assertThat(rejection("--epochs=0"))
        .startsWith("taeda regions: --epochs must be at least 1, but was 0\n");
    assertThat(directory).isEmptyDirectory();
  }

  private String rejection(String option) {
    Terminal other = new Terminal();
    assertThat(other.run("regions", "--out=" + directory, option)).isEqualTo(2);
    return other.err();
  }

  private static String delay(ImageReader reader, int frame) throws IOException {
    return element(reader, frame, "GraphicControlExtension").getAttribute("delayTime");
  }

  private static IIOMetadataNode element(ImageReader reader, int frame, String name)
      throws IOException {
    IIOMetadataNode root =
        (IIOMetadataNode) reader.getImageMetadata(frame).getAsTree("javax_imageio_gif_image_1.0");
    return (IIOMetadataNode) root.getElementsByTagName(name).item(0);
  }

  private int run(String option) {
    return terminal.run("regions", "--out=" + directory, option);
  }
}
