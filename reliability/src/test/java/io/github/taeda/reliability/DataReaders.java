package io.github.taeda.reliability;

import io.github.taeda.nn.data.readers.Cifar10;
import io.github.taeda.nn.data.readers.Csv;
import io.github.taeda.nn.data.readers.Idx;
import io.github.taeda.nn.data.readers.ImageFolders;
import io.github.taeda.nn.data.readers.Missing;
import io.github.taeda.nn.data.readers.TimeSeries;
import io.github.taeda.reliability.Reader.Packing;
import io.github.taeda.reliability.Reader.Reading;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** The readers of data, and those of the examples. */
final class DataReaders {
  private static final int SIDE = 24;
  private static final Packing PLAIN = content -> content;
  private static final List<String> TEN =
      IntStream.range(0, 10).mapToObj(i -> "class " + i).toList();

  private DataReaders() {}

  static List<Reader> all(Path valid) throws IOException {
    Files.createDirectories(valid);
    List<Reader> readers = new ArrayList<>();
    idx(readers, valid);
    texts(readers);
    byte[] cifar = new byte[3 * 3073];
    readers.add(new Reader("cifar", cifar, PLAIN, file -> Cifar10.read(List.of(file), TEN), 20));
    image(readers, "png", BufferedImage.TYPE_3BYTE_BGR, null);
    image(readers, "png", BufferedImage.TYPE_BYTE_INDEXED, null);
    image(readers, "jpg", BufferedImage.TYPE_3BYTE_BGR, null);
    image(readers, "jpg", BufferedImage.TYPE_BYTE_GRAY, "progressive");
    image(readers, "gif", BufferedImage.TYPE_BYTE_INDEXED, null);
    image(readers, "bmp", BufferedImage.TYPE_3BYTE_BGR, null);
    image(readers, "bmp", BufferedImage.TYPE_BYTE_INDEXED, "BI_RLE8");
    image(readers, "tiff", BufferedImage.TYPE_BYTE_GRAY, "LZW");
    image(readers, "tiff", BufferedImage.TYPE_3BYTE_BGR, "ZLib");
    image(readers, "tiff", BufferedImage.TYPE_3BYTE_BGR, "JPEG");
    byte[] digit = encoded("png", BufferedImage.TYPE_BYTE_GRAY, null);
    Reading readDigit = method("io.github.taeda.examples.digits.DigitImage");
    readers.add(new Reader("digit-picture", digit, DataReaders::checked, readDigit, 216_000));
    return readers;
  }

  private static void idx(List<Reader> readers, Path valid) throws IOException {
    int count = 40;
    SplittableRandom random = new SplittableRandom(1);
    ByteBuffer images = ByteBuffer.allocate(16 + count * 49);
    images.putInt(0x803).putInt(count).putInt(7).putInt(7);
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    while (images.hasRemaining()) {
      images.put((byte) random.nextInt(256));
    }
    while (labels.hasRemaining()) {
      labels.put((byte) random.nextInt(10));
    }
    Path validImages = Files.write(valid.resolve("images"), images.array());
    Path validLabels = Files.write(valid.resolve("labels"), labels.array());
    Reading readImages = file -> Idx.read(file, validLabels);
    Reading readLabels = file -> Idx.read(validImages, file);
    readers.add(new Reader("idx-images", images.array(), PLAIN, readImages, 20));
    readers.add(new Reader("idx-labels", labels.array(), PLAIN, readLabels, 20));
    readers.add(new Reader("idx-gz", gzip(images.array()), PLAIN, readImages, 5000));
    readers.add(new Reader("gz-idx", images.array(), DataReaders::gzip, readImages, 5000));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private static void texts(List<Reader> readers) {
    StringBuilder csv = new StringBuilder("length,width,kind,note\n");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      csv.append(i / 7.0).append(',').append(i % 5 == 0 ? "?" : "-1e3").append(',');
      csv.append(i % 3 == 0 ? "iris" : "\"a \"\"b\"\"\"").append(",x").append(i % 4).append('\n');
      text.append("A line of text, number ").append(i).append(", and more of it.\n");
    }
    Csv options = Csv.withHeader().label("kind").oneHot("note").missing(Missing.MEAN);
    add(readers, "csv", csv.toString(), options::read);
    String numbers = csv.toString().replaceAll(",[^,\n]*,[^,\n]*\n", "\n");
    add(readers, "csv-numbers", numbers, Csv.withHeader().target(0).missing(Missing.MEAN)::read);
    String series =
        """
        @problemName p
        @missing true
        @univariate false
        @dimensions 2
        @equalLength false
        @classLabel true a b
        @data
        1,2,?:4,5,6:a
        7,8:9,10:b
        """;
    add(readers, "ts", series, TimeSeries::read);
    add(readers, "tsv", "a\t1\t2\t3\nb\t4\t5\t6\na\t7\tNaN\t9\n", TimeSeries::read);
    String examples = "io.github.taeda.examples.";
    add(readers, "series-columns", numbers, method(examples + "series.SeriesTable", "columns"));
    add(readers, "series-rows", "a,1,2\nb,3,4\n", method(examples + "series.SeriesTable", "rows"));
    add(readers, "char-text", text.toString().repeat(4), method(examples + "charmodel.CharText"));
    String words =
        IntStream.range(0, 40)
            .mapToObj(i -> (char) ('a' + i % 26) + "w" + (char) ('b' + i % 11) + "," + i % 2)
            .reduce("word,language", (a, b) -> a + "\n" + b);
    add(readers, "word-list", words, method(examples + "words.WordList"));
    String reviews = "text,label\n\"good, very good\",1\n".concat("bad,0\nso so,1\n".repeat(10));
    add(
        readers,
        "corpus-csv",
        reviews,
        file -> call(examples + "text.CorpusFiles", "csv", file, "text", "label"));
  }

