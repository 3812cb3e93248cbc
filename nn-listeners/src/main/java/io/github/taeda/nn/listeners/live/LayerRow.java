package io.github.taeda.nn.listeners.live;

/**
 * A parameter in an iteration.
 *
 * @param weightNorm of its values after the update
 * @param gradientNorm of its gradient as it was applied
 * @param ratio norm of the update by norm of the values before it
 * @param units of a matrix or kernel, the length of its last axis; else 0
 * @param dead how many of the units had a gradient of 0 throughout
 */
record LayerRow(
    String name,
    String shape,
    boolean frozen,
    double weightNorm,
    double gradientNorm,
    double ratio,
    int units,
    int dead,
    ArraySummary.ElementHistogram weights,
    ArraySummary.ElementHistogram gradients) {}
