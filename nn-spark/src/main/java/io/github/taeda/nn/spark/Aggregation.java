package io.github.taeda.nn.spark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Adds the sums of all partitions in a fixed order, so that the result is the same bits wherever
 * and in whatever order they were computed: on the driver, or first in √P groups of neighbouring
 * partitions on the executors.
 */
final class Aggregation {
  private static final int MIN_PARTITIONS = 4; // fewer are not worth a shuffle

  private Aggregation() {}

  /**
   * Adds up.
   *
   * @param sums one per partition
   * @param inTree whether the executors add too
   */
  static GradientSum sum(JavaRDD<GradientSum> sums, boolean inTree) {
    int partitions = sums.getNumPartitions();
    if (!inTree || partitions < MIN_PARTITIONS) {
      return GradientSum.of(0, sums.collect());
    }
    int groups = (int) Math.ceil(Math.sqrt(partitions));
    JavaRDD<GradientSum> ofGroups =
        sums.mapToPair(sum -> new Tuple2<>((int) ((long) sum.order() * groups / partitions), sum))
            .partitionBy(new HashPartitioner(groups))
            .mapPartitionsWithIndex(
                (group, members) -> {
                  List<GradientSum> all = new ArrayList<>();
                  members.forEachRemaining(member -> all.add(member._2));
                  return Collections.singleton(GradientSum.of(group, all)).iterator();
                },
                true);
    return GradientSum.of(0, ofGroups.collect());
  }
}
