package io.github.taeda.nn.ops;

import static io.github.taeda.nn.ops.Signature.Operand.in;
import static io.github.taeda.nn.ops.Signature.Operand.out;
import static io.github.taeda.nn.ops.Signature.row;

import io.github.taeda.nn.ops.Signature.Operand;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The table of primitives: a row for each public method of the classes of kernels. */
final class Signatures {
  private static final String ONE = "(INDArray, INDArray)";
  private static final String SCALAR_AFTER = "(INDArray, double, INDArray)";
  private static final String SCALAR_BEFORE = "(double, INDArray, INDArray)";
  private static final String TWO = "(INDArray, INDArray, INDArray)";

  private Signatures() {}

  interface OneInput {
    void run(INDArray x, INDArray output);
  }

  interface TwoInputs {
    void run(INDArray a, INDArray b, INDArray output);
  }

  interface Function {
    Object run(INDArray x);
  }

  static Stream<Signature> all() {
    return Stream.of(
            matrices(),
            elementwise(),
            rowwise(),
            reductions(),
            activations(),
            smoothActivations(),
            softmaxes(),
            slices(),
            gathers(),
            creation(),
            values(),
            losses(),
            updates(),
            adamUpdates(),
            convolutions(),
            poolings(),
            recurrences(),
            attention())
        .flatMap(List::stream);
  }

  static Signature of(String method) {
    return all().filter(row -> row.method().equals(method)).findAny().orElseThrow();
  }

  private static List<Signature> matrices() {
    Operand left = in("a", 2, 3).or(1, 2, 3);
    Operand product = out("output", 2, 4).or(1, 2, 4);
    return List.of(
        product("multiply", Matrices::multiply, left, in("b", 3, 4), product),
        product("addMultiply", Matrices::addMultiply, left, in("b", 3, 4), product),
        product("multiplyTransposeB", Matrices::multiplyTransposeB, left, in("b", 4, 3), product),
        product(
            "multiplyTransposeA",
            Matrices::multiplyTransposeA,
            left,
            in("b", 2, 4).or(1, 2, 4),
            out("output", 3, 4)),
        product(
            "addMultiplyTransposeA",
            Matrices::addMultiplyTransposeA,
            left,
            in("b", 2, 4).or(1, 2, 4),
            out("output", 3, 4)),
        row(
                "Matrices.multiplyAddRow(INDArray, INDArray, INDArray, INDArray)",
                run(x -> Matrices.multiplyAddRow(x[0], x[1], x[2], x[3])),
                left,
                in("b", 3, 4),
                in("row", 4),
                product)
            .says("Matrices.multiplyAddRow"));
  }

  private static Signature product(String name, TwoInputs call, Operand... operands) {
    return row("Matrices." + name + TWO, run(x -> call.run(x[0], x[1], x[2])), operands)
        .says("Matrices." + name);
  }

  private static List<Signature> elementwise() {
    return List.of(
        binary("add", Elementwise::add),
        binary("subtract", Elementwise::subtract),
        binary("multiply", Elementwise::multiply),
        binary("divide", Elementwise::divide),
        binary("maximum", Elementwise::maximum),
        unary("Elementwise.scale" + SCALAR_AFTER, (x, z) -> Elementwise.scale(x, 2, z)),
        unary("Elementwise.addScalar" + SCALAR_AFTER, (x, z) -> Elementwise.addScalar(x, 2, z)),
        unary(
            "Elementwise.subtractFrom" + SCALAR_BEFORE,
            (x, z) -> Elementwise.subtractFrom(2, x, z)),
        unary("Elementwise.divideInto" + SCALAR_BEFORE, (x, z) -> Elementwise.divideInto(2, x, z)),
        unary("Elementwise.maximum" + SCALAR_AFTER, (x, z) -> Elementwise.maximum(x, 2, z)),
        unary("Elementwise.minimum" + SCALAR_AFTER, (x, z) -> Elementwise.minimum(x, 2, z)),
        unary("Elementwise.heaviside" + SCALAR_AFTER, (x, z) -> Elementwise.heaviside(x, 2, z)),
        unary("Elementwise.addScaled" + SCALAR_BEFORE, (x, z) -> Elementwise.addScaled(2, x, z)),
        unary("Elementwise.clip" + SCALAR_AFTER, (x, z) -> Elementwise.clip(x, 2, z))
            .wrong(
                "limit must be at least 0, but was -1.0",
                run(x -> Elementwise.clip(x[0], -1, x[1]))),
        row(
            "Infinities.multiplyOrZero" + TWO,
            run(x -> Infinities.multiplyOrZero(x[0], x[1], x[2])),
            in("weight", 2, 3),
            in("x", 2, 3),
            out("output", 2, 3).mayBe("weight", "x")),
        row(
                "RandomMasks.dropout(double, RandomGenerator, INDArray)",
                run(x -> RandomMasks.dropout(0.5, new SplittableRandom(1), x[0])),
                out("mask", 2, 3).anyShape())
            .wrong("random is null", run(x -> RandomMasks.dropout(0.5, null, x[0])))
            .wrong(
                "p must be at least 0 and < 1, but was 1.0",
                run(x -> RandomMasks.dropout(1, new SplittableRandom(1), x[0]))),
        unary("Elementwise.zeroOrNaN" + ONE, Elementwise::zeroOrNaN),
        unary("Elementwise.hardTanh" + ONE, Elementwise::hardTanh),
        unary("Elementwise.abs" + ONE, Elementwise::abs),
        unary("Elementwise.sign" + ONE, Elementwise::sign),
        unary("Elementwise.exp" + ONE, Elementwise::exp),
        unary("Elementwise.sqrt" + ONE, Elementwise::sqrt),
        unary("Elementwise.erfc" + ONE, Elementwise::erfc),
        unary("Elementwise.log" + ONE, Elementwise::log),
        row(
            "Elementwise.fill(INDArray, double)",
            run(x -> Elementwise.fill(x[0], 2)),
            out("output", 2, 3).anyShape()));
  }

