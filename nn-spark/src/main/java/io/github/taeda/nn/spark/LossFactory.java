package io.github.taeda.nn.spark;

import io.github.taeda.nn.Loss;
import java.io.Serializable;

/** Creates on each executor a loss that is none of the library's. */
@FunctionalInterface
public interface LossFactory extends Serializable {
  /** A loss equal to that of the driver. */
  Loss create();
}
