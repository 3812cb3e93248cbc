package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ScratchTest {
  private final Scratch scratch = new Scratch();

  @AfterEach
  void no_step_is_left_open() {
    assertThat(Scratch.stepNumber()).isZero();
  }

  @Test
  void the_kth_array_of_a_step_is_the_kth_of_the_step_before() {
    List<INDArray> first = arraysOfOneStep();
    List<INDArray> second = arraysOfOneStep();
    assertThat(new HashSet<>(identities(first))).hasSize(3);
    assertThat(identities(second)).isEqualTo(identities(first));
    assertThat(second.get(0).shape()).containsExactly(2, 3);
    assertThat(second.get(1).dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(second.get(2).shape()).containsExactly(2, 3);
  }

  private List<INDArray> arraysOfOneStep() {
    try (Scratch.Step step = scratch.step()) {
      return List.of(
          Scratch.array(DataType.FLOAT, 2, 3),
          Scratch.array(DataType.DOUBLE, 4),
          Scratch.array(DataType.FLOAT, 2, 3));
    }
  }

  @Test
  void another_kind_of_view_of_the_same_sizes_is_another_view() {
    INDArray x = NDArrays.of(new double[] {0, 1, 2, 3, 4, 5}, 1, 6);
    INDArray one = NDArrays.of(new double[] {-1}, 1, 1);
    try (Scratch.Step step = scratch.step()) {
      Slices.copyElements(x, Scratch.array(DataType.DOUBLE, 1, 2, 3));
    }
    try (Scratch.Step step = scratch.step()) {
      Slices.copySlice(x, 1, 2, one);
    }
    assertThat(one.getDouble(0)).isEqualTo(2);
  }

  @Test
  void a_slice_of_a_vector_is_the_same_view_while_the_vector_has_the_same_memory() {
    INDArray x = NDArrays.of(new double[] {0, 1, 2, 3, 4, 5}, 6);
    INDArray kept = sliceInStep(x, 2, 4);
    assertThat(sliceInStep(x, 2, 4)).isSameAs(kept);
    assertThat(sliceInStep(x, 2, 5).toDoubleVector()).containsExactly(2, 3, 4);
    assertThat(sliceInStep(x, 3, 6).toDoubleVector()).containsExactly(3, 4, 5);
    INDArray other = NDArrays.of(new double[] {6, 7, 8, 9, 10, 11}, 6);
    assertThat(sliceInStep(other, 3, 6).toDoubleVector()).containsExactly(9, 10, 11);
    other.setData(x.data());
    assertThat(sliceInStep(other, 3, 6).toDoubleVector()).containsExactly(3, 4, 5);
    INDArray second = x.get(NDArrayIndex.interval(0, 2, 6)); // every second element
    assertThat(sliceInStep(second, 1, 3).toDoubleVector()).containsExactly(2, 4);
    assertThat(sliceInStep(second, 1, 3).toDoubleVector()).containsExactly(2, 4);
  }

  private INDArray sliceInStep(INDArray vector, long start, long end) {
    try (Scratch.Step step = scratch.step()) {
      return Slices.slice(vector, 0, start, end);
    }
  }

  @Test
  void a_dilated_convolution_keeps_one_array_at_most_for_all_elements_of_its_window() {
    Convolution convolution = new Convolution(Window.of(3, 3).dilation(2));
    INDArray x = NDArrays.zeros(DataType.DOUBLE, 1, 5, 5, 2);
    INDArray weight = NDArrays.zeros(DataType.DOUBLE, 3, 3, 2, 2);
    INDArray output = NDArrays.zeros(DataType.DOUBLE, 1, 1, 1, 2);
    INDArray next;
    try (Scratch.Step step = scratch.step()) {
      convolution.forward(x, weight, null, output);
      next = Scratch.array(DataType.DOUBLE, 7);
    }
    try (Scratch.Step step = scratch.step()) {
      if (!Direct.isOn()) { // computing directly it needs none
        Scratch.array(DataType.DOUBLE, 1, 1, 1, 2);
      }
      assertThat(Scratch.array(DataType.DOUBLE, 7)).isSameAs(next);
    }
  }

  @Test
  void another_type_or_shape_replaces_the_array_of_its_place_only() {
    List<INDArray> first = arraysOfOneStep();
    INDArray changed;
    try (Scratch.Step step = scratch.step()) {
      assertThat(Scratch.array(DataType.DOUBLE, 2, 3)).isNotSameAs(first.get(0));
      changed = Scratch.array(DataType.DOUBLE, 2, 2);
      assertThat(changed).isNotSameAs(first.get(1));
      assertThat(Scratch.array(DataType.FLOAT, 2, 3)).isSameAs(first.get(2));
    }
    try (Scratch.Step step = scratch.step()) {
      assertThat(Scratch.array(DataType.FLOAT, 2, 3)).isNotSameAs(first.get(0));
      assertThat(Scratch.array(DataType.DOUBLE, 2, 2)).isSameAs(changed);
    }
  }

  @Test
  void a_shorter_step_leaves_the_arrays_of_later_places_for_the_next() {
    List<INDArray> first = arraysOfOneStep();
    try (Scratch.Step step = scratch.step()) {
      Scratch.array(DataType.FLOAT, 2, 3);
    }
    assertThat(identities(arraysOfOneStep())).isEqualTo(identities(first));
  }

  @Test
  void outside_any_step_every_array_is_new() {
    INDArray first = Scratch.array(DataType.FLOAT, 2, 3);
    assertThat(Scratch.array(DataType.FLOAT, 2, 3)).isNotSameAs(first);
    INDArray inside = arraysOfOneStep().get(0);
    assertThat(Scratch.array(DataType.FLOAT, 2, 3)).isNotSameAs(first).isNotSameAs(inside);
  }

  @Test
  void arrays_are_in_c_order_of_the_type_and_shape_asked_for() {
    INDArray array = Scratch.array(DataType.DOUBLE, 2, 3, 4);
    assertThat(array.dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(array.shape()).containsExactly(2, 3, 4);
    assertThat(array.ordering()).isEqualTo('c');
    assertThat(array.stride()).containsExactly(12, 4, 1);
    assertThat(Scratch.array(DataType.FLOAT).rank()).isZero();
  }

  @Test
  void contents_survive_until_the_next_step_begins() {
    INDArray array = arraysOfOneStep().get(0);
    Elementwise.fill(array, 7);
    Scratch other = new Scratch();
    try (Scratch.Step step = other.step()) {
      Elementwise.fill(Scratch.array(DataType.FLOAT, 2, 3), 1);
    }
    Elementwise.fill(Scratch.array(DataType.FLOAT, 2, 3), 2);
    assertThat(Numbers.of(array)).containsOnly(7);
    try (Scratch.Step step = scratch.step()) {
      assertThat(Numbers.of(array)).containsOnly(7);
      Elementwise.fill(Scratch.array(DataType.FLOAT, 2, 3), 3);
      assertThat(Numbers.of(array)).containsOnly(3);
    }
  }

  @Test
  void a_closed_array_is_not_handed_out_again() {
    INDArray first = arraysOfOneStep().get(0);
    first.close();
    INDArray second = arraysOfOneStep().get(0);
    assertThat(second).isNotSameAs(first);
    assertThat(second.wasClosed()).isFalse();
  }

  @Test
  void an_array_whose_axes_were_exchanged_in_place_is_not_handed_out_again() {
    INDArray square;
    try (Scratch.Step step = scratch.step()) {
      square = Scratch.array(DataType.FLOAT, 3, 3);
      square.permutei(1, 0);
    }
    try (Scratch.Step step = scratch.step()) {
      INDArray next = Scratch.array(DataType.FLOAT, 3, 3);
      assertThat(next).isNotSameAs(square);
      assertThat(next.stride()).containsExactly(3, 1);
    }
  }

  @Test
  void an_array_whose_memory_was_exchanged_is_not_handed_out_again() {
    INDArray first = arraysOfOneStep().get(0);
    INDArray users = NDArrays.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    first.setData(users.data());
    Elementwise.fill(arraysOfOneStep().get(0), 9);
    assertThat(Numbers.of(users)).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void steps_of_two_scratches_may_be_nested() {
    Scratch inner = new Scratch();
    INDArray[] outerArrays = new INDArray[4];
    INDArray[] innerArrays = new INDArray[2];
    for (int i = 0; i < 2; i++) {
      try (Scratch.Step step = scratch.step()) {
        outerArrays[2 * i] = Scratch.array(DataType.FLOAT, 2);
        try (Scratch.Step innerStep = inner.step()) {
          innerArrays[i] = Scratch.array(DataType.FLOAT, 2);
        }
        outerArrays[2 * i + 1] = Scratch.array(DataType.FLOAT, 2);
      }
    }
    assertThat(outerArrays[0]).isSameAs(outerArrays[2]).isNotSameAs(outerArrays[1]);
    assertThat(outerArrays[1]).isSameAs(outerArrays[3]).isNotSameAs(innerArrays[0]);
    assertThat(innerArrays[0]).isSameAs(innerArrays[1]).isNotSameAs(outerArrays[0]);
  }

  @Test
  void every_step_has_its_own_number() {
    Set<Long> numbers = new HashSet<>();
    assertThat(Scratch.stepNumber()).isZero();
    for (int i = 0; i < 3; i++) {
      try (Scratch.Step step = scratch.step()) {
        long outer = Scratch.stepNumber();
        numbers.add(outer);
        try (Scratch.Step inner = new Scratch().step()) {
          numbers.add(Scratch.stepNumber());
        }
        assertThat(Scratch.stepNumber()).isEqualTo(outer);
      }
    }
    assertThat(numbers).hasSize(6).doesNotContain(0L);
  }

  @Test
  void a_second_step_of_an_open_scratch_is_refused_on_the_same_thread() {
    String name = Thread.currentThread().getName();
    try (Scratch.Step step = scratch.step()) {
      INDArray array = Scratch.array(DataType.FLOAT, 2);
      assertThatIllegalStateException()
          .isThrownBy(scratch::step)
          .withMessage(
              "Scratch: a step is already open on thread %s; close it first, or use another Scratch",
              name);
      assertThat(Scratch.array(DataType.FLOAT, 2)).isNotSameAs(array); // the step goes on
    }
    scratch.step().close();
  }

  @Test
  void a_second_step_of_an_open_scratch_is_refused_on_another_thread() throws Exception {
    String name = Thread.currentThread().getName();
    try (Scratch.Step step = scratch.step()) {
      onAnotherThread(
          () ->
              assertThatIllegalStateException()
                  .isThrownBy(scratch::step)
                  .withMessage(
                      "Scratch: a step is already open on thread %s; close it first, or use another"
                          + " Scratch",
                      name));
    }
  }

  @Test
  void another_thread_may_go_on_with_a_scratch_whose_step_is_closed() throws Exception {
    List<INDArray> first = arraysOfOneStep();
    List<INDArray> second = onAnotherThread(this::arraysOfOneStep);
    assertThat(identities(second)).isEqualTo(identities(first));
  }

  @Test
  void a_step_is_open_on_its_own_thread_only() throws Exception {
    try (Scratch.Step step = scratch.step()) {
      INDArray array = Scratch.array(DataType.FLOAT, 2);
      assertThat(onAnotherThread(Scratch::stepNumber)).isZero();
      assertThat(onAnotherThread(() -> Scratch.array(DataType.FLOAT, 2))).isNotSameAs(array);
    }
  }

  @Test
  void closing_twice_is_harmless() {
    Scratch.Step first = scratch.step();
    first.close();
    try (Scratch.Step second = scratch.step()) {
      first.close();
      assertThat(Scratch.stepNumber()).isNotZero();
      assertThatIllegalStateException().isThrownBy(scratch::step);
    }
  }

  @Test
  void closing_on_another_thread_is_refused() throws Exception {
    try (Scratch.Step step = scratch.step()) {
      long number = Scratch.stepNumber();
      onAnotherThread(() -> assertThatCloseIsRefused(step));
      assertThat(Scratch.stepNumber()).isEqualTo(number);
    }
    scratch.step().close();
  }

  @Test
  void closing_out_of_order_is_refused() {
    Scratch.Step outer = scratch.step();
    Scratch.Step inner = new Scratch().step();
    assertThatCloseIsRefused(outer);
    inner.close();
    outer.close();
    scratch.step().close();
  }

  private static boolean assertThatCloseIsRefused(Scratch.Step step) {
    assertThatIllegalStateException()
        .isThrownBy(step::close)
        .withMessage(
            "Scratch: close a step on the thread that began it and after the steps inside it");
    return true;
  }

  @Test
  void an_exception_inside_a_step_closes_it() {
    assertThatThrownBy(
            () -> {
              try (Scratch.Step step = scratch.step()) {
                Elementwise.add(null, null, Scratch.array(DataType.FLOAT, 2));
              }
            })
        .hasMessage("add: a is null");
    assertThat(Scratch.stepNumber()).isZero();
    scratch.step().close();
  }

  @Test
  void ones_come_round_and_are_ones() {
    INDArray first;
    try (Scratch.Step step = scratch.step()) {
      first = Scratch.ones(DataType.FLOAT, 1, 5);
      assertThat(Scratch.ones(DataType.DOUBLE, 5, 1).dataType()).isEqualTo(DataType.DOUBLE);
    }
    try (Scratch.Step step = scratch.step()) {
      assertThat(Scratch.ones(DataType.FLOAT, 1, 5)).isSameAs(first);
    }
    try (Scratch.Step step = scratch.step()) {
      assertThat(Numbers.of(Scratch.ones(DataType.FLOAT, 1, 6))).containsOnly(1).hasSize(6);
    }
    assertThat(Numbers.of(Scratch.ones(DataType.FLOAT, 3, 1))).containsExactly(1, 1, 1);
  }

  /** Identities, because two arrays of equal numbers are equal. */
  private static List<Integer> identities(List<INDArray> arrays) {
    List<Integer> identities = new ArrayList<>();
    arrays.forEach(array -> identities.add(System.identityHashCode(array)));
    return identities;
  }

  private static <T> T onAnotherThread(Callable<T> call) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<T> result = thread.submit(call);
      return result.get();
    } finally {
      thread.shutdown();
    }
  }
}
