package io.github.taeda.nn.optim.metrics;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.EvaluationPass;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Batches;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.ScratchPool;
import io.github.taeda.nn.ops.Slices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Evaluates a module on data, batch by batch: its loss, metrics, or all its outputs.
 *
 * <pre>{@code
 * Map<String, Double> seen =
 *     Evaluator.of(net).batchSize(256).loss(loss).evaluate(test, new Accuracy());
 * double loss = seen.get("loss");
 * double accuracy = seen.get("accuracy");
 * }</pre>
 *
 * <p>The module computes in evaluation, whatever mode it is in; its mode does not change ({@link
 * EvaluationPass}), so a net that {@code fit} has left in training need not be switched. Any number
 * of threads may evaluate one module at once, each with an evaluator and metrics of its own; an
 * evaluator belongs to one thread at a time. An evaluation while another thread trains the module
 * leaves training as it is, but its outputs may come from parameters of several iterations.
 *
 * <p>The batches of 256, unless set otherwise, run inside steps of a {@link Scratch} that the
 * evaluator keeps, so that arrays are recycled from one call to the next.
 */
public final class Evaluator {
  private final Module module;
  private ScratchPool scratches = new ScratchPool();
  private int batchSize = 256;
  private @Nullable Loss loss;

  private Evaluator(Module module) {
    this.module = Objects.requireNonNull(module, "Evaluator: module is null");
  }

  /** An evaluator of a module. */
  public static Evaluator of(Module module) {
    return new Evaluator(module);
  }

  /** Examples per batch, at least 1; they change memory and speed, not the results. */
  public Evaluator batchSize(int batchSize) {
    this.batchSize = Checks.requireCount("Evaluator", "batchSize", batchSize);
    return this;
  }

  /** Takes its scratches from the pool of a loop, rather than from one of its own. */
  public Evaluator scratches(ScratchPool scratches) {
    this.scratches = Objects.requireNonNull(scratches, "Evaluator: scratches is null");
    return this;
  }

  /**
   * The loss to be evaluated too: that of all examples as if they were one batch, whatever the
   * batch size.
   */
  public Evaluator loss(Loss loss) {
    this.loss = Objects.requireNonNull(loss, "Evaluator: loss is null");
    return this;
  }

  /**
   * Computes the loss and metrics of the module on data.
   *
   * @param data at least one example
   * @param metrics each of another name; cleared first; afterwards it holds the examples of {@code
   *     data}
   * @return {@code loss}, if one is set, and the value of each metric by its name, in order
   */
  public Map<String, Double> evaluate(Dataset data, Metric... metrics) {
    Map<String, Metric> byName = byName(metrics);
    byName.values().forEach(Metric::clear);
    run(
        data,
        (batch, prediction) ->
            byName
                .values()
                .forEach(metric -> metric.add(batch.target(), prediction, batch.weights())));
    Map<String, Double> values = new LinkedHashMap<>();
    byName.forEach((name, metric) -> values.put(name, metric.value()));
    return Collections.unmodifiableMap(values);
  }

  /**
   * Computes the outputs of all examples; their targets are ignored.
   *
   * @param data at least one example
   * @return a new array {@code [size, …]}
   */
  public INDArray predict(Dataset data) {
    Outputs outputs = new Outputs(data.size());
    run(data, (batch, output) -> outputs.add(output, batch.input().size(0)));
    return Objects.requireNonNull(outputs.all);
  }

  /**
   * Computes the outputs of all inputs.
   *
   * @param inputs {@code [size, …]}
   * @return a new array {@code [size, …]}
   */
  public INDArray predict(INDArray inputs) {
    Shapes.requireArray(this, "inputs", inputs);
    if (inputs.rank() == 0) {
      throw new ShapeException(this + ": inputs must be [size, …], but was []");
    }
    return predict(new Inputs(inputs));
  }

  private Map<String, Metric> byName(Metric... metrics) {
    List<Metric> all = new ArrayList<>();
    if (loss != null) {
      all.add(new LossMetric(loss));
    }
    all.addAll(Checks.requireAll(this, "metrics", metrics));
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          this + ": there is nothing to evaluate, neither a loss nor a metric");
    }
    Map<String, Metric> byName = new LinkedHashMap<>();
    for (Metric metric : all) {
      if (byName.put(metric.name(), metric) != null) {
        throw new IllegalArgumentException(
            this + ": there are two metrics of the name " + metric.name());
      }
    }
    return byName;
  }

  private void run(Dataset data, BatchConsumer consumer) {
    if (data.size() == 0) {
      throw new IllegalArgumentException(this + ": the data is empty");
    }
    for (int[] rows : Batches.inOrder(data.size(), batchSize)) {
      try (Scratch.Step step = scratches.of("evaluation", rows.length).step()) {
        Batch batch = data.batch(rows);
        INDArray output = EvaluationPass.run(() -> module.forward(batch.input()));
        consumer.accept(batch, output);
      }
    }
  }

  @Override
  public String toString() {
    return "Evaluator";
  }

  /** Accepts each batch in turn. */
  private interface BatchConsumer {
    void accept(Batch batch, INDArray output);
  }

  /** Examples without targets. */
  private record Inputs(INDArray inputs) implements Dataset {
    @Override
    public int size() {
      return Math.toIntExact(inputs.size(0));
    }

    @Override
    public Batch batch(int... rows) {
      long[] shape = inputs.shape().clone();
      shape[0] = rows.length;
      INDArray batch = Scratch.array(inputs.dataType(), shape);
      Gathers.gatherRows(inputs, rows, batch);
      return new Batch(batch, batch);
    }
  }

  /** The outputs of all batches, one below the other. */
  private static final class Outputs {
    private final long size;
    private @Nullable INDArray all; // [size, …]
    private long next;

    Outputs(long size) {
      this.size = size;
    }

    void add(INDArray output, long rows) {
      long[] like = (all == null ? output : all).shape();
      long[] shape = Arrays.copyOf(like, Math.max(1, like.length));
      shape[0] = rows;
      Shapes.requireShape("Evaluator", "the module's output", output, shape);
      if (all == null) {
        shape[0] = size;
        all = NDArrays.zeros(output.dataType(), shape);
      }
      Slices.copyToSlice(output, 0, next, all);
      next += rows;
    }
  }
}