  private static Signature binary(String name, TwoInputs call) {
    return row(
        "Elementwise." + name + TWO,
        run(x -> call.run(x[0], x[1], x[2])),
        in("a", 2, 3),
        in("b", 2, 3),
        out("output", 2, 3).mayBe("a", "b"));
  }

  private static Signature unary(String method, OneInput call) {
    return row(
        method, run(x -> call.run(x[0], x[1])), in("x", 2, 3), out("output", 2, 3).mayBe("x"));
  }

  private static List<Signature> rowwise() {
    return List.of(
        withVector("addRow", Rowwise::addRow, in("row", 3)),
        withVector("multiplyRow", Rowwise::multiplyRow, in("row", 3)),
        withVector("subtractRow", Rowwise::subtractRow, in("row", 3)),
        withVector("subtractColumn", Rowwise::subtractColumn, in("column", 2)),
        withVector("multiplyColumn", Rowwise::multiplyColumn, in("column", 2)));
  }

  private static Signature withVector(String name, TwoInputs call, Operand vector) {
    return row(
        "Rowwise." + name + TWO,
        run(x -> call.run(x[0], x[1], x[2])),
        in("x", 2, 3),
        vector,
        out("output", 2, 3).mayBe("x"));
  }

  private static List<Signature> reductions() {
    Operand columns = in("x", 2, 3).or(1, 2, 3).or(3, 3).or(1, 3).or(3);
    Operand rows = in("x", 2, 3).or(1, 2, 3).or(2, 4).or(2, 2);
    Operand examples = in("x", 2, 3).or(2, 4).or(2, 2);
    return List.of(
        reduction("addColumnSums", Reductions::addColumnSums, columns, out("output", 3)),
        reduction("rowSums", Reductions::rowSums, rows, out("output", 2)),
        reduction("exampleSums", Reductions::exampleSums, examples, out("output", 2)),
        reduction("rowMaxima", Reductions::rowMaxima, rows, out("output", 2)),
        function("sum", Reductions::sum),
        function("norm", Reductions::norm),
        function("isFinite", Reductions::isFinite),
        function("min", Reductions::min),
        function("max", Reductions::max),
        function("maxAbs", Reductions::maxAbs));
  }

  private static Signature reduction(String name, OneInput call, Operand... operands) {
    return row("Reductions." + name + ONE, run(x -> call.run(x[0], x[1])), operands);
  }

  private static Signature function(String name, Function call) {
    return row("Reductions." + name + "(INDArray)", x -> call.run(x[0]), in("x", 2, 3).anyShape());
  }

  private static List<Signature> activations() {
    return List.of(
        unary("Activations.tanh" + ONE, Activations::tanh),
        unary("Activations.sigmoid" + ONE, Activations::sigmoid),
        unary("Activations.relu" + ONE, Activations::relu),
        unary("Activations.softsign" + ONE, Activations::softsign),
        unary("Activations.leakyRelu" + SCALAR_AFTER, (x, z) -> Activations.leakyRelu(x, 0.1, z))
            .wrong(
                "slope must be between 0 and 1, but was -0.1",
                run(x -> Activations.leakyRelu(x[0], -0.1, x[1]))),
        unary("Activations.elu" + SCALAR_AFTER, (x, z) -> Activations.elu(x, 0.5, z)),
        delta("Activations.tanhDelta" + TWO, "output", Activations::tanhDelta),
        delta("Activations.sigmoidDelta" + TWO, "output", Activations::sigmoidDelta),
        delta("Activations.reluDelta" + TWO, "output", Activations::reluDelta),
        delta("Activations.hardTanhDelta" + TWO, "output", Activations::hardTanhDelta),
        delta("Activations.softsignDelta" + TWO, "x", Activations::softsignDelta),
        delta(
                "Activations.leakyReluDelta(INDArray, double, INDArray, INDArray)",
                "x",
                (x, d, z) -> Activations.leakyReluDelta(x, 0.1, d, z))
            .wrong(
                "slope must be between 0 and 1, but was NaN",
                run(x -> Activations.leakyReluDelta(x[0], Double.NaN, x[1], x[2]))),
        delta(
            "Activations.eluDelta(INDArray, double, INDArray, INDArray)",
            "output",
            (x, d, z) -> Activations.eluDelta(x, 0.5, d, z)));
  }

  private static Signature delta(String method, String first, TwoInputs call) {
    return row(
        method,
        run(x -> call.run(x[0], x[1], x[2])),
        in(first, 2, 3),
        in("delta", 2, 3),
        out("result", 2, 3));
  }

