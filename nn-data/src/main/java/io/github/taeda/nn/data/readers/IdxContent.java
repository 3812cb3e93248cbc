package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.files.FileFormatException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The bytes of a file, unpacked if it is packed by gzip, whatever the file is called. */
final class IdxContent implements Closeable {
  private final Path path;
  private final boolean packed;
  private final InputStream content;
  private long position;

  IdxContent(Path path) throws IOException {
    this.path = path;
    InputFile.requireFile(path);
    try (InputStream file = Files.newInputStream(path)) {
      packed = file.read() == 0x1f && file.read() == 0x8b;
    }
    SeekableByteChannel channel = Files.newByteChannel(path);
    try {
      content =
          packed
              ? new Gunzip(channel)
              : new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
    } catch (IOException e) {
      channel.close();
      throw damaged(e);
    }
  }

  boolean packed() {
    return packed;
  }

  /** Fills a part of an array as far as the file goes, and says to where that was. */
  int read(byte[] bytes, int from, int to) throws IOException {
    int filled = from;
    try {
      int count = 0;
      while (filled < to && count >= 0) {
        count = content.read(bytes, filled, to - filled);
        filled += Math.max(count, 0);
        position += Math.max(count, 0);
      }
    } catch (IOException e) {
      throw damaged(e);
    }
    return filled;
  }

  /** Refuses what follows, inside and behind the packed bytes. */
  void requireEnd() throws IOException {
    if (read(new byte[1], 0, 1) == 1) {
      throw problem(position - 1, "expected the end of the file, but more follows");
    }
    if (content instanceof Gunzip gzip && gzip.left() > 0) {
      throw problem(
          position, "expected the end of the gzip file, but " + gzip.left() + " more bytes follow");
    }
  }

  FileFormatException problem(long offset, String problem) {
    return problem(path, packed, offset, problem);
  }

  static FileFormatException problem(Path path, boolean packed, long offset, String problem) {
    return new FileFormatException(
        path, "at byte " + offset + (packed ? " unpacked: " : ": ") + problem);
  }

  private IOException damaged(IOException e) {
    if (e instanceof EOFException) {
      return problem(position, "expected more of the gzip file, but it is cut off");
    }
    if (e instanceof ZipException) {
      return problem(position, "the gzip file is damaged: " + e.getMessage());
    }
    return e;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  /** Knows how much the last packed bytes leave of a file; Java passes over what it cannot read. */
  private static final class Gunzip extends GZIPInputStream {
    private static final int TRAILER = 8; // bytes of gzip that follow the packed ones

    private final SeekableByteChannel channel;
    private long filled; // the place in the file up to which bytes were given to the inflater

    Gunzip(SeekableByteChannel channel) throws IOException {
      super(Channels.newInputStream(channel), 1 << 16);
      this.channel = channel;
    }

    @Override
    protected void fill() throws IOException {
      super.fill();
      filled = channel.position();
    }

    long left() throws IOException {
      return channel.size() - (filled - inf.getRemaining()) - TRAILER;
    }
  }
}
