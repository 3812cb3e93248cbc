package io.github.taeda.nn.spark;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.ScratchPool;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.apache.spark.SparkEnv;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The net of one thread of an executor, kept from one iteration to the next. */
final class ExecutorNet {
  private static final ThreadLocal<@Nullable ExecutorNet> OF_THREAD = new ThreadLocal<>();

  private final String id;
  private final DataType type;
  private final Module module;
  private final @Nullable Loss loss;
  private final ScratchPool scratches = new ScratchPool();

  private ExecutorNet(NetText text) {
    id = text.id();
    type = text.type();
    module = text.module();
    loss = text.loss();
  }

  /**
   * The net of this thread, whose native code then computes with as many threads as the task has
   * cores, unless {@code OMP_NUM_THREADS} is set. OpenMP keeps that number per thread.
   *
   * @throws TaskFailure if there is no backend, or a class is missing
   */
  static ExecutorNet of(NetText text) {
    ExecutorNet net = OF_THREAD.get();
    if (net == null || !net.id.equals(text.id())) {
      net = create(text);
      OF_THREAD.set(net);
    }
    return net;
  }

  private static ExecutorNet create(NetText text) {
    SparkEnv env = SparkEnv.get();
    try {
      if (env == null || System.getenv("OMP_NUM_THREADS") != null) {
        loadBackend();
      } else {
        loadBackend(env, env.conf().get("spark.task.cpus", "1"));
      }
      return new ExecutorNet(text);
    } catch (RuntimeException | LinkageError e) {
      String host = env == null ? "this machine" : env.blockManager().blockManagerId().host();
      throw TaskFailure.ofExecutor(host, e);
    }
  }

  /** Loads it, or says that there is none. */
  private static void loadBackend() {
    NDArrays.zeros(DataType.FLOAT, 1);
  }

  /** The same with as many threads: Taeda's own, where the JVM is no driver's, and OpenMP's. */
  private static void loadBackend(SparkEnv env, String cores) {
    if (!env.executorId().equals("driver") && System.getProperty("taeda.threads") == null) {
      System.setProperty("taeda.threads", cores); // read once, when the backend is loaded
    }
    loadBackend();
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(Integer.parseInt(cores));
  }

  DataType type() {
    return type;
  }

  Module module() {
    return module;
  }

  Loss loss() {
    return Objects.requireNonNull(loss);
  }

  ScratchPool scratches() {
    return scratches;
  }

  /** Lets each generator of the module draw as a function of a seed and its index. */
  void seed(long seed) {
    List<RandomGenerator> generators = module.generators();
    for (int i = 0; i < generators.size(); i++) {
      if (!(generators.get(i) instanceof SplitMix mix)) {
        throw new IllegalStateException(
            "modules such as Dropout must draw by a SplitMix, but one draws by "
                + generators.get(i).getClass().getName());
      }
      mix.restore(Seeds.mix(seed, i));
    }
  }
}
