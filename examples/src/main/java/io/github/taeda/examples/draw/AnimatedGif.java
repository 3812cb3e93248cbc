package io.github.taeda.examples.draw;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Encodes images as an animated GIF that repeats.
 *
 * <p>The palette holds the most frequent colours of all images; a pixel of another colour takes the
 * nearest. An unchanged pixel is transparent, which keeps files small.
 */
public final class AnimatedGif {
  private static final int BITS = 6; // of a pixel
  private static final int COLORS = (1 << BITS) - 1; // beside the transparent one
  private static final int TRANSPARENT = COLORS;
  private static final int LAST = 200; // hundredths of a second that the last image stays

  private AnimatedGif() {}

  /**
   * Encodes the images.
   *
   * @param images at least one, all of one size, opaque
   * @param delay how long each stays, in hundredths of a second
   */
  public static byte[] gif(List<BufferedImage> images, int delay) throws IOException {
    List<BufferedImage> frames = frames(images);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < frames.size(); i++) {
        int stay = i == frames.size() - 1 ? LAST : delay;
        IIOMetadata metadata = metadata(writer, frames.get(i), stay, i == 0);
        writer.writeToSequence(new IIOImage(frames.get(i), null, metadata), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The images in the palette, each with only the pixels that change. */
  private static List<BufferedImage> frames(List<BufferedImage> images) {
    List<int[]> pixels = images.stream().map(AnimatedGif::pixels).toList();
    int[] colors = colors(pixels);
    IndexColorModel palette =
        new IndexColorModel(BITS, colors.length, colors, 0, false, TRANSPARENT, 0);
    Map<Integer, Byte> nearest = new HashMap<>();
    List<BufferedImage> frames = new ArrayList<>();
    byte[] shown = new byte[0];
    for (int i = 0; i < images.size(); i++) {
      byte[] indices = new byte[pixels.get(i).length];
      for (int p = 0; p < indices.length; p++) {
        indices[p] = nearest.computeIfAbsent(pixels.get(i)[p], color -> nearest(color, colors));
      }
      frames.add(changes(images.get(i), palette, shown, indices));
      shown = indices;
    }
    return frames;
  }

  private static int[] pixels(BufferedImage image) {
    int width = image.getWidth();
    return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
  }

  /** The most frequent colours, and a filler at the index of the transparent one. */
  private static int[] colors(List<int[]> pixels) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int[] image : pixels) {
      for (int color : image) {
        counts.merge(color, 1, Integer::sum);
      }
    }
    int[] frequent =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<Integer, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(COLORS)
            .mapToInt(Map.Entry::getKey)
            .toArray();
    int[] colors = new int[COLORS + 1];
    Arrays.fill(colors, frequent[0]);
    System.arraycopy(frequent, 0, colors, 0, frequent.length);
    return colors;
  }

  private static byte nearest(int color, int[] colors) {
    int best = 0;
    for (int i = 1; i < TRANSPARENT; i++) {
      if (distance(color, colors[i]) < distance(color, colors[best])) {
        best = i;
      }
    }
    return (byte) best;
  }

  private static int distance(int color, int other) {
    int sum = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      int difference = (color >> shift & 255) - (other >> shift & 255);
      sum += difference * difference;
    }
    return sum;
  }

  /** The image with transparent pixels where it equals the one before. */
  private static BufferedImage changes(
      BufferedImage image, IndexColorModel palette, byte[] shown, byte[] indices) {
    BufferedImage frame =
        new BufferedImage(
            image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, palette);
    byte[] data = ((DataBufferByte) frame.getRaster().getDataBuffer()).getData();
    for (int p = 0; p < data.length; p++) {
      boolean same = shown.length > 0 && shown[p] == indices[p];
      data[p] = same ? TRANSPARENT : indices[p];
    }
    return frame;
  }

  private static IIOMetadata metadata(
      ImageWriter writer, BufferedImage image, int delay, boolean first) throws IOException {
    IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
    String format = metadata.getNativeMetadataFormatName();
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
    IIOMetadataNode control =
        (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
    control.setAttribute("disposalMethod", "doNotDispose");
    control.setAttribute("delayTime", String.valueOf(delay));
    if (first) { // Netscape's extension: repeat for ever
      IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
      loop.setAttribute("applicationID", "NETSCAPE");
      loop.setAttribute("authenticationCode", "2.0");
      loop.setUserObject(new byte[] {1, 0, 0});
      IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
      extensions.appendChild(loop);
      root.appendChild(extensions);
    }
    metadata.setFromTree(format, root);
    return metadata;
  }
}