  private static List<Signature> smoothActivations() {
    return List.of(
        unary("SmoothActivations.gelu" + ONE, SmoothActivations::gelu),
        unary("SmoothActivations.silu" + ONE, SmoothActivations::silu),
        unary("SmoothActivations.softplus" + ONE, SmoothActivations::softplus),
        unary("SmoothActivations.log1pExpMinusAbs" + ONE, SmoothActivations::log1pExpMinusAbs),
        delta("SmoothActivations.geluDelta" + TWO, "x", SmoothActivations::geluDelta),
        delta("SmoothActivations.siluDelta" + TWO, "x", SmoothActivations::siluDelta),
        delta("SmoothActivations.softplusDelta" + TWO, "x", SmoothActivations::softplusDelta));
  }

  private static List<Signature> softmaxes() {
    return List.of(
        unary("Softmaxes.softmax" + ONE, Softmaxes::softmax),
        unary("Softmaxes.logSoftmax" + ONE, Softmaxes::logSoftmax),
        delta("Softmaxes.softmaxDelta" + TWO, "softmax", Softmaxes::softmaxDelta),
        delta("Softmaxes.logSoftmaxDelta" + TWO, "logSoftmax", Softmaxes::logSoftmaxDelta));
  }

  private static List<Signature> slices() {
    return List.of(
        row(
            "Slices.copy" + ONE,
            run(x -> Slices.copy(x[0], x[1])),
            in("x", 2, 3).anyType(),
            out("output", 2, 3).anyType().strided(true).mayBe("x")),
        row(
            "Slices.copyElements" + ONE,
            run(x -> Slices.copyElements(x[0], x[1])),
            in("x", 2, 3).anyType().or(1, 2, 3),
            out("output", 3, 2).anyType().or(1, 3, 2)),
        copyStrided(),
        copyPermuted(),
        copyToSlice(),
        copySlice(),
        copyIndex(),
        copyToIndex(),
        slice());
  }

  private static Signature copyStrided() {
    String method = "Slices.copyStrided(INDArray, long[], INDArray)";
    return row(
            method,
            run(x -> Slices.copyStrided(x[0], new long[] {1, 2}, x[1])),
            in("x", 2, 3).anyType().or(3, 3).or(2, 4).or(2, 2).or(1, 2, 3),
            out("output", 2, 2).anyType().or(3, 2).or(2, 3).or(1, 2).or(2, 1))
        .wrong("strides is null", x -> strided(x))
        .wrong(
            "strides must stay within x [2, 3] for output [2, 2], but were [1]", x -> strided(x, 1))
        .wrong(
            "strides must stay within x [2, 3] for output [2, 2], but were [1, -1]",
            x -> strided(x, 1, -1))
        .wrong(
            "strides must stay within x [2, 3] for output [2, 2], but were [3, 3]",
            x -> strided(x, 3, 3))
        .wrong(
            "strides must stay within x [2, 3] for output [2, 2], but were"
                + " [9223372036854775807, 9223372036854775807]",
            x -> strided(x, Long.MAX_VALUE, Long.MAX_VALUE));
  }

  private static Object strided(INDArray[] x, long... strides) {
    Slices.copyStrided(x[0], strides.length == 0 ? null : strides, x[1]);
    return x;
  }

  private static Signature copyPermuted() {
    String expected = "order must have each of the 2 axes of x once, but was ";
    return row(
            "Slices.copyPermuted(INDArray, long[], INDArray)",
            run(x -> Slices.copyPermuted(x[0], new long[] {1, 0}, x[1])),
            in("x", 2, 3).anyType(),
            out("output", 3, 2).anyType().strided(true))
        .wrong("order is null", run(x -> Slices.copyPermuted(x[0], null, x[1])))
        .wrong(expected + "[1]", run(x -> Slices.copyPermuted(x[0], new long[] {1}, x[1])))
        .wrong(expected + "[1, 1]", run(x -> Slices.copyPermuted(x[0], new long[] {1, 1}, x[1])))
        .wrong(expected + "[0, 2]", run(x -> Slices.copyPermuted(x[0], new long[] {0, 2}, x[1])))
        .wrong(expected + "[-1, 0]", run(x -> Slices.copyPermuted(x[0], new long[] {-1, 0}, x[1])));
  }

  private static Signature copyToSlice() {
    String axis = "axis must be one of the 2 of output, from 0, but was ";
    String slice = "the slice must be within the 4 of axis 1 of output, but was ";
    return row(
            "Slices.copyToSlice(INDArray, int, long, INDArray)",
            run(x -> Slices.copyToSlice(x[0], 1, 1, x[1])),
            in("x", 2, 3).anyType().or(2, 2),
            out("output", 2, 4).anyType().strided(true).or(2, 5))
        .wrong(axis + "2", run(x -> Slices.copyToSlice(x[0], 2, 1, x[1])))
        .wrong(axis + "-1", run(x -> Slices.copyToSlice(x[0], -1, 1, x[1])))
        .wrong(slice + "3 to 6", run(x -> Slices.copyToSlice(x[0], 1, 3, x[1])))
        .wrong(slice + "-1 to 2", run(x -> Slices.copyToSlice(x[0], 1, -1, x[1])))
        .wrong(
            slice + "9223372036854775807 to -9223372036854775806",
            run(x -> Slices.copyToSlice(x[0], 1, Long.MAX_VALUE, x[1])));
  }

