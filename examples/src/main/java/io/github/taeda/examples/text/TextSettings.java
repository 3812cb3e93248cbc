package io.github.taeda.examples.text;

import java.util.random.RandomGenerator;

/**
 * The settings of a run.
 *
 * @param minCount how often a word must occur in the training set to be in the vocabulary
 * @param maxLength how many words of a document are read
 * @param epochs of each net
 * @param seed of the split and of the shuffled words
 * @param random of weights and batches
 */
record TextSettings(int minCount, int maxLength, int epochs, long seed, RandomGenerator random) {}
