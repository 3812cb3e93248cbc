package io.github.taeda.reliability;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.nd4j.linalg.api.memory.deallocation.DeallocatorService;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What this process holds at a moment, after a garbage collection.
 *
 * @param done how many iterations or nets there have been
 * @param resident memory of the process that is in the machine's, in bytes; 0 where the system does
 *     not say
 * @param buffers of ND4J outside the heap, which it will free
 * @param threads of the JVM
 */
record Resources(long done, long resident, int buffers, int threads) {
  private static final Path STATUS = Path.of("/proc/self/status");

  static Resources after(long done) throws Exception {
    for (int i = 0; i < 3; i++) { // arrays are freed by a thread that follows the collector
      System.gc();
      Thread.sleep(50);
    }
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    return new Resources(done, readResident(), countBuffers(), threads);
  }

  double residentMegabytes() {
    return resident / 1e6;
  }

  private static int countBuffers() throws ReflectiveOperationException {
    Field map = DeallocatorService.class.getDeclaredField("referenceMap"); // nothing public tells
    map.setAccessible(true);
    return ((Map<?, ?>) map.get(Nd4j.getDeallocatorService())).size();
  }

  private static long readResident() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }
}
