package io.github.taeda.nn.ops.internal;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A pointer that is set to an address for each call. */
final class FloatAddress extends FloatPointer {
  private static final ThreadLocal<FloatAddress[]> OPERANDS =
      ThreadLocal.withInitial(
          () -> new FloatAddress[] {new FloatAddress(), new FloatAddress(), new FloatAddress()});

  private FloatAddress() {
    super((Pointer) null);
  }

  /** The calling thread's three pointers. */
  static FloatAddress[] ofThread() {
    return OPERANDS.get();
  }

  FloatAddress at(long address) {
    this.address = address;
    return this;
  }
}
