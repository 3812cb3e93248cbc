package io.github.taeda.examples.baselines;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.github.taeda.nn.data.ImageDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A linear support vector machine on the pixels, multi-class after Crammer and Singer, by
 * liblinear.
 */
public final class LinearSvm implements ImageClassifier {
  private static final double COST = 0.03; // C, of a violated margin
  private static final double TOLERANCE = 0.1; // liblinear's default for this solver

  private final Model model;

  /** Trains on images; the seed is that of the order in which the solver visits them. */
  public LinearSvm(ImageDataset train, long seed) {
    Problem problem = new Problem();
    problem.l = train.size();
    problem.n = train.pixels(0).length + 1; // the bias is the weight of a feature that is always 1
    problem.bias = 1;
    problem.x = new Feature[train.size()][];
    problem.y = new double[train.size()];
    for (int i = 0; i < train.size(); i++) {
      problem.x[i] = features(train.pixels(i));
      problem.y[i] = train.label(i);
    }
    Parameter parameter = new Parameter(SolverType.MCSVM_CS, COST, TOLERANCE);
    parameter.setRandom(new Random(seed));
    Linear.disableDebugOutput();
    model = Linear.train(problem, parameter);
  }

  @Override
  public int[] predict(ImageDataset images) {
    return IntStream.range(0, images.size())
        .map(i -> (int) Linear.predict(model, features(images.pixels(i))))
        .toArray();
  }

  /** The non-zero pixels, indexed from 1, and the bias. */
  private static Feature[] features(byte[] pixels) {
    List<Feature> features = new ArrayList<>();
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i] != 0) {
        features.add(new FeatureNode(i + 1, (pixels[i] & 0xff) / 255.0));
      }
    }
    features.add(new FeatureNode(pixels.length + 1, 1));
    return features.toArray(Feature[]::new);
  }
}
