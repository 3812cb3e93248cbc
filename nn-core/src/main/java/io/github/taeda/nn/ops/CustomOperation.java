package io.github.taeda.nn.ops;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One of ND4J's named operations with its fixed arguments; stateless, so one instance serves every
 * thread.
 *
 * <p>Inside a {@link Scratch} step the call is kept with its operands bound, outside a step it is
 * made for the one run.
 */
final class CustomOperation {
  private final String name;
  private final long[] integers;
  private final double[] numbers;
  private final boolean helpers;
  private final boolean[] flags;
  private volatile @Nullable DynamicCustomOp op;

  /**
   * Names an operation.
   *
   * @param helpers whether the oneDNN or cuDNN form may be taken, which takes 5 to 9 µs to set up
   */
  CustomOperation(String name, boolean helpers, long[] integers, double... numbers) {
    this(name, helpers, new boolean[0], integers, numbers);
  }

  private CustomOperation(
      String name, boolean helpers, boolean[] flags, long[] integers, double... numbers) {
    this.name = name;
    this.helpers = helpers;
    this.flags = flags;
    this.integers = integers;
    this.numbers = numbers;
  }

  CustomOperation(String name, long... integers) {
    this(name, true, integers);
  }

  /** A named operation with flags as its only arguments. */
  static CustomOperation flagged(String name, boolean... flags) {
    return new CustomOperation(name, true, flags, new long[0]);
  }

  /** Computes {@code output} from {@code inputs}. */
  void run(INDArray output, INDArray... inputs) {
    run(new INDArray[] {output}, inputs);
  }

  /** Computes several outputs from {@code inputs}. */
  void run(INDArray[] outputs, INDArray... inputs) {
    CustomCall call = call();
    try {
      call.bind(outputs, inputs);
      call.execute();
    } finally {
      if (Scratch.current() == null) {
        call.close();
      }
    }
  }

  /** The call kept at this position of the step; outside of steps a new one, to be closed. */
  CustomCall call() {
    Scratch scratch = Scratch.current();
    return scratch == null
        ? new CustomCall(this)
        : scratch.call(this, CustomCall.class, CustomCall::new);
  }

  /** A new native context with this operation's arguments and no operands yet. */
  OpContext context() {
    OpContext context = Nd4j.getExecutioner().buildContext();
    if (integers.length > 0) {
      context.setIArguments(integers);
    }
    if (numbers.length > 0) {
      context.setTArguments(numbers);
    }
    if (flags.length > 0) {
      context.setBArguments(flags);
    }
    if (!helpers) {
      context.allowHelpers(false);
    }
    return context;
  }

  void execute(OpContext context) {
    Nd4j.getExecutioner().exec(op(), context);
  }

  /** Created at the first call, for that loads ND4J, after the backend has been required. */
  private DynamicCustomOp op() {
    DynamicCustomOp made = op;
    if (made == null) {
      made = DynamicCustomOp.builder(name).build();
      op = made;
    }
    return made;
  }

  @Override
  public String toString() {
    return name;
  }
}
