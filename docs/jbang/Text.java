///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.github.taeda:taeda:0.1.0-SNAPSHOT
//DEPS io.github.taeda:taeda-cpu:0.1.0-SNAPSHOT
//DEPS org.slf4j:slf4j-nop:2.0.20

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.Embedding;
import io.github.taeda.nn.layers.GlobalAvgPool;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.Masking;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.rules.Adam;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a sentence is about: the mean of its words' embeddings. */
class Text {
  static final List<String> WEATHER =
      List.of(
          "rain and wind from the west", "a cold night with frost", "snow on the hills",
          "sun and a warm wind", "clouds and rain in the night", "frost and snow again",
          "a warm day with sun", "cold rain and clouds");
  static final List<String> FOOD =
      List.of(
          "bread and cheese for lunch", "a soup with onions", "cake and coffee with cream",
          "onions and cheese on bread", "rice with beans", "soup and bread for dinner",
          "coffee and a cake", "beans with rice and onions");
  static final int LENGTH = 8;

  public static void main(String[] args) {
    RandomGenerator random = new SplittableRandom(1);
    Map<String, Integer> ids = new LinkedHashMap<>(); // 0 pads, 1 is a word never seen
    float[] words = new float[16 * LENGTH];
    float[] topics = new float[16];
    for (int i = 0; i < 16; i++) {
      String[] sentence = (i < 8 ? WEATHER : FOOD).get(i % 8).split(" ");
      for (int j = 0; j < sentence.length; j++) {
        words[LENGTH * i + j] = ids.computeIfAbsent(sentence[j], word -> ids.size() + 2);
      }
      topics[i] = i / 8;
    }
    Sequential net =
        new Sequential(
            new Masking(0, new Sequential(new Embedding(100, 8, random), new GlobalAvgPool())),
            new Linear(8, 2, random));
    Optim optim = new Optim(net, new CrossEntropyLoss(), new Adam(0.02));
    SGD.of(optim)
        .batchSize(4)
        .epochs(60)
        .shuffle(random)
        .fit(Dataset.of(NDArrays.of(words, 16, LENGTH), NDArrays.of(topics, 16)));

    for (String sentence : List.of("wind and snow", "cheese and a cake", "a lunch with rain")) {
      float[] input = new float[LENGTH];
      String[] split = sentence.split(" ");
      for (int j = 0; j < split.length; j++) {
        input[j] = ids.getOrDefault(split[j], 1);
      }
      INDArray scores = net.evaluate().forward(NDArrays.of(input, 1, LENGTH));
      double odds = Math.exp(scores.getDouble(0, 1) - scores.getDouble(0, 0));
      System.out.printf(
          Locale.ROOT, "%s: %.0f %% weather%n", sentence, 100 / (1 + odds));
    }
  }
}
