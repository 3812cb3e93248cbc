package io.github.taeda.nn.ops.internal;

/** Which kernels OpenBLAS has for FLOAT products. */
enum FloatKernels {
  /** Those that pack both operands. */
  PACKED,

  /** Those for AVX-512, which multiply small matrices as they lie in memory. */
  WIDE,

  /**
   * The same on a processor of AMD: parts that are not packed are the fastest there for more
   * products.
   */
  WIDE_ON_AMD;

  boolean areWide() {
    return this != PACKED;
  }

  /** The kernels that native tuning or the user chose. */
  static FloatKernels chosen() {
    if (!NativeTuning.blasKernel().equals("SKYLAKEX")) {
      return PACKED;
    }
    return NativeTuning.cpuinfo().contains("AuthenticAMD") ? WIDE_ON_AMD : WIDE;
  }
}
