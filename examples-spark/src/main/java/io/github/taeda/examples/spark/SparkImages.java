package io.github.taeda.examples.spark;

import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.spark.Example;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Images as bytes, a class of its own because Kryo cannot read records. */
final class SparkImages implements Serializable {
  private final byte[][] pixels;
  private final int[] labels;

  private SparkImages(ImageDataset images) {
    pixels = IntStream.range(0, images.size()).mapToObj(images::pixels).toArray(byte[][]::new);
    labels = IntStream.range(0, images.size()).map(images::label).toArray();
  }

  /**
   * The images in their order, in as many partitions as the cluster computes at once. They are
   * broadcast, once to each executor: those of {@code parallelize} would go along with every task.
   */
  static JavaRDD<Example> examples(JavaSparkContext spark, ImageDataset images) {
    int parts = spark.defaultParallelism();
    Broadcast<SparkImages> all = spark.broadcast(new SparkImages(images));
    List<Integer> numbers = IntStream.range(0, parts).boxed().toList();
    return spark.parallelize(numbers, parts).flatMap(part -> all.value().part(part, parts));
  }

  private Iterator<Example> part(int part, int parts) {
    int start = (int) ((long) labels.length * part / parts);
    int end = (int) ((long) labels.length * (part + 1) / parts);
    return IntStream.range(start, end).mapToObj(this::example).iterator();
  }

  private Example example(int index) {
    byte[] bytes = pixels[index];
    float[] features = new float[bytes.length];
    for (int i = 0; i < features.length; i++) {
      features[i] = (bytes[i] & 0xff) / 255f;
    }
    return Example.ofClass(features, labels[index]);
  }
}
