package io.github.taeda.nn.ops.internal;

/** The kernels for FLOAT products that OpenBLAS is known to use. */
enum FloatKernels {
  /** Those that pack both operands, or unknown ones. */
  PACKED,

  /** Those for AVX-512, which multiply small matrices as they lie in memory. */
  WIDE,

  /**
   * The same on a processor of AMD, where tiles are faster for more products; measured on Zen 4.
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
