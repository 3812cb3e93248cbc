package io.github.taeda.examples.words;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A rule about the vowels of a word, which are front ({@code e i y}) or back ({@code a o u}). */
enum Agreement {
  /** All vowels are of one class. */
  HARMONY {
    @Override
    void rule(boolean[] front, RandomGenerator random) {
      Arrays.fill(front, front[0]);
    }
  },

  /** The last vowel is of the class of the first; one or more between them are of the other. */
  FRAME {
    @Override
    void rule(boolean[] front, RandomGenerator random) {
      front[front.length - 1] = front[0];
      front[1 + random.nextInt(front.length - 2)] = !front[0];
    }
  },

  /** The last vowel is of the other class than the first; those between them are of any. */
  TURN {
    @Override
    void rule(boolean[] front, RandomGenerator random) {
      front[front.length - 1] = !front[0];
    }
  };

  /** Makes vowels of random classes keep the rule. */
  abstract void rule(boolean[] front, RandomGenerator random);

  /** Draws for each of three or more syllables whether its vowel is a front one. */
  boolean[] draw(int syllables, RandomGenerator random) {
    boolean[] front = new boolean[syllables];
    for (int i = 0; i < syllables; i++) {
      front[i] = random.nextBoolean();
    }
    rule(front, random);
    return front;
  }
}