  private static Signature copySlice() {
    String axis = "axis must be one of the 2 of x, from 0, but was ";
    String slice = "the slice must be within the 4 of axis 1 of x, but was ";
    return row(
            "Slices.copySlice(INDArray, int, long, INDArray)",
            run(x -> Slices.copySlice(x[0], 1, 1, x[1])),
            in("x", 2, 4).anyType().or(2, 5),
            out("output", 2, 3).anyType().strided(true).or(2, 2))
        .wrong(axis + "2", run(x -> Slices.copySlice(x[0], 2, 1, x[1])))
        .wrong(axis + "-1", run(x -> Slices.copySlice(x[0], -1, 1, x[1])))
        .wrong(slice + "3 to 6", run(x -> Slices.copySlice(x[0], 1, 3, x[1])))
        .wrong(slice + "-1 to 2", run(x -> Slices.copySlice(x[0], 1, -1, x[1])));
  }

  private static Signature copyIndex() {
    String slice = "the slice must be within the 4 of axis 1 of x, but was ";
    return row(
            "Slices.copyIndex(INDArray, int, long, INDArray)",
            run(x -> Slices.copyIndex(x[0], 1, 1, x[1])),
            in("x", 2, 4).anyType().or(2, 5).or(2, 3),
            out("output", 2).anyType())
        .wrong(
            "axis must be one of the 2 of x, from 0, but was 2",
            run(x -> Slices.copyIndex(x[0], 2, 1, x[1])))
        .wrong(slice + "4 to 5", run(x -> Slices.copyIndex(x[0], 1, 4, x[1])))
        .wrong(slice + "-1 to 0", run(x -> Slices.copyIndex(x[0], 1, -1, x[1])));
  }

  private static Signature copyToIndex() {
    String slice = "the slice must be within the 4 of axis 1 of output, but was ";
    return row(
            "Slices.copyToIndex(INDArray, int, long, INDArray)",
            run(x -> Slices.copyToIndex(x[0], 1, 0, x[1])),
            in("x", 2).anyType(),
            out("output", 2, 4).anyType().strided(true).or(2, 5).or(2, 3))
        .wrong(
            "axis must be one of the 2 of output, from 0, but was 2",
            run(x -> Slices.copyToIndex(x[0], 2, 1, x[1])))
        .wrong(slice + "4 to 5", run(x -> Slices.copyToIndex(x[0], 1, 4, x[1])))
        .wrong(slice + "-1 to 0", run(x -> Slices.copyToIndex(x[0], 1, -1, x[1])));
  }

  private static Signature slice() {
    String slice = "the slice must be within the 3 of axis 1 of array, but was ";
    return row(
            "Slices.slice(INDArray, int, long, long)",
            x -> Slices.slice(x[0], 0, 0, 1),
            in("array", 2, 3).anyType().or(3, 3).or(1, 3).or(2, 4).or(2, 2).or(1, 2, 3).or(3))
        .wrong(slice + "1 to 4", x -> Slices.slice(x[0], 1, 1, 4))
        .wrong(slice + "-1 to 2", x -> Slices.slice(x[0], 1, -1, 2))
        .wrong(
            "end must be greater than start, but was 1 with start 1",
            x -> Slices.slice(x[0], 1, 1, 1))
        .wrong(
            "axis must be one of the 2 of array, from 0, but was 2",
            x -> Slices.slice(x[0], 2, 0, 1));
  }

  private static List<Signature> gathers() {
    return List.of(gatherRows(), oneHot(), putPerRow(), pickPerRow(), clearRows(), addToRows());
  }

  private static Signature gatherRows() {
    String rows = "rows[1] must be 0 to 3, but was ";
    return row(
            "Gathers.gatherRows(INDArray, int[], INDArray)",
            run(x -> Gathers.gatherRows(x[0], new int[] {0, 2}, x[1])),
            in("source", 4, 3).anyType().or(5, 3).or(3, 3),
            out("output", 2, 3).anyType())
        .wrong(rows + "4", run(x -> Gathers.gatherRows(x[0], new int[] {0, 4}, x[1])))
        .wrong(rows + "-1", run(x -> Gathers.gatherRows(x[0], new int[] {0, -1}, x[1])))
        .wrong("rows is null", run(x -> Gathers.gatherRows(x[0], null, x[1])))
        .wrong("rows is empty", run(x -> Gathers.gatherRows(x[0], new int[0], x[1])))
        .wrong(
            "output must be FLOAT [3, 3], but was FLOAT [2, 3]",
            run(x -> Gathers.gatherRows(x[0], new int[3], x[1])));
  }

  private static Signature oneHot() {
    return row(
            "Gathers.oneHot(int[], INDArray)",
            run(x -> Gathers.oneHot(new int[] {1, -1}, x[0])),
            out("output", 2, 3).or(2, 4).or(2, 2))
        .wrong("classes is null", run(x -> Gathers.oneHot(null, x[0])))
        .wrong(
            "classes[0] must be less than 3, but was 3",
            run(x -> Gathers.oneHot(new int[] {3, 0}, x[0])))
        .wrong(
            "output must be FLOAT [3, *], but was FLOAT [2, 3]",
            run(x -> Gathers.oneHot(new int[3], x[0])));
  }

