package io.github.taeda.nn.ops.internal;

/**
 * The convolution of single images with filters {@code [patch, out]}, by addresses, in the calling
 * thread.
 */
interface ImageConvolution {

  /** {@code output = x ⋆ weight}, plus what output holds if {@code add}. */
  void forward(long x, long weight, boolean add, long output);

  /** {@code xDelta += } the delta of x. */
  void backward(long weight, long delta, long xDelta);

  /** {@code gradient = } the gradient of the filters, plus what it holds if {@code add}. */
  void addGradient(long x, long delta, boolean add, long gradient);
}
