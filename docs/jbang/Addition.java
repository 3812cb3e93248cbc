///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.github.taeda:taeda:0.1.0-SNAPSHOT
//DEPS io.github.taeda:taeda-cpu:0.1.0-SNAPSHOT
//DEPS org.slf4j:slf4j-nop:2.0.20

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.Embedding;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.LayerNorm;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.MultiHeadAttention;
import io.github.taeda.nn.layers.PositionalEncoding;
import io.github.taeda.nn.layers.TransformerBlock;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.metrics.Accuracy;
import io.github.taeda.nn.optim.metrics.Evaluator;
import io.github.taeda.nn.optim.rules.Adam;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Sums of digits by a small Transformer: it reads "3+4=" and predicts the class 7. */
class Addition {
  static final String CHARACTERS = "0123456789+=";

  public static void main(String[] args) {
    RandomGenerator random = new SplittableRandom(1);
    int[] pairs = IntStream.range(0, 100).toArray();
    for (int i = 99; i > 0; i--) { // shuffles
      int j = random.nextInt(i + 1);
      int swapped = pairs[i];
      pairs[i] = pairs[j];
      pairs[j] = swapped;
    }
    Sequential net =
        new Sequential(
            new Embedding(12, 32, random), // [batch, 4, 32]
            new PositionalEncoding(32),
            TransformerBlock.of(MultiHeadAttention.Config.of(32, 4), 64, 0, random),
            new LayerNorm(32),
            new Flatten(),
            new Linear(4 * 32, 19, random)); // [batch, 19]
    Optim optim = new Optim(net, new CrossEntropyLoss(), new Adam(0.003));
    SGD.of(optim)
        .batchSize(16)
        .epochs(120)
        .shuffle(random)
        .fit(sums(Arrays.copyOf(pairs, 85)));

    Accuracy seen = new Accuracy();
    Accuracy unseen = new Accuracy();
    Evaluator.of(net).evaluate(sums(Arrays.copyOf(pairs, 85)), seen);
    Evaluator.of(net).evaluate(sums(Arrays.copyOfRange(pairs, 85, 100)), unseen);
    System.out.printf(
        Locale.ROOT,
        "accuracy %.2f on 85 sums of the training, %.2f on the 15 others%n",
        seen.value(),
        unseen.value());
  }

  static Dataset sums(int... pairs) {
    float[] ids = new float[4 * pairs.length];
    float[] results = new float[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      int a = pairs[i] / 10;
      int b = pairs[i] % 10;
      String text = a + "+" + b + "=";
      for (int j = 0; j < 4; j++) {
        ids[4 * i + j] = CHARACTERS.indexOf(text.charAt(j));
      }
      results[i] = a + b;
    }
    return Dataset.of(NDArrays.of(ids, pairs.length, 4), NDArrays.of(results, pairs.length));
  }
}