  private static Signature putPerRow() {
    return row(
            "Gathers.putPerRow(double, int[], INDArray)",
            run(x -> Gathers.putPerRow(2, new int[] {1, -1}, x[0])),
            out("output", 2, 3).or(2, 4).or(2, 2))
        .wrong("columns is null", run(x -> Gathers.putPerRow(2, null, x[0])))
        .wrong(
            "columns[1] must be less than 3, but was 3",
            run(x -> Gathers.putPerRow(2, new int[] {0, 3}, x[0])))
        .wrong(
            "output must be FLOAT [1, *], but was FLOAT [2, 3]",
            run(x -> Gathers.putPerRow(2, new int[1], x[0])));
  }

  private static Signature pickPerRow() {
    String columns = "columns[1] must be -1 to 2, but was ";
    return row(
            "Gathers.pickPerRow(INDArray, int[], INDArray)",
            run(x -> Gathers.pickPerRow(x[0], new int[] {1, -1}, x[1])),
            in("x", 2, 3).or(2, 4).or(2, 2),
            out("output", 2))
        .wrong("columns is null", run(x -> Gathers.pickPerRow(x[0], null, x[1])))
        .wrong(columns + "3", run(x -> Gathers.pickPerRow(x[0], new int[] {0, 3}, x[1])))
        .wrong(columns + "-2", run(x -> Gathers.pickPerRow(x[0], new int[] {0, -2}, x[1])))
        .wrong(
            "x must be FLOAT [1, *], but was FLOAT [2, 3]",
            run(x -> Gathers.pickPerRow(x[0], new int[1], x[1])));
  }

  private static Signature clearRows() {
    return row(
            "Gathers.clearRows(int[], INDArray)",
            run(x -> Gathers.clearRows(new int[] {1}, x[0])),
            out("output", 2, 3).or(3, 3).or(2, 4).or(2, 2).or(3))
        .wrong("rows is null", run(x -> Gathers.clearRows(null, x[0])))
        .wrong(
            "rows[0] must be 0 to 1, but was 2", run(x -> Gathers.clearRows(new int[] {2}, x[0])))
        .wrong(
            "rows[0] must be 0 to 1, but was -1",
            run(x -> Gathers.clearRows(new int[] {-1}, x[0])));
  }

  private static Signature addToRows() {
    String rows = "rows[0] must be 0 to 3, but was ";
    return row(
            "Gathers.addToRows(INDArray, int[], INDArray)",
            run(x -> Gathers.addToRows(x[0], new int[] {2, 2}, x[1])),
            in("x", 2, 3),
            out("output", 4, 3).or(5, 3).or(3, 3))
        .wrong("rows is null", run(x -> Gathers.addToRows(x[0], null, x[1])))
        .wrong("rows is empty", run(x -> Gathers.addToRows(x[0], new int[0], x[1])))
        .wrong(rows + "4", run(x -> Gathers.addToRows(x[0], new int[] {4, 0}, x[1])))
        .wrong(rows + "-1", run(x -> Gathers.addToRows(x[0], new int[] {-1, 0}, x[1])))
        .wrong(
            "x must be FLOAT [1, 3], but was FLOAT [2, 3]",
            run(x -> Gathers.addToRows(x[0], new int[1], x[1])));
  }

  private static List<Signature> creation() {
    String negative = "shape must have no negative size and at most 2^63 - 1 elements, but was ";
    return List.of(
        row("NDArrays.of(float[], long[])", x -> NDArrays.of(new float[6], 2, 3))
            .wrong("values is null", x -> NDArrays.of((float[]) null, 2))
            .wrong("shape is null", x -> NDArrays.of(new float[1], (long[]) null))
            .wrong(
                "values must be 4 to fill [2, 2], but were 3", x -> NDArrays.of(new float[3], 2, 2))
            .wrong(negative + "[-2, -2]", x -> NDArrays.of(new float[4], -2, -2)),
        row("NDArrays.of(double[], long[])", x -> NDArrays.of(new double[6], 2, 3))
            .wrong("values is null", x -> NDArrays.of((double[]) null, 2))
            .wrong("shape is null", x -> NDArrays.of(new double[1], (long[]) null))
            .wrong(
                "values must be 4 to fill [2, 2], but were 5",
                x -> NDArrays.of(new double[5], 2, 2))
            .wrong(negative + "[-2, -2]", x -> NDArrays.of(new double[4], -2, -2)),
        row("NDArrays.zeros(DataType, long[])", x -> NDArrays.zeros(DataType.FLOAT, 2, 3))
            .wrong("type is null", x -> NDArrays.zeros(null, 2))
            .wrong("shape is null", x -> NDArrays.zeros(DataType.FLOAT, (long[]) null))
            .wrong(negative + "[-1]", x -> NDArrays.zeros(DataType.FLOAT, -1))
            .wrong(
                negative + "[4294967296, 4294967296]",
                x -> NDArrays.zeros(DataType.FLOAT, 1L << 32, 1L << 32)),
        row("NDArrays.filled(double, long[])", x -> NDArrays.filled(2, 2, 3))
            .wrong("shape is null", x -> NDArrays.filled(2, (long[]) null))
            .wrong(negative + "[2, -1]", x -> NDArrays.filled(2, 2, -1)),
        row(
            "NDArrays.contiguous(INDArray)",
            x -> NDArrays.contiguous(x[0]),
            in("array", 2, 3).anyType().anyShape()),
        row(
                "NDArrays.reshaped(INDArray, long[])",
                x -> NDArrays.reshaped(x[0], 3, 2),
                in("array", 2, 3).anyType().or(1, 2, 3))
            .wrong("shape is null", x -> NDArrays.reshaped(x[0], (long[]) null))
            .wrong(
                "shape must have the 6 elements of array, but was [4, 2]",
                x -> NDArrays.reshaped(x[0], 4, 2))
            .wrong(negative + "[-3, -2]", x -> NDArrays.reshaped(x[0], -3, -2)),
        row(
                "NDArrays.asMatrix(INDArray, long)",
                x -> NDArrays.asMatrix(x[0], 1),
                in("array", 2, 3).anyType().anyShape().strided(false))
            .wrong(
                "columns must divide the 6 elements of array, but was 4",
                x -> NDArrays.asMatrix(x[0], 4))
            .wrong(
                "columns must divide the 6 elements of array, but was 0",
                x -> NDArrays.asMatrix(x[0], 0))
            .wrong(
                "columns must divide the 6 elements of array, but was -3",
                x -> NDArrays.asMatrix(x[0], -3)));
  }

