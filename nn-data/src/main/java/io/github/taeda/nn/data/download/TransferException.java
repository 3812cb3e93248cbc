package io.github.taeda.nn.data.download;

import java.io.IOException;

/** A mirror that did not deliver; what did arrive is kept, and the next may go on from there. */
final class TransferException extends IOException {
  private static final long serialVersionUID = 1L;

  TransferException(String message) {
    super(message);
  }
}
