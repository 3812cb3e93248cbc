package io.github.taeda.nn.ops.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Raw access to the memory of arrays on the CPU: the one class that reads and writes addresses.
 *
 * <p>Nothing is checked here. Callers make sure that the array is open and that the elements exist
 * before they ask for an address, and keep the array reachable until they are done with it.
 *
 * <p>The methods are those of {@code sun.misc.Unsafe}, found by name because javac warns of every
 * mention of that class; as constants the handles are free once compiled.
 */
public final class NativeMemory {
  /** Elements up to which a loop beats the call of a copy. */
  private static final int MAX_LOOP = 16;

  private static final MethodHandle GET_FLOAT = method("getFloat", float.class, long.class);
  private static final MethodHandle PUT_FLOAT =
      method("putFloat", void.class, long.class, float.class);
  private static final MethodHandle GET_DOUBLE = method("getDouble", double.class, long.class);
  private static final MethodHandle PUT_DOUBLE =
      method("putDouble", void.class, long.class, double.class);
  private static final MethodHandle COPY =
      method(
          "copyMemory", void.class, Object.class, long.class, Object.class, long.class, long.class);
  private static final MethodHandle SET =
      method("setMemory", void.class, long.class, long.class, byte.class);
  private static final long FLOATS = offset(float[].class);
  private static final long DOUBLES = offset(double[].class);
  private static final long INTS = offset(int[].class);

  private NativeMemory() {}

  /** The address of an array's first element. */
  public static long address(INDArray array) {
    return array.data().pointer().address() + array.offset() * array.dataType().width();
  }

  /** The number of an array's elements; ND4J's own is slower than a product of 2 x 2. */
  public static long length(INDArray array) {
    long length = 1;
    for (long size : array.shape()) {
      length *= size;
    }
    return length;
  }

  public static float getFloat(long address) {
    try {
      return (float) GET_FLOAT.invokeExact(address);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  public static void putFloat(long address, float value) {
    try {
      PUT_FLOAT.invokeExact(address, value);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  public static double getDouble(long address) {
    try {
      return (double) GET_DOUBLE.invokeExact(address);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  public static void putDouble(long address, double value) {
    try {
      PUT_DOUBLE.invokeExact(address, value);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Reads {@code n} elements to {@code to[start…]}. */
  public static void read(long address, float[] to, int start, int n) {
    if (n <= MAX_LOOP) {
      for (int i = 0; i < n; i++) {
        to[start + i] = getFloat(address + 4L * i);
      }
      return;
    }
    copy(null, address, to, FLOATS + 4L * start, 4L * n);
  }

  /** Reads {@code n} elements to {@code to[start…]}. */
  public static void read(long address, double[] to, int start, int n) {
    copy(null, address, to, DOUBLES + 8L * start, 8L * n);
  }

  /** Reads the bits of {@code n} floats. */
  static void read(long address, int[] to, int n) {
    copy(null, address, to, INTS, 4L * n);
  }

  /** Writes {@code from[start…start + n − 1]}. */
  public static void write(float[] from, int start, long address, int n) {
    if (n <= MAX_LOOP) {
      for (int i = 0; i < n; i++) {
        putFloat(address + 4L * i, from[start + i]);
      }
      return;
    }
    copy(from, FLOATS + 4L * start, null, address, 4L * n);
  }

  /** Writes {@code from[start…start + n − 1]}. */
  public static void write(double[] from, int start, long address, int n) {
    copy(from, DOUBLES + 8L * start, null, address, 8L * n);
  }

  /** Copies bytes from one address to another. */
  public static void copy(long from, long to, long bytes) {
    copy(null, from, null, to, bytes);
  }

  /** Fills {@code bytes} with copies of a row of floats or doubles, one after another. */
  public static void repeat(long row, long rowBytes, long to, long bytes) {
    if (bytes <= 4 * MAX_LOOP) {
      for (long i = 0; i < bytes; i += 4) {
        putFloat(to + i, getFloat(row + i % rowBytes));
      }
      return;
    }
    copy(row, to, rowBytes);
    for (long done = rowBytes; done < bytes; done *= 2) {
      copy(to, to + done, Math.min(done, bytes - done));
    }
  }

  /** The bits of {@code n} floats. */
  public static void copy(float[] from, int[] to, int n) {
    copy(from, FLOATS, to, INTS, 4L * n);
  }

  /** The floats of {@code n} bit patterns. */
  public static void copy(int[] from, float[] to, int n) {
    copy(from, INTS, to, FLOATS, 4L * n);
  }

  /** Sets bytes to zero. */
  public static void zero(long address, long bytes) {
    try {
      SET.invokeExact(address, bytes, (byte) 0);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static void copy(
      @Nullable Object from, long start, @Nullable Object to, long target, long bytes) {
    try {
      COPY.invokeExact(from, start, to, target, bytes);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static MethodHandle method(String name, Class<?> result, Class<?>... arguments) {
    try {
      MethodType type = MethodType.methodType(result, arguments);
      Object unsafe = unsafe();
      return MethodHandles.publicLookup().findVirtual(unsafe.getClass(), name, type).bindTo(unsafe);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static long offset(Class<?> arrayType) {
    try {
      Object unsafe = unsafe();
      MethodType type = MethodType.methodType(int.class, Class.class);
      MethodHandle offset =
          MethodHandles.publicLookup().findVirtual(unsafe.getClass(), "arrayBaseOffset", type);
      return ((Number) offset.invoke(unsafe, arrayType)).longValue();
    } catch (Throwable e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static Object unsafe() throws ReflectiveOperationException {
    Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
    field.setAccessible(true);
    return field.get(null);
  }
}
