package io.github.taeda.nn.spark;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.ops.ScratchPool;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.apache.spark.SparkEnv;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

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
   * The net of this thread.
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
    try {
      boundThreads();
      return new ExecutorNet(text);
    } catch (RuntimeException | LinkageError e) {
      SparkEnv env = SparkEnv.get();
      String host = env == null ? "this machine" : env.blockManager().blockManagerId().host();
      throw TaskFailure.ofExecutor(host, e);
    }
  }

  /** Taeda's own threads, before its kernels count them; a user's own number stays. */
  private static void boundThreads() {
    SparkEnv env = SparkEnv.get();
    if (env != null
        && !env.executorId().equals("driver")
        && System.getenv("OMP_NUM_THREADS") == null
        && System.getProperty("taeda.threads") == null) {
      System.setProperty("taeda.threads", env.conf().get("spark.task.cpus", "1"));
    }
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
