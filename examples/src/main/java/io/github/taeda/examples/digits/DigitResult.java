package io.github.taeda.examples.digits;

import io.github.taeda.examples.images.ImageSet.Origin;
import java.util.Locale;

/**
 * The result of a run.
 *
 * @param origin of the images
 * @param accuracy on the test set
 * @param minimum of the accuracy; 0 for none
 */
record DigitResult(Origin origin, double accuracy, double minimum) {

  boolean isLearnt() {
    return accuracy >= minimum;
  }

  /** The result as a sentence, with advice if the minimum was missed. */
  String sentence(int epochs, int defaultEpochs) {
    String images = origin == Origin.SYNTHETIC ? " (synthetic digits). " : ". ";
    String result = percent(accuracy) + " of the test images are correctly classified" + images;
    if (minimum == 0) {
      return "Done: " + result + "No minimum was set; --min-accuracy sets one.";
    }
    String bound = "The minimum is " + percent(minimum) + ".";
    if (isLearnt()) {
      return "Learnt: " + result + bound;
    }
    return "Not learnt: " + result + bound + " " + advice(epochs, defaultEpochs);
  }

  private static String advice(int epochs, int defaultEpochs) {
    return epochs < defaultEpochs
        ? "More epochs may help: the default is " + defaultEpochs + "."
        : "More training images or another learning rate may help.";
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
  }
}
