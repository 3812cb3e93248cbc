package io.github.taeda.nn.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.testing.LossCase;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a loss does not take is a {@link ShapeException} that names the loss and the array, null a
 * {@link NullPointerException} that does.
 */
public interface LossErrorLaw extends LossTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void predictions_that_are_no_arrays_of_numbers_are_refused(LossCase row) {
    INDArray target = row.target(DataType.DOUBLE, 4, 1);
    INDArray prediction = row.prediction(DataType.DOUBLE, 4, 1);
    long[] none = prediction.shape().clone();
    none[0] = 0;

    refuses(row, target, null, "prediction is null");
    refuses(row, target, closed(prediction), "prediction was closed, its memory is gone");
    refuses(
        row,
        target,
        Nd4j.create(DataType.DOUBLE, none),
        "prediction is empty, its shape is " + Shapes.text(none));
    for (DataType type : new DataType[] {DataType.BOOL, DataType.INT64, DataType.FLOAT16}) {
      refuses(
          row,
          target,
          Nd4j.create(type, prediction.shape()),
          "prediction must be FLOAT or DOUBLE, but was " + type);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void targets_that_are_no_arrays_are_refused(LossCase row) {
    INDArray target = row.target(DataType.DOUBLE, 4, 1);
    INDArray prediction = row.prediction(DataType.DOUBLE, 4, 1);
    long[] none = target.shape().clone();
    none[0] = 0;

    refuses(row, null, prediction, "target is null");
    refuses(row, closed(target), prediction, "target was closed, its memory is gone");
    refuses(
        row,
        Nd4j.create(target.dataType(), none),
        prediction,
        "target is empty, its shape is " + Shapes.text(none));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void targets_that_do_not_fit_the_prediction_are_refused(LossCase row) {
    row.refused().forEach(r -> refuses(row, r.target(), r.prediction(), r.message()));
    if (!row.targetIsLikePrediction()) {
      return;
    }
    INDArray target = row.target(DataType.DOUBLE, 4, 1);
    INDArray prediction = row.prediction(DataType.DOUBLE, 4, 1);
    long[] shape = target.shape();
    long[] larger = shape.clone();
    larger[shape.length - 1]++;
    long[] deeper = Arrays.copyOf(shape, shape.length + 1);
    deeper[shape.length] = 1;
    for (long[] wrong : new long[][] {larger, deeper}) {
      refuses(
          row,
          Nd4j.create(DataType.DOUBLE, wrong),
          prediction,
          "target must be " + row.targetShapes(shape) + ", but was " + Shapes.text(wrong));
    }
    refuses(row, target.castTo(DataType.FLOAT), prediction, "target must be DOUBLE, but was FLOAT");
  }

  private static void refuses(LossCase row, INDArray target, INDArray prediction, String message) {
    Loss loss = row.loss(Reduction.MEAN);
    String expected = row.text() + ": " + message;
    refuses(() -> loss.forward(target, prediction), expected);
    refuses(() -> loss.backward(target, prediction), expected);
    refuses(() -> loss.value(target, prediction), expected);
    refuses(() -> loss.evaluate(target, prediction), expected);
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThat(catchThrowable(call))
        .isExactlyInstanceOf(
            message.endsWith(" is null") ? NullPointerException.class : ShapeException.class)
        .hasMessage(message);
  }

  private static INDArray closed(INDArray array) {
    INDArray copy = array.dup();
    copy.close();
    return copy;
  }
}
