package io.github.taeda.nn.listeners.live;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/** The newest picture of each name, the last {@value #MAX_PICTURES} names. */
final class LivePictures {
  static final int MAX_PICTURES = 24;

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final Board board;
  private final Map<String, Picture> pictures = new LinkedHashMap<>();
  private int names;
  private long version;

  LivePictures(Board board) {
    this.board = board;
  }

  synchronized void put(String name, byte[] png) {
    Picture older = pictures.get(name);
    pictures.put(name, new Picture(older == null ? ++names : older.index, ++version, png));
    if (pictures.size() > MAX_PICTURES) {
      Iterator<String> oldest = pictures.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    List<Link> links = new ArrayList<>();
    pictures.forEach((title, p) -> links.add(new Link(title, "pictures/" + p.index, p.version)));
    board.put(Topic.of(0, "pictures"), links);
  }

  /** The picture as a PNG file's content. */
  static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream png = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static boolean isPng(byte[] bytes) {
    return bytes.length > SIGNATURE.length
        && Arrays.equals(SIGNATURE, 0, SIGNATURE.length, bytes, 0, SIGNATURE.length);
  }

  synchronized byte @Nullable [] bytes(int index) {
    for (Picture picture : pictures.values()) {
      if (picture.index == index) {
        return picture.png;
      }
    }
    return null;
  }

  @SuppressWarnings("ArrayRecordComponent") // it is only written out
  private record Picture(int index, long version, byte[] png) {}

  /** Where the page finds a picture. */
  private record Link(String name, String path, long version) {}
}
