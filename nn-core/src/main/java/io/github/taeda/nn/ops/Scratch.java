package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.Backend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arrays and native calls of one training step, which are reused in the next.
 *
 * <p>A new array needs its allocation and, when it is large, page faults; a new native call needs
 * the binding of its operands. Both are done once when a loop runs its iterations in steps:
 *
 * <pre>{@code
 * Scratch scratch = new Scratch();
 * for (int i = 0; i < iterations; i++) {
 *   try (Scratch.Step step = scratch.step()) {
 *     // forward, loss, backward, update
 *   }
 * }
 * }</pre>
 *
 * Inside a step the k-th array asked for is the one handed out at the k-th request of the step
 * before, if type and shape agree; else it is replaced by a new one. An array of a step is
 * therefore valid until the next step of the same scratch begins: {@code dup()} what must live
 * longer. Outside any step every array is new.
 *
 * <p>Keep one scratch per batch size, so that an epoch's smaller last batch does not throw the
 * arrays away. One scratch serves one thread at a time; steps of different scratches may be nested.
 */
public final class Scratch {
  private static final ThreadLocal<@Nullable Step> CURRENT = new ThreadLocal<>();
  private static final AtomicLong STEPS = new AtomicLong();

  private final AtomicReference<@Nullable Thread> user = new AtomicReference<>();
  private final List<BoundArray> arrays = new ArrayList<>();
  private final List<CachedCall> calls = new ArrayList<>();
  private final List<KeptView> views = new ArrayList<>();
  private final List<INDArray> ones = new ArrayList<>();
  private int nextArray;
  private int nextCall;
  private int nextView;
  private int nextOnes;

  /** Creates a scratch that holds nothing yet. */
  public Scratch() {}

  /**
   * Begins a step on the calling thread; it ends with {@link Step#close()}.
   *
   * @throws IllegalStateException if a step of this scratch is open already
   */
  public Step step() {
    Thread other = user.compareAndExchange(null, Thread.currentThread());
    if (other != null) {
      throw new IllegalStateException(
          "Scratch: a step is already open on thread "
              + other.getName()
              + "; close it first, or use another Scratch");
    }
    nextArray = 0;
    nextCall = 0;
    nextView = 0;
    nextOnes = 0;
    Step step = new Step(this, CURRENT.get());
    CURRENT.set(step);
    return step;
  }

  /** An {@link #array} of the type and shape of another. */
  public static INDArray like(INDArray x) {
    return array(x.dataType(), x.shape());
  }

  /**
   * An array in 'c' order whose content is undefined: recycled inside a step, else new.
   *
   * @param type FLOAT, DOUBLE or another type
   * @param shape its shape
   */
  public static INDArray array(DataType type, long... shape) {
    Scratch scratch = current();
    return scratch == null ? fresh(type, shape) : scratch.recycled(type, shape);
  }

  /**
   * The number of the step that is open on this thread, 0 outside any step. No two steps share a
   * number, so what a module remembers of a forward pass is known to be still in its memory if the
   * number is still the same.
   */
  public static long stepNumber() {
    Step step = CURRENT.get();
    return step == null ? 0 : step.number;
  }

  /** The scratch whose step is open on this thread, if any. */
  static @Nullable Scratch current() {
    Step step = CURRENT.get();
    return step == null ? null : step.scratch;
  }

  /** A view of a contiguous array in another shape; kept inside a step. */
  static INDArray view(INDArray array, long... shape) {
    return view(array, shape, whole -> whole.reshape('c', shape));
  }

  /**
   * A view of an array's memory with any strides; kept inside a step.
   *
   * @param start its first number, counted in memory from the array's own
   */
  static INDArray strided(INDArray array, long start, long[] shape, long... strides) {
    return view(
        array,
        KeptView.key(start, shape, strides),
        whole -> Nd4j.create(whole.data(), shape, strides, whole.offset() + start, 'c'));
  }