  private static List<Signature> values() {
    String length = "values must be 6 to fill [2, 3], but were ";
    return List.of(
        row(
                "NDArrays.setValues(double[], INDArray)",
                run(x -> NDArrays.setValues(new double[6], x[0])),
                out("output", 2, 3).or(1, 2, 3))
            .wrong("values is null", run(x -> NDArrays.setValues((double[]) null, x[0])))
            .wrong(length + "7", run(x -> NDArrays.setValues(new double[7], x[0]))),
        row(
                "NDArrays.setValues(float[], INDArray)",
                run(x -> NDArrays.setValues(new float[6], x[0])),
                out("output", 2, 3).or(1, 2, 3))
            .wrong("values is null", run(x -> NDArrays.setValues((float[]) null, x[0])))
            .wrong(length + "5", run(x -> NDArrays.setValues(new float[5], x[0]))),
        row(
                "NDArrays.readValues(INDArray, double[])",
                run(x -> NDArrays.readValues(x[0], new double[6])),
                in("x", 2, 3).anyType().or(1, 2, 3))
            .wrong("values is null", run(x -> NDArrays.readValues(x[0], null)))
            .wrong(length + "5", run(x -> NDArrays.readValues(x[0], new double[5]))));
  }

  private static List<Signature> losses() {
    return List.of(
        loss("squaredError", (y, x, d) -> LossPasses.squaredError(y, x, 1, d)),
        loss("binaryCrossEntropy", (y, x, d) -> LossPasses.binaryCrossEntropy(y, x, 1, d)),
        crossEntropy());
  }

  private static Signature crossEntropy() {
    String classes = "classes[1] must be -1 to 2, but was ";
    return row(
            "LossPasses.crossEntropy(int[], INDArray, double, INDArray)",
            run(x -> LossPasses.crossEntropy(new int[] {1, -1}, x[0], 1, x[1])),
            in("prediction", 2, 3),
            out("delta", 2, 3))
        .wrong("classes is null", run(x -> LossPasses.crossEntropy(null, x[0], 1, x[1])))
        .wrong(classes + "3", run(x -> LossPasses.crossEntropy(new int[] {0, 3}, x[0], 1, x[1])))
        .wrong(classes + "-2", run(x -> LossPasses.crossEntropy(new int[] {0, -2}, x[0], 1, x[1])))
        .wrong(
            "prediction must be FLOAT [1, *], but was FLOAT [2, 3]",
            run(x -> LossPasses.crossEntropy(new int[1], x[0], 1, x[1])));
  }

  private static Signature loss(String name, TwoInputs call) {
    return row(
        "LossPasses." + name + "(INDArray, INDArray, double, INDArray)",
        run(x -> call.run(x[0], x[1], x[2])),
        in("target", 2, 3),
        in("prediction", 2, 3),
        out("delta", 2, 3));
  }

  private static List<Signature> updates() {
    String one = "(INDArray, INDArray, INDArray, double, double";
    String two = "(INDArray, INDArray, INDArray, INDArray, double, ";
    return List.of(
        update(
            "momentum" + one + ", double)",
            run(x -> Updates.momentum(x[0], x[1], x[2], 0.1, 0.9, 1)),
            "velocity"),
        update(
            "nesterov" + one + ")",
            run(x -> Updates.nesterov(x[0], x[1], x[2], 0.1, 0.9)),
            "velocity"),
        update(
            "adagrad" + one + ")",
            run(x -> Updates.adagrad(x[0], x[1], x[2], 0.1, 1e-8)),
            "squares"),
        update(
            "rmsProp" + one + ", double)",
            run(x -> Updates.rmsProp(x[0], x[1], x[2], 0.1, 0.9, 1e-8)),
            "squares"),
        update(
            "adadelta" + two + "double, double)",
            run(x -> Updates.adadelta(x[0], x[1], x[2], x[3], 0.1, 0.9, 1e-8)),
            "squares",
            "updates"),
        update(
            "lion" + one + ", double)",
            run(x -> Updates.lion(x[0], x[1], x[2], 0.1, 0.9, 0.99)),
            "mean"));
  }

