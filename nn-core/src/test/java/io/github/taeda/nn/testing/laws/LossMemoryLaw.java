package io.github.taeda.nn.testing.laws;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.LossCase;
import io.github.taeda.nn.testing.Make;
import io.github.taeda.nn.testing.Threads;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A loss stores nothing, writes to nothing it is given, and returns new arrays. */
public interface LossMemoryLaw extends LossTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void targets_and_predictions_are_not_written_to(LossCase row) {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      INDArray target = row.target(type, 4, 1);
      INDArray prediction = row.prediction(type, 4, 1);
      use(row, new Make.View(target, target), new Make.View(prediction, prediction));
      use(row, Make.sliced(target), Make.sliced(prediction));
    }
  }

  private static void use(LossCase row, Make.View target, Make.View prediction) {
    INDArray targetBefore = target.whole().dup();
    INDArray predictionBefore = prediction.whole().dup();

    Results.of(row, target.part(), prediction.part());

    Compare.exact("target", target.whole(), targetBefore);
    Compare.exact("prediction", prediction.whole(), predictionBefore);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void results_are_new_memory(LossCase row) {
    Loss loss = row.loss(Reduction.MEAN);
    INDArray target = row.target(DataType.DOUBLE, 4, 1);
    INDArray prediction = row.prediction(DataType.DOUBLE, 4, 1);
    Results expected = Results.of(loss, target, prediction);
    INDArray costs = loss.forward(target, prediction);
    INDArray delta = loss.backward(target, prediction);

    Results.of(loss, row.target(DataType.DOUBLE, 4, 2), row.prediction(DataType.DOUBLE, 4, 2));
    Compare.exact("costs after later calls", costs, expected.costs());
    Compare.exact("delta after later calls", delta, expected.delta());
    costs.assign(7);
    delta.assign(7);
    Results.of(loss, target, prediction).requireExact("after writing to results", expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void eight_threads_get_the_bits_of_one(LossCase row) throws Exception {
    Loss loss = row.loss(Reduction.MEAN);
    List<Results> expected = new ArrayList<>();
    for (int i = 0; i < Threads.COUNT; i++) {
      expected.add(
          Results.of(
              loss,
              row.target(DataType.FLOAT, 1 + i, i),
              row.prediction(DataType.FLOAT, 1 + i, i)));
    }
    Threads.run(
        thread -> {
          INDArray target = row.target(DataType.FLOAT, 1 + thread, thread);
          INDArray prediction = row.prediction(DataType.FLOAT, 1 + thread, thread);
          for (int i = 0; i < 50; i++) {
            Results.of(loss, target, prediction)
                .requireExact("on thread " + thread, expected.get(thread));
          }
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void steps_change_no_number(LossCase row) {
    long[] sizes = {4, 4, 2, 4, 7, 7};
    Loss loss = row.loss(Reduction.MEAN);
    Scratch scratch = new Scratch();
    for (int i = 0; i < 24; i++) {
      DataType type = i % 8 == 5 ? DataType.FLOAT : DataType.DOUBLE;
      INDArray target = row.target(type, sizes[i % sizes.length], i);
      INDArray prediction = row.prediction(type, sizes[i % sizes.length], i);
      Results expected = Results.of(loss, target, prediction);

      Scratch.Step step = scratch.step();
      Results.of(loss, target, prediction)
          .requireClose("in step " + i, expected, type == DataType.FLOAT ? 2e-6 : ROUNDING);
      step.close();
    }
  }
}
