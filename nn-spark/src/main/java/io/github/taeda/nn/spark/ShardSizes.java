package io.github.taeda.nn.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** How many examples each partition has: the examples of all are counted in their order. */
final class ShardSizes {
  private final int[] starts; // of each partition, and the total

  private ShardSizes(int... starts) {
    this.starts = starts;
  }

  /** Counts, and requires that all examples are alike. */
  static ShardSizes of(JavaRDD<Shard> shards) {
    List<Tuple2<Integer, String>> found =
        shards.map(shard -> new Tuple2<>(shard.size(), shard.form())).collect();
    String form = "";
    int[] starts = new int[found.size() + 1];
    for (int i = 0; i < found.size(); i++) {
      String own = found.get(i)._2;
      if (!form.isEmpty() && !own.isEmpty() && !own.equals(form)) {
        throw new IllegalArgumentException(
            "SparkSGD: examples must be alike, but partition "
                + i
                + " has "
                + own
                + " and those before it "
                + form);
      }
      form = form.isEmpty() ? own : form;
      starts[i + 1] = Math.addExact(starts[i], found.get(i)._1);
    }
    return new ShardSizes(starts);
  }

  int total() {
    return starts[starts.length - 1];
  }

  /** The rows of each partition, counted within it, in the order in which they are given. */
  int[][] split(int... rows) {
    List<List<Integer>> split = new ArrayList<>();
    for (int i = 0; i + 1 < starts.length; i++) {
      split.add(new ArrayList<>());
    }
    for (int row : rows) {
      int partition = partition(row);
      split.get(partition).add(row - starts[partition]);
    }
    return split.stream()
        .map(part -> part.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  /** The last partition that begins at the row or before it: those before that one are empty. */
  private int partition(int row) {
    int found = Arrays.binarySearch(starts, row);
    int partition = found >= 0 ? found : -found - 2;
    while (starts[partition + 1] == starts[partition]) {
      partition++;
    }
    return partition;
  }
}
