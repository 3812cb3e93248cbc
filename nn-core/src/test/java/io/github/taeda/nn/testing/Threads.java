package io.github.taeda.nn.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Runs the same work on eight threads that start together. */
public final class Threads {
  public static final int COUNT = 8;

  private Threads() {}

  /** Runs {@code work} on each thread with its number; what a thread throws is thrown here. */
  public static void run(IntConsumer work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(COUNT);
    try {
      CyclicBarrier start = new CyclicBarrier(COUNT);
      List<Future<?>> threads = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        int thread = i;
        threads.add(
            pool.submit(
                () -> {
                  start.await();
                  work.accept(thread);
                  return thread;
                }));
      }
      for (Future<?> thread : threads) {
        thread.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
