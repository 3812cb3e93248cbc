package io.github.taeda.examples.addition;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.ops.NDArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Additions as sequences of character ids. A net reads the question and the answer up to a
 * character, and predicts the next one.
 *
 * @param training additions to train on
 * @param test additions held out, drawn at random from all pairs of integers
 */
record AdditionData(List<Addition> training, List<Addition> test) {
  /** Characters of a question, of an answer, and those that a net reads. */
  static final int QUESTION = 6;

  static final int ANSWER = 3;
  static final int LENGTH = QUESTION + ANSWER - 1;

  /** The target of positions within the question, which the loss ignores. */
  static final int IGNORED = -1;

  /** Holds out a share of all pairs, among them the one that is drawn. */
  static AdditionData split(double heldOut, Addition drawn, Random random) {
    List<Addition> all = new ArrayList<>();
    for (int i = 0; i < Addition.INTEGERS * Addition.INTEGERS; i++) {
      all.add(new Addition(i / Addition.INTEGERS, i % Addition.INTEGERS));
    }
    all.remove(drawn);
    Collections.shuffle(all, random);
    all.add(0, drawn);
    int test = (int) Math.round(heldOut * all.size());
    return new AdditionData(all.subList(test, all.size()), all.subList(0, test));
  }

  /** Inputs {@code [n, LENGTH]} and targets of the same shape, as a data set. */
  static Dataset dataset(List<Addition> additions) {
    float[] inputs = new float[additions.size() * LENGTH];
    float[] targets = new float[inputs.length];
    Arrays.fill(targets, IGNORED);
    for (int i = 0; i < inputs.length; i++) {
      Addition addition = additions.get(i / LENGTH);
      String text = addition.question() + addition.answer();
      int position = i % LENGTH;
      inputs[i] = id(text.charAt(position));
      if (position >= QUESTION - 1) {
        targets[i] = id(text.charAt(position + 1));
      }
    }
    return Dataset.of(
        NDArrays.of(inputs, additions.size(), LENGTH),
        NDArrays.of(targets, additions.size(), LENGTH));
  }

  /** Texts of LENGTH characters as ids. */
  static INDArray inputs(List<String> texts) {
    float[] ids = new float[texts.size() * LENGTH];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = id(texts.get(i / LENGTH).charAt(i % LENGTH));
    }
    return NDArrays.of(ids, texts.size(), LENGTH);
  }

  /** The answers that a net writes, character by character, each the one of the highest score. */
  static List<String> answers(Module net, List<Addition> additions) {
    float[] ids = new float[additions.size() * LENGTH];
    for (int i = 0; i < ids.length; i++) {
      int position = i % LENGTH;
      String question = additions.get(i / LENGTH).question();
      ids[i] = id(position < QUESTION ? question.charAt(position) : ' ');
    }
    StringBuilder[] answers = new StringBuilder[additions.size()];
    Arrays.setAll(answers, i -> new StringBuilder());
    for (int position = QUESTION - 1; position < LENGTH; position++) {
      INDArray scores = net.forward(NDArrays.of(ids, additions.size(), LENGTH));
      double[] values = new double[Math.toIntExact(scores.length())];
      NDArrays.readValues(scores, values);
      for (int i = 0; i < answers.length; i++) {
        int next = best(values, i * LENGTH + position);
        answers[i].append(Addition.CHARACTERS.charAt(next));
        if (position + 1 < LENGTH) {
          ids[i * LENGTH + position + 1] = next;
        }
      }
    }
    return Arrays.stream(answers).map(StringBuilder::toString).toList();
  }

  /** The share of additions whose answer is exact. */
  static double exact(Module net, List<Addition> additions) {
    List<String> answers = answers(net, additions);
    int exact = 0;
    for (int i = 0; i < answers.size(); i++) {
      exact += answers.get(i).equals(additions.get(i).answer()) ? 1 : 0;
    }
    return (double) exact / answers.size();
  }

  private static int best(double[] scores, int row) {
    int classes = Addition.CHARACTERS.length();
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = scores[row * classes + c] > scores[row * classes + best] ? c : best;
    }
    return best;
  }

  private static int id(char character) {
    return Addition.CHARACTERS.indexOf(character);
  }
}
