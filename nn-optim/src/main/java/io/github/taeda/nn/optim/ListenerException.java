package io.github.taeda.nn.optim;

/** Thrown by {@link SGD#fit} when a listener fails; names the listener, the call and the epoch. */
public final class ListenerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ListenerException(String message, Exception cause) {
    super(message, cause);
  }
}
