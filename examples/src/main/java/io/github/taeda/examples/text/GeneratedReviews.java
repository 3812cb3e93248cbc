package io.github.taeda.examples.text;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Generated reviews of restaurants, hotels and films, each praise or criticism: six classes. The
 * grammar:
 *
 * <pre>
 * review    = 3 to 6 of: statement | remark
 * statement = (the | this | our) noun-of-the-topic (was | is | seemed) opinion
 * opinion   = [adverb] adjective | negation [adverb] adjective-of-the-opposite
 * </pre>
 *
 * <p>A few statements are of the opposite opinion, but not most of a review; three of ten are
 * negated. So the topic is in the words, and the opinion in part in their order: "not good" and
 * "good" have the same adjective.
 */
final class GeneratedReviews {
  static final int COUNT = 3_000;
  private static final List<String> TOPICS = List.of("food", "hotel", "film");
  private static final String[][] NOUNS = {
    "soup pasta waiter dessert menu kitchen sauce table wine".split(" ", -1),
    "room bed reception breakfast pool view lift towel balcony".split(" ", -1),
    "plot actor scene ending music dialogue story camera director".split(" ", -1)
  };
  private static final String[][] ADJECTIVES = {
    "good great wonderful lovely excellent pleasant brilliant charming".split(" ", -1),
    "bad awful terrible dull poor boring dreadful disappointing".split(" ", -1)
  };
  private static final String[] NEGATIONS = {"not", "never", "hardly"};
  private static final String[] ADVERBS = {"really", "very", "quite", "that"};
  private static final String[] REMARKS = {
    "we came with friends of",
    "it was raining when we met",
    "my sister had told me about",
    "I will write more about this to",
    "last week I was there with"
  };
  private static final String[] SYLLABLES = "ka ro mi ten su bel do ran vi lo".split(" ", -1);
  private static final double NEGATED = 0.3;
  private static final double OPPOSITE = 0.2; // where the opinion leads by two

  private final RandomGenerator random;

  private GeneratedReviews(RandomGenerator random) {
    this.random = random;
  }

  static Corpus of(int count, RandomGenerator random) {
    GeneratedReviews reviews = new GeneratedReviews(random);
    List<List<String>> documents = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = i % (2 * TOPICS.size());
      labels.add(label);
      documents.add(Corpus.words(reviews.review(label / 2, label % 2)));
    }
    List<String> names = new ArrayList<>();
    TOPICS.forEach(topic -> names.addAll(List.of(topic + " good", topic + " bad")));
    return new Corpus(documents, labels, names);
  }

  /** A review of a topic with an opinion: 0 for praise, 1 for criticism. */
  private String review(int topic, int opinion) {
    StringBuilder text = new StringBuilder();
    int sentences = 3 + random.nextInt(4);
    int lead = 0; // by how many statements the opinion prevails
    for (int i = 0; i < sentences; i++) {
      boolean isLast = i == sentences - 1;
      if (!isLast && random.nextDouble() < 0.35) {
        text.append(pick(REMARKS)).append(' ').append(name()).append(". ");
      } else {
        boolean isOpposite = lead > 1 && random.nextDouble() < OPPOSITE;
        lead += isOpposite ? -1 : 1;
        text.append(statement(topic, isOpposite ? 1 - opinion : opinion)).append(". ");
      }
    }
    return text.toString();
  }

  private String statement(int topic, int opinion) {
    boolean isNegated = random.nextDouble() < NEGATED;
    String adverb = random.nextBoolean() ? pick(ADVERBS) + " " : "";
    return pick("the", "this", "our")
        + " "
        + pick(NOUNS[topic])
        + " "
        + pick("was", "is", "seemed")
        + " "
        + (isNegated ? pick(NEGATIONS) + " " : "")
        + adverb
        + pick(ADJECTIVES[isNegated ? 1 - opinion : opinion]);
  }

  /** A name, most of which occur once only. */
  private String name() {
    return pick(SYLLABLES) + pick(SYLLABLES) + pick(SYLLABLES);
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }
}
