package io.github.taeda.nn.ops;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Random calls of all primitives. Each must return or throw an {@link IllegalArgumentException},
 * and write nothing but the elements of its outputs, which are views in larger blocks of memory.
 */
final class Fuzz {
  private static final int MAX_FAILURES = 20;
  private static final int MARGIN = 9;

  /** Where ND4J skips infinities in padding and NaN in windows. */
  private static final String DIFFER_IN_NAN = "convolution|pooling|multiplyOrZero";

  private static final int POOL = 4_000_000;
  private static final float[] ODD = {
    0, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e-40f, 60, -60
  };
  private static final Map<DataType, byte[][]> POOLS = new HashMap<>();

  private static final List<Signature> ROWS =
      Signatures.all().filter(row -> !row.operands().isEmpty()).toList();

  private final Map<String, Method> methods = new HashMap<>();
  private final Scratch scratch = new Scratch();
  private final Map<String, Integer> accepted = new TreeMap<>();
  private final Map<String, Integer> rejected = new TreeMap<>();
  private final DataOutputStream results;
  private int failures;

  private Fuzz(DataOutputStream results) {
    this.results = results;
    for (Class<?> type : ROWS.stream().map(row -> type(row.method())).distinct().toList()) {
      for (Method method : type.getDeclaredMethods()) {
        methods.put(OperandChecksTest.text(method), method);
      }
    }
  }

