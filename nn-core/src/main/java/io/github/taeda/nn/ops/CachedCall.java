package io.github.taeda.nn.ops;

/** A native call whose operands may stay bound from one step to the next. */
interface CachedCall {

  /** The operation this call was made for; a kept call serves only the same one. */
  Object operation();
}