  private static List<Signature> adamUpdates() {
    String means = "(INDArray, INDArray, INDArray, INDArray, double, ";
    AdamUpdates.Constants c = new AdamUpdates.Constants(0.9, 0.999, 1e-8);
    return List.of(
        adamUpdate(
            "adam" + means + "double, Constants, double)",
            run(x -> AdamUpdates.adam(x[0], x[1], x[2], x[3], 0.1, 0, c, 1)),
            run(x -> AdamUpdates.adam(x[0], x[1], x[2], x[3], 0.1, 0, null, 1)),
            run(x -> AdamUpdates.adam(x[0], x[1], x[2], x[3], 0.1, 0, c, 0))),
        adamUpdate(
            "radam" + means + "Constants, double)",
            run(x -> AdamUpdates.radam(x[0], x[1], x[2], x[3], 0.1, c, 1)),
            run(x -> AdamUpdates.radam(x[0], x[1], x[2], x[3], 0.1, null, 1)),
            run(x -> AdamUpdates.radam(x[0], x[1], x[2], x[3], 0.1, c, 0))),
        adamUpdate(
            "nadam" + means + "double, Constants, double)",
            run(x -> AdamUpdates.nadam(x[0], x[1], x[2], x[3], 0.1, 0.1, c, 1)),
            run(x -> AdamUpdates.nadam(x[0], x[1], x[2], x[3], 0.1, 0.1, null, 1)),
            run(x -> AdamUpdates.nadam(x[0], x[1], x[2], x[3], 0.1, 0.1, c, 0))));
  }

  private static Signature adamUpdate(
      String method, Signature.Call call, Signature.Call withoutConstants, Signature.Call atZero) {
    return update("AdamUpdates.", method, call, "mean", "squares")
        .wrong("constants is null", withoutConstants)
        .wrong("iteration must be above 0, but was 0.0", atZero);
  }

  private static Signature update(String method, Signature.Call call, String... states) {
    return update("Updates.", method, call, states);
  }

  private static Signature update(
      String owner, String method, Signature.Call call, String... states) {
    Operand[] operands = new Operand[2 + states.length];
    operands[0] = out("values", 2, 3);
    operands[1] = in("gradients", 2, 3);
    for (int i = 0; i < states.length; i++) {
      operands[2 + i] = out(states[i], 2, 3);
    }
    return row(owner + method, call, operands)
        .says(owner + method.substring(0, method.indexOf('(')));
  }

  private static List<Signature> convolutions() {
    Convolution convolution = new Convolution(Window.of(2, 3));
    Operand x = in("x", 2, 5, 6, 3);
    Operand weight = in("weight", 2, 3, 3, 4);
    Operand delta = in("delta", 2, 4, 4, 4);
    Operand xDelta = out("xDelta", 2, 5, 6, 3);
    Operand gradient = out("weightGradient", 2, 3, 3, 4);
    String four = "(INDArray, INDArray, INDArray, INDArray)";
    return List.of(
        row(
                "Convolution.forward" + four,
                run(a -> convolution.forward(a[0], a[1], a[2], a[3])),
                x,
                weight,
                in("bias", 4).optional(),
                out("output", 2, 4, 4, 4))
            .says("convolution")
            .wrong("window is null", a -> new Convolution(null))
            .wrong("groups must be at least 1, but was 0", a -> new Convolution(Window.of(1), 0))
            .wrong(
                "x must have a multiple of 2 channels, but was [2, 5, 6, 3]",
                run(a -> new Convolution(Window.of(2, 3), 2).forward(a[0], a[1], a[2], a[3])))
            .wrong(
                "weight must be FLOAT [2, 3, 1, *], but was FLOAT [2, 3, 3, 4]",
                run(a -> new Convolution(Window.of(2, 3), 3).forward(a[0], a[1], a[2], a[3])))
            .wrong(
                "weight must have a multiple of 3 channels, but was [2, 3, 1, 4]",
                run(
                    a ->
                        new Convolution(Window.of(2, 3), 3)
                            .forward(a[0], Signature.array(2, 3, 1, 4), a[2], a[3]))),
        row(
                "Convolution.backwardDelta" + four,
                run(a -> convolution.backwardDelta(a[0], a[1], a[2], a[3])),
                x,
                weight,
                delta,
                xDelta)
            .says("convolution"),
        row(
                "Convolution.backwardDelta" + TWO,
                run(a -> convolution.backwardDelta(a[0], a[1], a[2])),
                weight,
                delta,
                xDelta)
            .says("convolution"),
        row(
                "Convolution.addGradient" + four,
                run(a -> convolution.addGradient(a[0], a[1], a[2], a[3])),
                x,
                weight,
                delta,
                gradient)
            .says("convolution"),
        row(
                "Convolution.addBoth(INDArray, INDArray, INDArray, INDArray, INDArray)",
                run(a -> convolution.addBoth(a[0], a[1], a[2], a[3], a[4])),
                x,
                weight,
                delta,
                xDelta,
                gradient)
            .says("convolution"));
  }

