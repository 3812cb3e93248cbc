package io.github.taeda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.testing.Affine;
import io.github.taeda.nn.testing.Cube;
import io.github.taeda.nn.testing.Make;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ProbeTest {
  private final Sequential inner = new Sequential(new Cube(), new Cube());
  private final Sequential net = new Sequential(new Affine(3, 2, new SplittableRandom(1)), inner);
  private final INDArray input = Make.filled(DataType.FLOAT, 1, 4, 3);
  private final INDArray delta = Make.filled(DataType.FLOAT, 1, 4, 2);
  private final Events events = new Events();

  @Test
  void outputs_are_seen_from_the_inside_outwards() {
    INDArray output = Probe.observe(events, () -> net.forward(input));
    assertThat(events.taken())
        .containsExactly(
            "net[0] output [4, 2]",
            "inner[0] output [4, 2]",
            "inner[1] output [4, 2]",
            "net[1] output [4, 2]");
    assertThat(events.last).isSameAs(output);
  }

  @Test
  void each_way_back_is_seen_with_the_deltas_that_were_asked_for() {
    net.forward(input);
    Probe.observe(events, () -> net.backward(input, delta));
    assertThat(events.taken())
        .containsExactly(
            "inner[1] backward [4, 2]",
            "inner[0] backward [4, 2]",
            "net[1] backward [4, 2]",
            "net[0] backward [4, 3]");
    Probe.observe(events, () -> net.backwardDelta(input, delta));
    assertThat(events.taken()).hasSize(4).endsWith("net[0] backward [4, 3]");
    Probe.observe(
        events,
        () -> {
          net.backwardUpdateGradient(input, delta);
          return net;
        });
    assertThat(events.taken()).hasSize(4).endsWith("net[0] backward without delta");
  }

  @Test
  void an_observer_sees_one_pass_of_its_own_thread() throws InterruptedException {
    Events within = new Events();
    Probe.observe(
        events,
        () -> {
          Probe.observe(within, () -> inner.forward(delta));
          return net.get(0).forward(input); // no child of a container here
        });
    assertThat(within.taken()).hasSize(2);
    assertThat(events.taken()).isEmpty();
    Probe.observe(
        events,
        () -> {
          Thread thread = new Thread(() -> inner.forward(delta));
          thread.start();
          try {
            thread.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return inner.forward(delta);
        });
    assertThat(events.taken()).hasSize(2);
    net.forward(input);
    assertThat(events.taken()).isEmpty();
  }

  @Test
  void nobody_watches_after_a_pass_that_failed() {
    assertThatThrownBy(() -> Probe.observe(events, () -> net.forward(delta)))
        .isInstanceOf(ShapeException.class);
    net.forward(input);
    assertThat(events.taken()).isEmpty();
  }

  private final class Events implements Probe.Observer {
    private final List<String> events = new ArrayList<>();
    private @Nullable INDArray last;

    @Override
    public void output(Container container, int index, INDArray output) {
      last = output;
      events.add(place(container, index) + " output " + Shapes.text(output.shape()));
    }

    @Override
    public void backward(Container container, int index, @Nullable INDArray inputDelta) {
      String what = inputDelta == null ? "without delta" : Shapes.text(inputDelta.shape());
      events.add(place(container, index) + " backward " + what);
    }

    private String place(Container container, int index) {
      return (container == net ? "net[" : "inner[") + index + "]";
    }

    List<String> taken() {
      return Calls.taken(events);
    }
  }
}
