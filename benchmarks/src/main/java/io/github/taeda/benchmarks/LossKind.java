package io.github.taeda.benchmarks;

/** The loss that a network is trained with. */
enum LossKind {
  /** Mean squared error over all elements. */
  MSE,
  /** Mean binary cross-entropy over all elements; the last layer is a sigmoid. */
  BCE,
  /** Mean cross-entropy of class scores. */
  CROSS_ENTROPY,
  /** None: the network is evaluated. */
  NONE
}
