package io.github.taeda.examples.digits;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes a trained net for other programs.
 *
 * <p>A {@link ServiceLoader} finds it, so that the examples need no library for the format.
 */
public interface ModelExport {

  /**
   * Writes or replaces the file, whole or not at all, after it has been run and has computed what
   * the net computes.
   *
   * @param digits the net, the size of its images, and its classes
   * @param images to compare the outputs on, {@code [batch, height · width]}
   * @return what was compared, for the user
   * @throws IOException if writing fails or the file computes something else
   */
  String write(DigitModelFile digits, INDArray images, Path file) throws IOException;

  /** The one on the class path. */
  static Optional<ModelExport> find() {
    return ServiceLoader.load(ModelExport.class).findFirst();
  }
}
