package io.github.taeda.nn.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An ONNX file as a frozen module, computed by ONNX Runtime: a pretrained net in front of one that
 * is trained here.
 *
 * <pre>{@code
 * try (OnnxModel features = OnnxModel.open(Path.of("features.onnx"))) {
 *   Sequential head = new Sequential(new Linear(512, 10));
 *   head.forward(features.forward(images));
 * }
 * }</pre>
 *
 * <p>The file must have one input, FLOAT or INT64, and its first output, FLOAT, is the module's.
 * Shapes are the file's own; elements of DOUBLE are rounded to FLOAT. It has no parameters and no
 * derivative: it must come first in a net, as {@code Sequential} never asks its first module for a
 * delta in training. {@code com.microsoft.onnxruntime:onnxruntime} must be among the program's
 * dependencies. Any number of threads may use one model; {@link #close} frees its memory.
 */
public final class OnnxModel extends Module implements AutoCloseable {
  private final Path file;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String inputName;
  private final TensorInfo input;
  private final ReadWriteLock lock = new ReentrantReadWriteLock(); // runs share it, close does not
  private boolean isClosed;

  private OnnxModel(Path file, OrtEnvironment environment, OrtSession session)
      throws OrtException, FileFormatException {
    this.file = file;
    this.environment = environment;
    this.session = session;
    Map<String, NodeInfo> inputs = session.getInputInfo();
    if (inputs.size() != 1) {
      throw new FileFormatException(
          file, "it must have one input, but has " + inputs.size() + ": " + inputs.keySet());
    }
    NodeInfo node = inputs.values().iterator().next();
    inputName = node.getName();
    if (!(node.getInfo() instanceof TensorInfo info)
        || (info.type != OnnxJavaType.FLOAT && info.type != OnnxJavaType.INT64)) {
      throw new FileFormatException(
          file, "its input " + inputName + " must be FLOAT or INT64, but is " + node.getInfo());
    }
    input = info;
  }

  /**
   * Opens a file.
   *
   * @throws NoSuchFileException if there is none
   * @throws FileFormatException if it is no ONNX model, or has not one input of FLOAT or INT64
   */
  public static OnnxModel open(Path file) throws IOException {
    Objects.requireNonNull(file, "OnnxModel: file is null");
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try {
      OrtSession session = environment.createSession(file.toString());
      try {
        return new OnnxModel(file, environment, session);
      } catch (OrtException | IOException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new FileFormatException(file, "ONNX Runtime cannot read it: " + e.getMessage(), e);
    }
  }

  @Override
  public INDArray forward(INDArray input) {
    requireInput(input);
    lock.readLock().lock();
    try {
      return run(input);
    } finally {
      lock.readLock().unlock();
    }
  }

  private INDArray run(INDArray input) {
    if (isClosed) {
      throw new IllegalStateException(this + ": it is closed");
    }
    try (OnnxTensor tensor = tensor(input);
        OrtSession.Result result = session.run(Map.of(inputName, tensor))) {
      return array(result.get(0));
    } catch (OrtException e) {
      throw new ShapeException(
          this
              + ": ONNX Runtime failed for an input "
              + Shapes.text(input.shape())
              + ": "
              + e.getMessage());
    }
  }

  private INDArray array(ai.onnxruntime.OnnxValue value) throws OrtException {
    if (!(value instanceof OnnxTensor output) || output.getInfo().type != OnnxJavaType.FLOAT) {
      throw new IllegalStateException(
          this + ": its output must be FLOAT, but is " + value.getInfo());
    }
    INDArray array = Scratch.array(DataType.FLOAT, output.getInfo().getShape());
    float[] values = new float[Math.toIntExact(array.length())];
    output.getFloatBuffer().get(values);
    NDArrays.setValues(values, array);
    return array;
  }

  /**
   * Not possible: ONNX Runtime computes no derivatives.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    throw new UnsupportedOperationException(
        this + ": it has no derivative; it must be the first module of a net");
  }

  /** Frees the model's memory; {@code forward} fails from then on. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!isClosed) {
        isClosed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException(this + ": " + e.getMessage(), e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** {@code OnnxModel(features.onnx)}. */
  @Override
  public String toString() {
    return "OnnxModel(" + file.getFileName() + ")";
  }

  private OnnxTensor tensor(INDArray input) throws OrtException {
    int count = Math.toIntExact(input.length());
    double[] values = new double[count];
    NDArrays.readValues(input, values);
    if (this.input.type == OnnxJavaType.INT64) {
      LongBuffer ids = LongBuffer.allocate(count);
      for (double value : values) {
        ids.put(integer(value));
      }
      return OnnxTensor.createTensor(environment, ids.flip(), input.shape());
    }
    FloatBuffer elements = FloatBuffer.allocate(count);
    for (double value : values) {
      elements.put((float) value);
    }
    return OnnxTensor.createTensor(environment, elements.flip(), input.shape());
  }

  private long integer(double value) {
    if (!(value >= 0 && value <= Integer.MAX_VALUE) || value != Math.rint(value)) {
      throw new ShapeException(
          this + ": input must hold integers of at least 0, but holds " + value);
    }
    return (long) value;
  }

  private void requireInput(INDArray array) {
    Shapes.requireArray(this, "input", array);
    long[] expected = input.getShape();
    boolean fits =
        array.rank() == expected.length
            && IntStream.range(0, expected.length)
                .allMatch(i -> expected[i] < 0 || expected[i] == array.size(i));
    if (!fits) {
      throw new ShapeException(
          this
              + ": input must be "
              + Shapes.text(expected)
              + ", but was "
              + Shapes.text(array.shape()));
    }
  }
}
