///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.github.taeda:taeda:0.1.0-SNAPSHOT
//DEPS io.github.taeda:taeda-cpu:0.1.0-SNAPSHOT
//DEPS org.slf4j:slf4j-nop:2.0.20

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.Embedding;
import io.github.taeda.nn.layers.LSTM;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.Masking;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.metrics.Accuracy;
import io.github.taeda.nn.optim.metrics.Evaluator;
import io.github.taeda.nn.optim.rules.Adam;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The language of a word, from its letters in their order, by an LSTM. */
class Words {
  static final String FINNISH =
      "yksi kaksi kolme viisi kuusi seitsemän kahdeksan yhdeksän kymmenen talvi kevät kesä syksy"
          + " aamu ilta vesi tuli maa ilma kala lintu karhu susi hevonen talo ikkuna ovi katto"
          + " pöytä tuoli kirja kynä metsä järvi joki meri saari vuori tähti aurinko";
  static final String ENGLISH =
      "one two three five six seven eight nine ten winter spring summer autumn morning evening"
          + " water fire earth air fish bird bear wolf horse house window door roof table chair"
          + " book pencil forest lake river ocean island mountain star daylight";
  static final int LENGTH = 10;

  public static void main(String[] args) {
    RandomGenerator random = new SplittableRandom(1);
    String[] finnish = FINNISH.split(" ");
    String[] english = ENGLISH.split(" ");
    Sequential net =
        new Sequential(
            new Masking(
                0, // pads short words
                new Sequential(
                    new Embedding(400, 8, random),
                    new LSTM(LSTM.Config.of(8, 24).lastOnly(), random))),
            new Linear(24, 2, random));
    Optim optim = new Optim(net, new CrossEntropyLoss(), new Adam(0.01));
    SGD.of(optim).batchSize(8).epochs(60).shuffle(random).fit(data(finnish, english, 0, 30));

    Accuracy accuracy = new Accuracy();
    Evaluator.of(net).evaluate(data(finnish, english, 30, 40), accuracy);
    System.out.printf(
        Locale.ROOT,
        "accuracy %.2f on 20 words that it never saw; by chance 0.50%n",
        accuracy.value());
  }

  /** Words from..to of both, as codes of their letters. */
  static Dataset data(String[] finnish, String[] english, int from, int to) {
    int count = to - from;
    float[] ids = new float[2 * count * LENGTH];
    float[] classes = new float[2 * count];
    for (int i = 0; i < 2 * count; i++) {
      String word = (i < count ? finnish : english)[from + i % count];
      for (int j = 0; j < Math.min(LENGTH, word.length()); j++) {
        ids[LENGTH * i + j] = word.charAt(j);
      }
      classes[i] = i < count ? 0 : 1;
    }
    return Dataset.of(NDArrays.of(ids, 2 * count, LENGTH), NDArrays.of(classes, 2 * count));
  }
}