  private static void add(List<Reader> readers, String name, String text, Reading reading) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    readers.add(new Reader(name, bytes, PLAIN, reading, 2000));
  }

  private static Reading method(String type) {
    return method(type, "read");
  }

  /** A reader of an example, which is not public. */
  private static Reading method(String type, String name) {
    return file -> call(type, name, file);
  }

  private static Object call(String type, String name, Object... arguments) throws Exception {
    Class<?>[] types = new Class<?>[arguments.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = i == 0 ? Path.class : String.class;
    }
    Method method = Class.forName(type).getDeclaredMethod(name, types);
    method.setAccessible(true);
    try {
      return method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static void image(List<Reader> readers, String format, int type, String compression)
      throws IOException {
    byte[] bytes = encoded(format, type, compression);
    int factor =
        format.equals("jpg") ? 8_192 : format.equals("gif") ? 65_536 : 132_096; // 16 B/pixel
    String name = format + "-" + type + (compression == null ? "" : "-" + compression);
    readers.add(new Reader(name, bytes, PLAIN, DataReaders::readImage, factor));
    if (format.equals("png")) {
      readers.add(
          new Reader(name + "-crc", bytes, DataReaders::checked, DataReaders::readImage, factor));
    }
  }

  /** Reads a file as the one image of a folder. */
  private static Object readImage(Path file) throws IOException {
    Path folder = Files.createDirectories(file.resolveSibling(file.getFileName() + "-set/class"));
    Path link = Files.createLink(folder.resolve("image"), file);
    try {
      return ImageFolders.colour(folder.getParent());
    } catch (io.github.taeda.nn.files.FileFormatException e) {
      // the file is known by the name of its link
      throw new io.github.taeda.nn.files.FileFormatException(file, e.getMessage(), e);
    } finally {
      Files.delete(link);
      Files.delete(folder);
      Files.delete(folder.getParent());
    }
  }

  private static byte[] encoded(String format, int type, String compression) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    BufferedImage image = new BufferedImage(SIDE, SIDE, type);
    for (int i = 0; i < SIDE * SIDE; i++) {
      image.setRGB(i % SIDE, i / SIDE, random.nextInt(40) * 0x050403);
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam settings = writer.getDefaultWriteParam();
    if ("progressive".equals(compression)) {
      settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    } else if (compression != null) {
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionType(compression);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), settings);
    }
    return bytes.toByteArray();
  }

  /** A PNG file with the checksum of each chunk made right, as far as its chunks can be told. */
  private static byte[] checked(byte[] content) {
    ByteBuffer file = ByteBuffer.wrap(content.clone());
    for (int chunk = 8; chunk + 12 <= content.length; ) {
      int length = file.getInt(chunk);
      if (length < 0 || length > content.length - chunk - 12) {
        break;
      }
      CRC32 checksum = new CRC32();
      checksum.update(file.array(), chunk + 4, 4 + length);
      file.putInt(chunk + 8 + length, (int) checksum.getValue());
      chunk += 12 + length;
    }
    return file.array();
  }
}
