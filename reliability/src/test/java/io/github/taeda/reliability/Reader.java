package io.github.taeda.reliability;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A reader with a file that it reads.
 *
 * @param name of the row, and of the file's kind
 * @param content that is damaged
 * @param packing what the damaged content is packed into, with checksums that are right
 * @param reading reads a file
 * @param factor bytes of memory that reading may take for each byte of the file
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reader(String name, byte[] content, Packing packing, Reading reading, double factor) {
  /** Memory that any reading may take: buffers, tables, messages. */
  static final long BASE = 3_000_000;

  /** Packs content into a file. */
  interface Packing {
    byte[] pack(byte[] content) throws IOException;
  }

  /** Reads a file. */
  interface Reading {
    Object read(Path file) throws Exception;
  }

  @Override
  public String toString() {
    return name;
  }
}