  /** A slice of a vector, a view; kept inside a step, and then found without a new object. */
  static INDArray slice(INDArray vector, long start, long end) {
    long stride = vector.stride(0);
    Scratch scratch = current();
    if (scratch != null && scratch.nextView < scratch.views.size()) {
      KeptView kept = scratch.views.get(scratch.nextView);
      if (kept.isSlice(vector, start * stride, end - start, stride)) {
        scratch.nextView++;
        return kept.view();
      }
    }
    return strided(vector, start * stride, new long[] {end - start}, stride);
  }

  /** A view that {@code maker} makes of an array and that {@code key} tells; kept inside a step. */
  private static INDArray view(INDArray array, long[] key, UnaryOperator<INDArray> maker) {
    Scratch scratch = current();
    return scratch == null ? maker.apply(array) : scratch.keptView(array, key, maker);
  }

  /** An array of ones, kept inside a step; never to be written to. */
  static INDArray ones(DataType type, long... shape) {
    Scratch scratch = current();
    return scratch == null ? Nd4j.ones(type, shape) : scratch.keptOnes(type, shape);
  }

  /** The call kept at this position of the step, created anew if the operation is another one. */
  <O, C extends CachedCall> C call(O operation, Class<C> kind, Function<O, C> maker) {
    int place = nextCall++;
    if (place < calls.size() && calls.get(place).operation() == operation) {
      return kind.cast(calls.get(place));
    }
    C call = maker.apply(operation);
    put(calls, place, call);
    return call;
  }

  private INDArray recycled(DataType type, long... shape) {
    int place = nextArray++;
    if (place < arrays.size()) {
      BoundArray kept = arrays.get(place);
      if (kept.isUnchanged() && fits(kept.array(), type, shape)) {
        return kept.array();
      }
    }
    INDArray array = fresh(type, shape);
    put(arrays, place, BoundArray.of(array));
    return array;
  }

  private INDArray keptView(INDArray array, long[] key, UnaryOperator<INDArray> maker) {
    int place = nextView++;
    if (place < views.size()) {
      KeptView kept = views.get(place);
      if (kept.is(array, key)) {
        return kept.view();
      }
    }
    INDArray view = maker.apply(array);
    put(views, place, new KeptView(BoundArray.of(array), key, view));
    return view;
  }

  private INDArray keptOnes(DataType type, long... shape) {
    int place = nextOnes++;
    if (place < ones.size() && fits(ones.get(place), type, shape)) {
      return ones.get(place);
    }
    INDArray array = Nd4j.ones(type, shape);
    put(ones, place, array);
    return array;
  }

  private static boolean fits(INDArray array, DataType type, long... shape) {
    return array.dataType() == type && Arrays.equals(array.shape(), shape);
  }

  private static INDArray fresh(DataType type, long... shape) {
    Backend.require();
    return Nd4j.createUninitialized(type, shape.clone(), 'c');
  }

  private static <T> void put(List<T> list, int place, T element) {
    if (place < list.size()) {
      list.set(place, element);
    } else {
      list.add(element);
    }
  }

  /** One step of a {@link Scratch}, open on the thread that began it until it is closed. */
  public static final class Step implements AutoCloseable {
    private final Scratch scratch;
    private final @Nullable Step outer;
    private final long number = STEPS.incrementAndGet();
    private boolean closed;

    private Step(Scratch scratch, @Nullable Step outer) {
      this.scratch = scratch;
      this.outer = outer;
    }

    /**
     * Ends the step; closing a second time does nothing.
     *
     * @throws IllegalStateException on another thread than the one that began it, or while a step
     *     begun inside this one is still open
     */
    @Override
    public void close() {
      if (closed) {
        return;
      }
      if (CURRENT.get() != this) {
        throw new IllegalStateException(
            "Scratch: close a step on the thread that began it and after the steps inside it");
      }
      closed = true;
      CURRENT.set(outer);
      scratch.user.set(null);
    }
  }
}
