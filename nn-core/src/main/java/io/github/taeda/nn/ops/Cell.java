package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.PlaneKernel;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a recurrent cell computes in one time step, in both forms.
 *
 * @param kernel on the planes' memory
 * @param arrays the same by other primitives, on contiguous copies of the planes; it may write to
 *     planes that are only read
 */
record Cell(PlaneKernel kernel, Consumer<INDArray[]> arrays) {}
