package io.github.taeda.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A module that consists of other modules, its children.
 *
 * <p>Parameters are named by their path ({@code 0.weight}, {@link #childName}); a module or
 * parameter that is shared appears once, under its first name, and its gradient is the sum over its
 * uses. Training, evaluation and conversion reach every child.
 *
 * <p>Subclasses call children by {@link #forward(int, INDArray)}, {@link #backwardDelta(int,
 * INDArray, INDArray)} and so on, which put the child's path before the message of a {@link
 * ShapeException} or {@link NullPointerException}.
 */
public abstract class Container extends Module {
  private static final AtomicLong APPENDED = new AtomicLong(); // children of all containers

  private final List<Module> children = new ArrayList<>();

  /** For subclasses: a container without children yet. */
  protected Container() {}

  /**
   * Adds a child at the end.
   *
   * @throws IllegalArgumentException if the child contains this container
   */
  protected final void append(Module child) {
    Objects.requireNonNull(child, () -> place(children.size()) + " is null");
    if (isWithin(child, Collections.newSetFromMap(new IdentityHashMap<>()))) {
      throw new IllegalArgumentException(
          place(children.size()) + ": a container cannot contain itself");
    }
    children.add(child);
    APPENDED.incrementAndGet();
  }

  /** How many children have been added to containers so far; until it changes, no module has. */
  static long appended() {
    return APPENDED.get();
  }

  /** The children in order. */
  public final List<Module> children() {
    return List.copyOf(children);
  }

  /** How many children there are. */
  public final int size() {
    return children.size();
  }

  /**
   * The child at an index.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public final Module get(int index) {
    if (index < 0 || index >= children.size()) {
      throw new IndexOutOfBoundsException(
          place(index) + " does not exist, there are " + children.size() + " modules");
    }
    return children.get(index);
  }

  /** The output of child {@code index}. */
  protected final INDArray forward(int index, INDArray input) {
    try {
      INDArray output = children.get(index).forward(input);
      Probe.output(this, index, output);
      return output;
    } catch (ShapeException | NullPointerException e) {
      throw inside(index, e);
    }
  }

  /** The delta of child {@code index}'s input. */
  protected final INDArray backwardDelta(int index, INDArray input, INDArray delta) {
    try {
      INDArray inputDelta = children.get(index).backwardDelta(input, delta);
      Probe.backward(this, index, inputDelta);
      return inputDelta;
    } catch (ShapeException | NullPointerException e) {
      throw inside(index, e);
    }
  }

  /** Adds the gradients of child {@code index}. */
  protected final void backwardUpdateGradient(int index, INDArray input, INDArray delta) {
    try {
      children.get(index).backwardUpdateGradient(input, delta);
    } catch (ShapeException | NullPointerException e) {
      throw inside(index, e);
    }
    Probe.backward(this, index, null);
  }

  /** The delta of child {@code index}'s input, after adding the child's gradients. */
  protected final INDArray backward(int index, INDArray input, INDArray delta) {
    try {
      INDArray inputDelta = children.get(index).backward(input, delta);
      Probe.backward(this, index, inputDelta);
      return inputDelta;
    } catch (ShapeException | NullPointerException e) {
      throw inside(index, e);
    }
  }

  /** An exception of child {@code index} as seen from this container. */
  final RuntimeException inside(int index, RuntimeException e) {
    if (e instanceof ShapeException shape) {
      return shape.inside(place(index));
    }
    RuntimeException outer = new NullPointerException(place(index) + " > " + e.getMessage());
    outer.setStackTrace(e.getStackTrace());
    return outer;
  }

  private static boolean isAnyTraining(Module module) {
    return module.isTraining()
        || (module instanceof Container container
            && container.children.stream().anyMatch(Container::isAnyTraining));
  }

  /**
   * Repeats a pass over the children and undoes what it does to {@link #buffers()}, such as running
   * statistics: for a backward that must recompute what forward computed.
   */
  protected final <T> T again(Supplier<T> pass) {
    if (!isAnyTraining(this)) {
      return pass.get(); // moves nothing, and other threads may be reading
    }
    List<Buffer> buffers = buffers();
    List<INDArray> before = buffers.stream().map(buffer -> buffer.value().dup('c')).toList();
    try {
      return pass.get();
    } finally {
      for (int i = 0; i < before.size(); i++) {
        buffers.get(i).set(before.get(i));
      }
    }
  }

  @Override
  public List<Parameter> parameters() {
    Set<Parameter> parameters = new LinkedHashSet<>();
    for (int i = 0; i < children.size(); i++) {
      for (Parameter parameter : children.get(i).parameters()) {
        parameters.add(parameter.within(childName(i)));
      }
    }
    return List.copyOf(parameters);
  }

  @Override
  public List<Buffer> buffers() {
    Set<Buffer> buffers = new LinkedHashSet<>();
    for (int i = 0; i < children.size(); i++) {
      for (Buffer buffer : children.get(i).buffers()) {
        buffers.add(buffer.within(childName(i)));
      }
    }
    return List.copyOf(buffers);
  }

  @Override
  public List<RandomGenerator> generators() {
    Set<RandomGenerator> generators = Collections.newSetFromMap(new IdentityHashMap<>());
    return children.stream()
        .flatMap(child -> child.generators().stream())
        .filter(generators::add)
        .toList();
  }

  @Override
  public Module train() {
    children.forEach(Module::train);
    return super.train();
  }

  @Override
  public Module evaluate() {
    children.forEach(Module::evaluate);
    return super.evaluate();
  }

  /** The configuration with the children below it, numbered and indented. */
  @Override
  public String toString() {
    String name = name();
    StringBuilder text = new StringBuilder(name);
    if (name.endsWith(")")) {
      text.setLength(name.length() - 1);
    } else {
      text.append('(');
    }
    for (int i = 0; i < children.size(); i++) {
      String child = children.get(i).toString().replace("\n", "\n  ");
      text.append("\n  ").append(childName(i)).append(": ").append(child);
    }
    return text.append(children.isEmpty() ? ")" : "\n)").toString();
  }

  /** How messages name this container, on one line: {@code Concat(axis 1)}. */
  public final String name() {
    return super.toString();
  }

  /** How messages name anything: a container on one line, {@link #name}, else by its text. */
  public static String nameOf(Object owner) {
    return owner instanceof Container container ? container.name() : String.valueOf(owner);
  }

  /** How messages name a child: {@code Sequential[1]}. */
  public final String place(int index) {
    return getClass().getSimpleName() + "[" + childName(index) + "]";
  }

  /**
   * How paths name a child: by its index unless overridden. A name must not change, must differ
   * from the others, and has no point.
   */
  protected String childName(int index) {
    return Integer.toString(index);
  }

  /** Whether this container is the module or within it; looks at shared modules once. */
  private boolean isWithin(Module module, Set<Module> seen) {
    return module == this
        || (module instanceof Container container
            && seen.add(container)
            && container.children.stream().anyMatch(child -> isWithin(child, seen)));
  }
}
