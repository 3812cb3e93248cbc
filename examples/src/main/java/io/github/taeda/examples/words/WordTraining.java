package io.github.taeda.examples.words;

import io.github.taeda.examples.characters.Alphabet;
import io.github.taeda.examples.cli.AfterEpoch;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.draw.LineChart;
import io.github.taeda.examples.words.WordList.Parts;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.metrics.Accuracy;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The training of the nets, with curves of their accuracy.
 *
 * @param ngrams the accuracy of naive Bayes on the validation words
 */
record WordTraining(Parts parts, Alphabet alphabet, int epochs, double ngrams, RunOutput out) {
  private static final int BATCH_SIZE = 32;
  private static final double LEARNING_RATE = 3e-3; // of Adam, initially; it falls to 0
  private static final String ACCURACY = "validation accuracy";
  private static final String TITLE = "Accuracy on validation words";

  /** Trains the control on counts of letters. */
  History bag(Module bag, RandomGenerator random) {
    Dataset validation = LetterCounts.of(parts.validation(), alphabet);
    Dataset train = LetterCounts.of(parts.train(), alphabet);
    return fit(bag, train, validation, random, out.live("counts of letters"));
  }

  /** Trains the recurrent net, showing its progress, and drawing its curve beside the others. */
  void net(Module net, History bag, RandomGenerator random) {
    double[] baseline = new double[epochs];
    Arrays.fill(baseline, ngrams);
    AfterEpoch curves =
        new AfterEpoch(
            history ->
                out.picture(
                    "curves",
                    TITLE + " after each epoch",
                    new LineChart(TITLE, "epoch", "accuracy")
                        .line("LSTM", history.values(ACCURACY))
                        .line("counts of letters", bag.values(ACCURACY))
                        .line("naive Bayes of n-grams", baseline)
                        .range(0, 1.02)));
    Dataset validation = new PaddedWords(parts.validation(), alphabet);
    Dataset train = new PaddedWords(parts.train(), alphabet);
    Listener[] listeners = {out.progress(), out.live("LSTM"), out.log("history"), curves};
    History unused = fit(net, train, validation, random, listeners);
  }

  // region training
  private History fit(
      Module net,
      Dataset train,
      Dataset validation,
      RandomGenerator random,
      Listener... listeners) {
    Optim optim = new Optim(net, new CrossEntropyLoss(), new Adam(LEARNING_RATE));
    return SGD.of(optim)
        .batchSize(BATCH_SIZE)
        .epochs(epochs)
        .schedule(Schedule.cosine(epochs))
        .shuffle(random)
        .validate(validation)
        .metrics(new Accuracy())
        .listen(listeners)
        .fit(train);
  }
  // endregion
}