  private static Class<?> type(String method) {
    try {
      String name = method.substring(0, method.indexOf('.'));
      return Class.forName(Fuzz.class.getPackageName() + "." + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs calls by seed and number, writes what they computed to a file, and prints the counts. */
  public static void main(String... arguments) throws IOException {
    long seed = Long.parseLong(arguments[0]);
    int calls = Integer.parseInt(arguments[1]);
    Path file = Path.of(arguments[2]);
    int first = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 0;
    try (DataOutputStream results =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      Fuzz fuzz = new Fuzz(results);
      for (int i = first; i < first + calls && fuzz.failures < MAX_FAILURES; i++) {
        fuzz.call(i, random(seed, i));
      }
      fuzz.accepted.forEach((name, count) -> System.out.println("accepted " + count + " " + name));
      fuzz.rejected.forEach((kind, count) -> System.out.println("rejected " + count + " " + kind));
    }
  }

  private static SplittableRandom random(long seed, int call) {
    return new SplittableRandom(seed * 1_000_003 + call);
  }

  /** The primitive and the operands of a call. */
  static String text(long seed, int call) {
    SplittableRandom random = random(seed, call);
    Signature row = ROWS.get(random.nextInt(ROWS.size()));
    return new RandomCall(random, row).toString();
  }

  private void call(int number, SplittableRandom random) throws IOException {
    Signature row = ROWS.get(random.nextInt(ROWS.size()));
    RandomCall call = new RandomCall(random, row);
    Block[] blocks = blocks(call, random);
    INDArray[] arrays = arrays(call, blocks);
    Object[] arguments = arguments(row, call, arrays);
    Arrays.stream(blocks).forEach(Block::keepBytes);
    boolean isInStep = random.nextBoolean();
    Throwable thrown = null;
    Object result = null;
    try {
      Object receiver = receiver(row, call, random);
      Scratch.Step step = isInStep ? scratch.step() : null;
      try {
        result = methods.get(row.method()).invoke(receiver, arguments);
      } finally {
        if (step != null) {
          step.close();
        }
      }
    } catch (InvocationTargetException e) {
      thrown = e.getCause();
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
    check(number, row, call, blocks, thrown);
    write(row, call, blocks, thrown, result);
    for (Block block : blocks) {
      if (!block.array.wasClosed()) {
        block.array.close();
      }
    }
  }

  private static Object receiver(Signature row, RandomCall call, SplittableRandom random) {
    if (row.op().equals("convolution")) {
      return new Convolution(call.window(), call.groups());
    }
    if (row.op().equals("pooling")) {
      Window window = call.window();
      return random.nextBoolean() ? Pooling.maximum(window) : Pooling.mean(window);
    }
    return null;
  }

  private static Block[] blocks(RandomCall call, SplittableRandom random) {
    Map<Integer, Block> blocks = new TreeMap<>();
    for (RandomOperand operand : call.operands) {
      long length = Math.max(operand.offset(), operand.end()) + MARGIN;
      Block known = blocks.get(operand.memory());
      if (known == null || known.array.length() < length) {
        blocks.put(operand.memory(), new Block(operand.type(), length, random));
      }
    }
    return call.operands.stream()
        .map(operand -> blocks.get(operand.memory()))
        .distinct()
        .toArray(Block[]::new);
  }

  private static INDArray[] arrays(RandomCall call, Block... blocks) {
    INDArray[] arrays = new INDArray[call.operands.size()];
    Map<Integer, Block> byMemory = new HashMap<>();
    int next = 0;
    for (RandomOperand operand : call.operands) {
      if (!byMemory.containsKey(operand.memory())) {
        byMemory.put(operand.memory(), blocks[next++]);
      }
    }
    for (int i = 0; i < arrays.length; i++) {
      RandomOperand operand = call.operands.get(i);
      int same = call.operands.indexOf(operand);
      arrays[i] = same < i ? arrays[same] : array(operand, byMemory.get(operand.memory()));
    }
    for (int i = 0; i < arrays.length; i++) {
      if (call.operands.get(i).kind() == RandomOperand.Kind.CLOSED) {
        Block block = byMemory.get(call.operands.get(i).memory());
        if (!block.array.wasClosed()) {
          block.array.close();
        }
      }
    }
    return arrays;
  }

  private static INDArray array(RandomOperand operand, Block block) {
    return switch (operand.kind()) {
      case NULL -> null;
      case EMPTY -> Nd4j.empty(operand.type());
      default ->
          Nd4j.create(
              block.array.data(), operand.shape(), operand.strides(), operand.offset(), 'c');
    };
  }

  private Object[] arguments(Signature row, RandomCall call, INDArray... arrays) {
    Class<?>[] types = methods.get(row.method()).getParameterTypes();
    Object[] arguments = new Object[types.length];
    int length = (int) Numbers.length(call.operands.get(0).shape());
    int next = 0;
    for (int i = 0; i < types.length; i++) {
      arguments[i] = types[i] == INDArray.class ? arrays[next++] : call.other(types[i], length);
    }
    return arguments;
  }

  private void check(int number, Signature row, RandomCall call, Block[] blocks, Throwable thrown) {
    if (thrown == null) {
      accepted.merge(row.method(), 1, Integer::sum);
    } else if (isRejection(thrown)) {
      rejected.merge(kind(thrown.getMessage()), 1, Integer::sum);
    } else {
      fail(number, call, thrown.toString(), thrown);
      return;
    }
    for (int i = 0; i < blocks.length; i++) {
      byte[] now = blocks[i].read();
      if (Arrays.equals(now, blocks[i].bytes)) {
        continue;
      }
      boolean[] mayChange = new boolean[now.length];
      if (thrown == null) {
        mark(row, call, i, mayChange);
      }
      for (int j = 0; j < now.length; j++) {
        if (!mayChange[j] && now[j] != blocks[i].bytes[j]) {
          fail(number, call, "byte " + j + " of block " + i + " was written, " + thrown, null);
          return;
        }
      }
    }
  }

  private static boolean isRejection(Throwable thrown) {
    return thrown instanceof IllegalArgumentException
        ? thrown.getMessage() != null
        : thrown instanceof NullPointerException && thrown.getMessage().endsWith(" is null");
  }

  /** Marks the bytes of the outputs in the i-th block. */
  private static void mark(Signature row, RandomCall call, int i, boolean... bytes) {
    List<Integer> memories = call.operands.stream().map(RandomOperand::memory).distinct().toList();
    for (int k = 0; k < call.operands.size(); k++) {
      RandomOperand operand = call.operands.get(k);
      boolean isOutput = row.operands().get(k).isOutput() && bytes.length > 0;
      if (isOutput && operand.memory() == memories.get(i)) {
        operand.mark(bytes);
      }
    }
  }

  private void fail(int number, RandomCall call, String message, Throwable thrown) {
    failures++;
    System.out.println("FAILED call " + number + ": " + message + "\n  " + call);
    if (thrown != null) {
      Arrays.stream(thrown.getStackTrace())
          .limit(8)
          .forEach(element -> System.out.println("    " + element));
    }
  }

  private static String kind(String message) {
    for (String kind :
        new String[] {
          "is null",
          "is empty",
          "closed",
          "contiguous",
          "overlap",
          "another array",
          "axis",
          "window"
        }) {
      if (message.contains(kind)) {
        return kind;
      }
    }
    return message.matches(".*must be [A-Z0-9]+ \\[.*") ? "type or shape" : "other argument";
  }

  /**
   * Whether the call was accepted, how many elements are not finite, the sum and the sum of the
   * magnitudes of the elements of the outputs, and of a result.
   */
  private void write(
      Signature row, RandomCall call, Block[] blocks, Throwable thrown, Object result)
      throws IOException {
    boolean isEmpty = result instanceof OptionalDouble optional && optional.isEmpty();
    Totals totals = new Totals();
    if (thrown == null) {
      totals.add(result);
      for (int i = 0; i < blocks.length; i++) {
        boolean[] bytes = new boolean[blocks[i].bytes.length];
        mark(row, call, i, bytes);
        blocks[i].add(bytes, totals);
      }
    }
    boolean isOdd = Arrays.stream(blocks).anyMatch(block -> block.isOdd);
    boolean isUpdate = row.op().contains("Updates."); // divides by what may be close to 0 here
    boolean differs = isUpdate || (isOdd && row.op().matches(DIFFER_IN_NAN));
    results.writeDouble(thrown != null ? 0 : isEmpty || differs ? 2 : 1);
    results.writeDouble(totals.odd);
    results.writeDouble(totals.sum);
    results.writeDouble(totals.magnitude);
  }

  /** Bytes of random elements: finite ones, and some that are zero, infinite or NaN. */
  private static byte[][] pool(DataType type) {
    SplittableRandom random = new SplittableRandom(type.width());
    byte[][] pool = new byte[2][];
    for (int odd = 0; odd < 2; odd++) {
      ByteBuffer buffer = ByteBuffer.allocate(POOL * type.width()).order(ByteOrder.nativeOrder());
      for (int i = 0; i < POOL; i++) {
        boolean isOdd = odd == 1 && random.nextInt(9) == 0;
        float element = isOdd ? ODD[random.nextInt(ODD.length)] : (float) random.nextDouble(-2, 2);
        switch (type) {
          case FLOAT -> buffer.putFloat(element);
          case DOUBLE -> buffer.putDouble(element);
          case INT -> buffer.putInt(random.nextInt(9));
          case LONG -> buffer.putLong(random.nextInt(9));
          default -> buffer.put((byte) random.nextInt(2));
        }
      }
      pool[odd] = buffer.array();
    }
    return pool;
  }

  /** Sums of elements. */
  private static final class Totals {
    private double odd;
    private double sum;
    private double magnitude;

    void add(double element) {
      if (Double.isNaN(element) || Math.abs(element) > 1e37) {
        odd++;
      } else {
        sum += element;
        magnitude += Math.abs(element);
      }
    }

    void add(Object result) {
      if (result instanceof Number number) {
        add(number.doubleValue());
      } else if (result instanceof Boolean yes) {
        add(yes ? 1 : 0);
      } else if (result instanceof OptionalDouble value && value.isPresent()) {
        add(value.getAsDouble());
      }
    }
  }

  /** A block of memory in which operands lie. */
  private static final class Block {
    private final INDArray array;
    private final boolean isOdd;
    private byte[] bytes = {};

    Block(DataType type, long length, SplittableRandom random) {
      array = Nd4j.createUninitialized(type, length);
      isOdd = random.nextInt(12) == 0;
      byte[] content = POOLS.computeIfAbsent(type, Fuzz::pool)[isOdd ? 1 : 0];
      int bytes = (int) length * type.width();
      int start = random.nextInt((content.length - bytes) / type.width()) * type.width();
      pointer().put(content, start, bytes);
    }

    /** Remembers what the memory holds before the call. */
    void keepBytes() {
      bytes = read();
    }

    byte[] read() {
      if (array.wasClosed()) {
        return new byte[0];
      }
      byte[] content = new byte[(int) array.length() * array.dataType().width()];
      pointer().get(content);
      return content;
    }

    private BytePointer pointer() {
      return new BytePointer(array.data().pointer());
    }

    void add(boolean[] marked, Totals totals) {
      ByteBuffer now = ByteBuffer.wrap(read()).order(ByteOrder.nativeOrder());
      int width = array.dataType().width();
      for (int i = 0; i < now.capacity(); i += width) {
        if (marked[i]) {
          totals.add(
              switch (array.dataType()) {
                case FLOAT -> now.getFloat(i);
                case DOUBLE -> now.getDouble(i);
                case INT -> now.getInt(i);
                case LONG -> now.getLong(i);
                default -> now.get(i);
              });
        }
      }
    }
  }
}
