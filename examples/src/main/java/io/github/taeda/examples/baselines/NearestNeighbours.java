package io.github.taeda.examples.baselines;

import com.github.jelmerk.hnswlib.core.DistanceFunctions;
import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.SearchResult;
import com.github.jelmerk.hnswlib.core.bruteforce.BruteForceIndex;
import io.github.taeda.nn.data.ImageDataset;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A k-nearest-neighbours classifier by the Euclidean distance between pixels: exact search over all
 * training images, on all cores.
 */
public final class NearestNeighbours implements ImageClassifier {
  private final BruteForceIndex<Integer, float[], Neighbour, Float> index;
  private final int count;
  private final int classes;

  /** Stores the training images; the nearest {@code count} vote. */
  public NearestNeighbours(ImageDataset train, int count) {
    int pixels = train.pixels(0).length;
    this.index =
        BruteForceIndex.newBuilder(pixels, DistanceFunctions.FLOAT_EUCLIDEAN_DISTANCE).build();
    this.count = count;
    this.classes = train.classNames().size();
    for (int i = 0; i < train.size(); i++) {
      index.add(new Neighbour(i, vector(train.pixels(i)), train.label(i)));
    }
  }

  @Override
  public int[] predict(ImageDataset images) {
    return IntStream.range(0, images.size())
        .parallel()
        .map(i -> vote(index.findNearest(vector(images.pixels(i)), count)))
        .toArray();
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

  /** The pixels as values from 0 to 1. */
  private static float[] vector(byte[] pixels) {
    float[] vector = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      vector[i] = (pixels[i] & 0xff) / 255f;
    }
    return vector;
  }

  /** A labelled training image. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Neighbour(Integer id, float[] vector, int label)
      implements Item<Integer, float[]> {
    @Override
    public int dimensions() {
      return vector.length;
    }
  }
}
