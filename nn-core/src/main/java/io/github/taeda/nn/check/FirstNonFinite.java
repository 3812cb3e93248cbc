package io.github.taeda.nn.check;

import io.github.taeda.nn.Container;
import io.github.taeda.nn.Evaluated;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Probe;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Reductions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Observes one iteration until an element is not finite, and then collects the path to it. */
final class FirstNonFinite implements Probe.Observer {
  private final Module root;
  private @Nullable String path; // where it was found, as far as the calls around have returned
  private @Nullable Module outermost; // of the path
  private String problem = "";

  FirstNonFinite(Module root) {
    this.root = root;
  }

  Optional<String> search(Loss loss, INDArray input, INDArray target) {
    if (in("input", input)) {
      return Optional.of(problem);
    }
    INDArray prediction = Probe.observe(this, () -> root.forward(input));
    if (path == null && inOutput(root, prediction)) {
      path = name(root);
    }
    if (path != null) {
      return Optional.of(path + ": " + problem);
    }
    if (in("target", target)) {
      return Optional.of(problem);
    }
    Evaluated evaluated = loss.evaluate(target, prediction);
    if (!Double.isFinite(evaluated.value())) {
      return Optional.of(loss + ": the loss is " + evaluated.value());
    }
    if (in("delta", evaluated.delta())) {
      return Optional.of(loss + ": " + problem);
    }
    return searchBackwards(input, evaluated.delta());
  }

  private Optional<String> searchBackwards(INDArray input, INDArray delta) {
    root.zeroGradient();
    Probe.observe(
        this,
        () -> {
          root.backwardUpdateGradient(input, delta);
          return root;
        });
    if (path == null && inGradients(root)) {
      path = name(root);
    }
    return path == null ? Optional.empty() : Optional.of(path + ": " + problem);
  }

  @Override
  public void output(Container container, int index, INDArray output) {
    Module child = container.get(index);
    returned(container, index, path == null && inOutput(child, output));
  }

  @Override
  public void backward(Container container, int index, @Nullable INDArray inputDelta) {
    boolean found =
        path == null
            && (inGradients(container.get(index))
                || (inputDelta != null && in("delta that it hands on", inputDelta)));
    returned(container, index, found);
  }

  /** Begins the path at a child where something was found, or leads it one container outwards. */
  private void returned(Container container, int index, boolean found) {
    Module child = container.get(index);
    if (found) {
      path = container.place(index) + " > " + name(child);
      outermost = container;
    } else if (path != null && child == outermost) {
      path = container.place(index) + " > " + path;
      outermost = container;
    }
  }

  /** Looks at what a forward pass leaves: the output and, in training, running statistics. */
  private boolean inOutput(Module module, INDArray output) {
    if (!in("output", output)) {
      return module.buffers().stream().anyMatch(b -> in("buffer " + b.name(), b.value()));
    }
    String inOutput = problem;
    if (module.parameters().stream()
        .anyMatch(parameter -> in("parameter " + parameter.name(), parameter.value()))) {
      problem = inOutput + ", and " + problem + " already";
    }
    return true;
  }

  private boolean inGradients(Module module) {
    return module.parameters().stream()
        .anyMatch(parameter -> in("gradient of " + parameter.name(), parameter.gradient()));
  }

  /** Whether an array has an element that is not finite; if so, that is the problem. */
  private boolean in(String what, INDArray array) {
    if (!array.isR() || Reductions.isFinite(array)) {
      return false;
    }
    DataBuffer numbers = array.dup('c').data();
    long i = 0;
    while (Double.isFinite(numbers.getDouble(i))) {
      i++;
    }
    problem = "the " + what + " has " + numbers.getDouble(i) + " at " + Shapes.place(array, i);
    return true;
  }

  private static String name(Module module) {
    return module instanceof Container container ? container.name() : module.toString();
  }
}