  private static List<Signature> poolings() {
    Pooling maximum = Pooling.maximum(Window.of(2, 3));
    Operand x = in("x", 2, 5, 6, 3);
    return List.of(
        row("Pooling.maximum(Window)", a -> Pooling.maximum(Window.of(2)))
            .says("pooling")
            .wrong("window is null", a -> Pooling.maximum(null))
            .wrong(
                "window must have less padding than its kernel, but was 2, stride 1, padding 2",
                a -> Pooling.maximum(Window.of(2).padding(2))),
        row("Pooling.mean(Window)", a -> Pooling.mean(Window.of(2)))
            .says("pooling")
            .wrong("window is null", a -> Pooling.mean(null))
            .wrong(
                "window must have no dilation, but was 2, stride 1, dilation 2",
                a -> Pooling.mean(Window.of(2).dilation(2))),
        row(
                "Pooling.forward" + ONE,
                run(a -> maximum.forward(a[0], a[1])),
                x,
                out("output", 2, 4, 4, 3))
            .says("pooling"),
        row(
                "Pooling.backward" + TWO,
                run(a -> maximum.backward(a[0], a[1], a[2])),
                x,
                in("delta", 2, 4, 4, 3),
                out("xDelta", 2, 5, 6, 3))
            .says("pooling"));
  }

  /** Two sequences of three positions, with two heads of four features each. */
  private static List<Signature> attention() {
    boolean[] wrong = new boolean[5];
    String message = "padding must have 6 elements, one per position and sequence, but had 5";
    Operand projected = in("projected", 2, 3, 24);
    return List.of(
        steps(
                "Attention.forward(INDArray, boolean, boolean[], INDArray, INDArray)",
                x -> Attention.forward(x[0], true, null, x[1], x[2]),
                projected,
                out("weights", 2, 2, 3, 3).or(2, 1, 3, 3),
                out("output", 2, 3, 8))
            .wrong(message, run(x -> Attention.forward(x[0], true, wrong, x[1], x[2]))),
        steps(
            "Attention.backward(INDArray, INDArray, INDArray, INDArray)",
            x -> Attention.backward(x[0], x[1], x[2], x[3]),
            projected,
            in("weights", 2, 2, 3, 3).or(2, 1, 3, 3),
            in("delta", 2, 3, 8),
            out("projectedDelta", 2, 3, 24)));
  }

  /** Three steps of two sequences, with two hidden elements. */
  private static List<Signature> recurrences() {
    boolean[] wrong = new boolean[5];
    String message = "padding must have 6 elements, one per step and sequence, but had 5";
    Operand states = out("states", 4, 2, 2);
    Operand delta = in("delta", 3, 2, 2).optional();
    Operand stateDelta = out("stateDelta", 2, 2);
    Operand lstmWeight = in("recurrentWeight", 2, 8);
    Operand gruWeight = in("recurrentWeight", 2, 6);
    return List.of(
        steps(
                "RnnSteps.forward(INDArray, INDArray, boolean[], INDArray)",
                x -> RnnSteps.forward(x[0], x[1], null, x[2]),
                out("gates", 3, 2, 2),
                in("recurrentWeight", 2, 2),
                states)
            .wrong(message, run(x -> RnnSteps.forward(x[0], x[1], wrong, x[2]))),
        steps(
                "RnnSteps.backward(INDArray, INDArray, boolean[], INDArray, INDArray, INDArray)",
                x -> RnnSteps.backward(x[0], x[1], null, x[2], x[3], x[4]),
                in("states", 4, 2, 2),
                in("recurrentWeight", 2, 2),
                delta,
                out("gateDelta", 3, 2, 2),
                stateDelta)
            .wrong(message, run(x -> RnnSteps.backward(x[0], x[1], wrong, x[2], x[3], x[4]))),
        steps(
                "LstmSteps.forward(INDArray, INDArray, boolean[], INDArray, INDArray)",
                x -> LstmSteps.forward(x[0], x[1], null, x[2], x[3]),
                out("gates", 3, 2, 8),
                lstmWeight,
                states,
                out("cells", 4, 2, 2))
            .wrong(message, run(x -> LstmSteps.forward(x[0], x[1], wrong, x[2], x[3]))),
        steps(
            "LstmSteps.backward(INDArray, INDArray, boolean[], INDArray, INDArray, INDArray,"
                + " INDArray, INDArray)",
            x -> LstmSteps.backward(x[0], x[1], null, x[2], x[3], x[4], x[5], x[6]),
            in("gates", 3, 2, 8),
            lstmWeight,
            in("cells", 4, 2, 2),
            delta,
            out("gateDelta", 3, 2, 8),
            stateDelta,
            out("cellDelta", 2, 2)),
        steps(
            "GruSteps.forward(INDArray, INDArray, INDArray, boolean[], INDArray, INDArray)",
            x -> GruSteps.forward(x[0], x[1], x[2], null, x[3], x[4]),
            out("gates", 3, 2, 6),
            gruWeight,
            in("recurrentBias", 6),
            out("products", 3, 2, 6),
            states),
        steps(
            "GruSteps.backward(INDArray, INDArray, boolean[], INDArray, INDArray, INDArray,"
                + " INDArray, INDArray, INDArray)",
            x -> GruSteps.backward(x[0], x[1], null, x[2], x[3], x[4], x[5], x[6], x[7]),
            in("gates", 3, 2, 6),
            gruWeight,
            in("products", 3, 2, 6),
            in("states", 4, 2, 2),
            delta,
            out("gateDelta", 3, 2, 6),
            out("productDelta", 3, 2, 6),
            stateDelta));
  }

  private static Signature steps(String method, Body call, Operand... operands) {
    return row(method, run(call), operands).says(method.substring(0, method.indexOf('(')));
  }

  interface Body {
    void run(INDArray... operands);
  }

  private static Signature.Call run(Body body) {
    return operands -> {
      body.run(operands);
      return operands;
    };
  }
}
