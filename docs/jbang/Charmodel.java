///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.github.taeda:taeda:0.1.0-SNAPSHOT
//DEPS io.github.taeda:taeda-cpu:0.1.0-SNAPSHOT
//DEPS org.slf4j:slf4j-nop:2.0.20

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.Embedding;
import io.github.taeda.nn.layers.GRU;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.rules.Adam;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A language model of characters: a GRU learns a short text and writes it on. */
class Charmodel {
  static final String TEXT =
      "the north wind and the sun disputed which of them was the stronger. a traveller came along"
          + " wrapped in a warm cloak. they agreed that the one who first made the traveller take"
          + " his cloak off should be considered stronger than the other. then the north wind blew"
          + " as hard as he could, but the more he blew the more closely did the traveller fold his"
          + " cloak around him. ";
  static final int LENGTH = 40;

  public static void main(String[] args) {
    RandomGenerator random = new SplittableRandom(1);
    String characters = TEXT.chars().distinct().sorted().collect(
        StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    int count = TEXT.length() - LENGTH;
    float[] inputs = new float[count * LENGTH];
    float[] targets = new float[count * LENGTH]; // the next character at each position
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = characters.indexOf(TEXT.charAt(i / LENGTH + i % LENGTH));
      targets[i] = characters.indexOf(TEXT.charAt(i / LENGTH + i % LENGTH + 1));
    }
    Sequential net =
        new Sequential(
            new Embedding(characters.length(), 16, random),
            new GRU(16, 64, random), // [batch, LENGTH, 64]
            new Linear(64, characters.length(), random));
    Optim optim = new Optim(net, new CrossEntropyLoss(), new Adam(0.01));
    SGD.of(optim)
        .batchSize(30)
        .epochs(12)
        .shuffle(random)
        .fit(Dataset.of(NDArrays.of(inputs, count, LENGTH), NDArrays.of(targets, count, LENGTH)));

    StringBuilder written = new StringBuilder("the north wind ");
    for (int i = 0; i < 60; i++) {
      float[] ids = new float[written.length()];
      Arrays.setAll(new Object[ids.length], j -> ids[j] = characters.indexOf(written.charAt(j)));
      INDArray scores = net.evaluate().forward(NDArrays.of(ids, 1, ids.length));
      double[] last = new double[characters.length()];
      Arrays.setAll(last, k -> scores.getDouble(0, ids.length - 1, k));
      int best = IntStream.range(0, last.length).reduce((a, b) -> last[b] > last[a] ? b : a).orElseThrow();
      written.append(characters.charAt(best));
    }
    System.out.println(written);
  }
}
