package io.github.taeda.examples.baselines;

import io.github.taeda.nn.data.ImageDataset;

/** A classifier of images. */
public interface ImageClassifier {

  /** The predicted class index of each image. */
  int[] predict(ImageDataset images);
}
