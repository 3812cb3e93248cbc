package io.github.taeda.examples.baselines;

import io.github.taeda.nn.data.ImageDataset;

/** Whatever tells the class of an image. */
public interface ImageClassifier {

  /** The class that each image is taken for. */
  int[] answers(ImageDataset images);
}
