package io.github.taeda.nn.ops.internal;

/** The kernels that compute FLOAT products. */
enum FloatKernels {
  /** OpenBLAS' that pack both operands, or unknown ones. */
  PACKED,

  /** oneDNN's, in place of those, on processors without AVX-512. */
  ONE_DNN,

  /** OpenBLAS' for AVX-512, which multiply small matrices as they lie in memory. */
  WIDE,

  /**
   * The same on a processor of AMD, where tiles are faster for more products; measured on Zen 4.
   */
  WIDE_ON_AMD;

  /** Whether they are OpenBLAS' for AVX-512. */
  boolean areWide() {
    return this == WIDE || this == WIDE_ON_AMD;
  }

  /** The kernels that native tuning or the user chose, and what the backend brings. */
  static FloatKernels chosen() {
    String cpuinfo = NativeTuning.cpuinfo();
    if (!NativeTuning.blasKernel().equals("SKYLAKEX")) {
      return !NativeSettings.hasAvx512(cpuinfo) && OneDnn.isPresent() ? ONE_DNN : PACKED;
    }
    return cpuinfo.contains("AuthenticAMD") ? WIDE_ON_AMD : WIDE;
  }
}
