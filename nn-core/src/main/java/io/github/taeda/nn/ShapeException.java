package io.github.taeda.nn;

/**
 * An array that a module or loss cannot take: of the wrong rank, size or type, empty or closed. The
 * message is a sentence that names the path to the module with its configuration, the array, what
 * was expected and what came: {@code Sequential[1] > Linear(3 -> 2): input must be [*, 3], but was
 * [4, 5]}.
 */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception with this message.
   *
   * @param message who, which array, what was expected, what came
   */
  public ShapeException(String message) {
    super(message);
  }

  /**
   * This exception as seen from the container around the module.
   *
   * @param path of the module in the container, such as {@code Sequential[1]}
   */
  public ShapeException inside(String path) {
    ShapeException outer = new ShapeException(path + " > " + getMessage());
    outer.setStackTrace(getStackTrace());
    return outer;
  }
}
