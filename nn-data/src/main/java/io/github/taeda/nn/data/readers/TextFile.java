package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.files.FileFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text files in UTF-8, with or without a byte order mark. */
final class TextFile {
  private static final int BYTE_ORDER_MARK = 0xfeff;

  private TextFile() {}

  /** Opens a file, behind its byte order mark; reading throws where the text is not UTF-8. */
  static BufferedReader open(Path path) throws IOException {
    InputFile.requireFile(path);
    BufferedReader text = Files.newBufferedReader(path); // UTF-8, strictly
    try {
      text.mark(1);
      if (text.read() != BYTE_ORDER_MARK) {
        text.reset();
      }
      return text;
    } catch (IOException e) {
      text.close();
      throw e;
    }
  }

  /** Finds the line that is not UTF-8. */
  static IOException otherEncoding(Path path, CharacterCodingException e) throws IOException {
    long number = 1;
    try (BufferedReader bytes = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
      for (String line = bytes.readLine(); line != null; line = bytes.readLine()) {
        byte[] original = line.getBytes(StandardCharsets.ISO_8859_1);
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(original));
        number++;
      }
      return e;
    } catch (CharacterCodingException found) {
      return new FileFormatException(
          path,
          "line " + number + ": expected text in UTF-8, but it is of another encoding",
          found);
    }
  }
}
