package io.github.taeda.nn.data.download;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;

/** Why a download failed, in words; what Java throws often has none. */
final class DownloadErrors {
  private DownloadErrors() {}

  /**
   * What a request failed with: the disk's fault, or the mirror's, after which the next is tried.
   */
  static IOException of(Throwable cause, URI uri) {
    for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
      if (inner instanceof TransferException told) {
        return told;
      }
      if (inner instanceof UncheckedIOException disk) {
        Throwable reason = disk.getCause();
        if (!(reason instanceof TransferException)) {
          return new IOException("writing failed: " + text(reason == null ? disk : reason), disk);
        }
      }
      if (inner instanceof UnresolvedAddressException) {
        return new TransferException("the host " + uri.getHost() + " is not known");
      }
    }
    if (cause instanceof ConnectException) {
      return new TransferException("no connection to " + uri.getAuthority() + words(cause));
    }
    return new TransferException(text(cause));
  }

  /** The class of a failure and what it says. */
  static String text(Throwable failure) {
    return failure.getClass().getSimpleName() + words(failure);
  }

  private static String words(Throwable failure) {
    for (Throwable inner = failure; inner != null; inner = inner.getCause()) {
      if (inner.getMessage() != null) {
        return ": " + inner.getMessage();
      }
    }
    return "";
  }

  /** The thread was interrupted and stays so. */
  static InterruptedIOException interrupted(Exception cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException interruption =
        new InterruptedIOException("the download was interrupted");
    interruption.initCause(cause);
    return interruption;
  }
}
