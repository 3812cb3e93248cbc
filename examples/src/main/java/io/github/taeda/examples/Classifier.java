package io.github.taeda.examples;

import io.github.taeda.nn.data.ImageDataset;

/** Whatever tells the class of an image. */
interface Classifier {

  /** The class that each image is taken for. */
  int[] answers(ImageDataset images);
}
