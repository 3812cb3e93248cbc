package io.github.taeda.examples.baselines;

import com.github.jelmerk.hnswlib.core.DistanceFunctions;
import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.SearchResult;
import com.github.jelmerk.hnswlib.core.bruteforce.BruteForceIndex;
import io.github.taeda.nn.data.ImageDataset;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A k-nearest-neighbours classifier by the Euclidean distance between vectors, such as the pixels
 * of images: exact search over all training examples, on all cores.
 */
public final class NearestNeighbours implements ImageClassifier {
  private final BruteForceIndex<Integer, float[], Neighbour, Float> index;
  private final int count;
  private final int classes;

  /** Stores the training images; the nearest {@code count} vote. */
  public NearestNeighbours(ImageDataset train, int count) {
    this(vectors(train), train.classNames().size(), count, train::label);
  }

  /**
   * Stores the training examples; the nearest {@code count} vote.
   *
   * @param train vectors of one length
   * @param classes the number of classes
   * @param label the class index of each example
   */
  public NearestNeighbours(List<float[]> train, int classes, int count, IntUnaryOperator label) {
    this.index =
        BruteForceIndex.newBuilder(train.get(0).length, DistanceFunctions.FLOAT_EUCLIDEAN_DISTANCE)
            .build();
    this.count = count;
    this.classes = classes;
    for (int i = 0; i < train.size(); i++) {
      index.add(new Neighbour(i, train.get(i), label.applyAsInt(i)));
    }
  }

  @Override
  public int[] predict(ImageDataset images) {
    return predict(vectors(images));
  }

  /** The predicted class index of each vector. */
  public int[] predict(List<float[]> vectors) {
    return vectors.stream()
        .parallel()
        .mapToInt(vector -> vote(index.findNearest(vector, count)))
        .toArray();
  }

  /** The fraction of images whose class is predicted correctly. */
  public double accuracy(ImageDataset images) {
    return accuracy(predict(images), images::label);
  }

  /** The fraction of vectors whose class index is predicted correctly. */
  public double accuracy(List<float[]> vectors, IntUnaryOperator label) {
    return accuracy(predict(vectors), label);
  }

  /** The fraction of the stored vectors whose class index is predicted correctly by the others. */
  public double leaveOneOutAccuracy(IntUnaryOperator label) {
    int[] predicted =
        IntStream.range(0, index.size())
            .parallel()
            .map(i -> vote(index.findNeighbors(i, count)))
            .toArray();
    return accuracy(predicted, label);
  }

  private static double accuracy(int[] predicted, IntUnaryOperator label) {
    return IntStream.range(0, predicted.length)
            .filter(i -> predicted[i] == label.applyAsInt(i))
            .count()
        / (double) predicted.length;
  }

  /** The class with most votes; of equal ones that of the nearest neighbour. */
  private int vote(List<SearchResult<Neighbour, Float>> nearestFirst) {
    int[] votes = new int[classes];
    nearestFirst.forEach(found -> votes[found.item().label]++);
    int winner = nearestFirst.get(0).item().label;
    for (SearchResult<Neighbour, Float> found : nearestFirst) {
      winner = votes[found.item().label] > votes[winner] ? found.item().label : winner;
    }
    return winner;
  }

  private static List<float[]> vectors(ImageDataset images) {
    return IntStream.range(0, images.size()).mapToObj(i -> vector(images.pixels(i))).toList();
  }

  /** The pixels as values from 0 to 1. */
  private static float[] vector(byte[] pixels) {
    float[] vector = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      vector[i] = (pixels[i] & 0xff) / 255f;
    }
    return vector;
  }

  /** A labelled training example. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Neighbour(Integer id, float[] vector, int label)
      implements Item<Integer, float[]> {
    @Override
    public int dimensions() {
      return vector.length;
    }
  }
}
