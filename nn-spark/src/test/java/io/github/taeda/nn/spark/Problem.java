package io.github.taeda.nn.spark;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Examples of three classes, 4 features each, and a small net for them. */
final class Problem {
  static final int[] UNEVEN = {17, 0, 40, 3, 40}; // 100

  final double[][] inputs;
  final int[] classes;

  Problem(int size) {
    Random random = new Random(5);
    inputs = new double[size][4];
    classes = new int[size];
    for (int i = 0; i < size; i++) {
      classes[i] = i % 3;
      for (int j = 0; j < 4; j++) {
        inputs[i][j] = random.nextGaussian() + (j == classes[i] ? 1.5 : 0);
      }
    }
  }

  List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      examples.add(Example.ofClass(inputs[i], classes[i]));
    }
    return examples;
  }

  /** The examples in their order, in partitions of these sizes. */
  JavaRDD<Example> rdd(JavaSparkContext spark, int... sizes) {
    List<Example> all = examples();
    List<List<Example>> parts = new ArrayList<>();
    int start = 0;
    for (int size : sizes) {
      parts.add(new ArrayList<>(all.subList(start, start + size)));
      start += size;
    }
    return spark.parallelize(parts, sizes.length).flatMap(List::iterator);
  }

  io.github.taeda.nn.data.Dataset dataset(DataType type) {
    INDArray targets = Nd4j.createFromArray(classes);
    return io.github.taeda.nn.data.Dataset.of(Nd4j.createFromArray(inputs).castTo(type), targets);
  }

  static Sequential net(DataType type) {
    SplitMix random = new SplitMix(7);
    Sequential net = new Sequential(new Linear(4, 8, random), new TanH(), new Linear(8, 3, random));
    net.to(type);
    return net;
  }

  static double[] values(Module module) {
    return module.parameters().stream()
        .flatMapToDouble(p -> Arrays.stream(p.value().dup('c').data().asDouble()))
        .toArray();
  }

  static double[] buffers(Module module) {
    return module.buffers().stream()
        .flatMapToDouble(p -> Arrays.stream(p.value().dup('c').data().asDouble()))
        .toArray();
  }

  static List<Integer> even(int parts, int size) {
    return new ArrayList<>(Collections.nCopies(parts, size / parts));
  }
}
