package io.github.taeda.nn.losses;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text form of the losses of this package, by which one is sent to another machine: what {@code
 * toString} shows and the reduction, {@code CrossEntropyLoss(ignoring 255) MEAN}.
 */
public final class LossText {
  private static final Pattern FORM = Pattern.compile("(\\w+)(?:\\((.*)\\))? ([A-Z_]+)");
  private static final Pattern MARGIN_AND_OPTIONS = Pattern.compile("([^)]*)(?:\\)\\((.*))?");
  private static final Map<String, Function<WrittenLoss, Loss>> LOSSES = new HashMap<>();

  static {
    plain("BCELoss", BCELoss::new);
    LOSSES.put("BCEWithLogitsLoss", LossText::withLogits);
    margin("CosineEmbeddingLoss", text -> m -> new CosineEmbeddingLoss(m, text.reduction()));
    LOSSES.put("CrossEntropyLoss", LossText::crossEntropy);
    plain("GaussianNLLLoss", GaussianNLLLoss::new);
    plain("HingeLoss", HingeLoss::new);
    margin("HuberLoss", text -> delta -> new HuberLoss(delta, text.reduction()));
    plain("KLDivLoss", KLDivLoss::new);
    plain("L1Loss", L1Loss::new);
    margin("MarginRankingLoss", text -> m -> new MarginRankingLoss(m, text.reduction()));
    plain("MSELoss", MSELoss::new);
    plain("MultiLabelMarginLoss", MultiLabelMarginLoss::new);
    LOSSES.put("MultiMarginLoss", LossText::multiMargin);
    LOSSES.put("NLLLoss", LossText::logLikelihood);
    plain("PerceptronLoss", PerceptronLoss::new);
    plain("PoissonNLLLoss", PoissonNLLLoss::new);
    plain("SoftMarginLoss", SoftMarginLoss::new);
    margin("TripletMarginLoss", text -> m -> new TripletMarginLoss(m, text.reduction()));
    LOSSES.put("WeightedSumLoss", LossText::weightedSum);
  }

  private LossText() {}

  /**
   * The text of a loss.
   *
   * @throws IllegalArgumentException if it is none of this package, or consists of such
   */
  public static String of(Loss loss) {
    Objects.requireNonNull(loss, "LossText: loss is null");
    String text = loss + " " + loss.reduction();
    if (loss.getClass().getPackage() != LossText.class.getPackage() || !parse(text, loss)) {
      throw new IllegalArgumentException("LossText: " + loss + " is no loss of the library");
    }
    return text;
  }

  private static boolean parse(String text, Loss loss) {
    try {
      return parse(text).toString().equals(loss.toString());
    } catch (IllegalArgumentException e) {
      return false; // a sum with a custom part
    }
  }

  /**
   * The loss of a text.
   *
   * @throws IllegalArgumentException if {@link #of} gives no such text
   */
  public static Loss parse(String text) {
    Objects.requireNonNull(text, "LossText: text is null");
    Matcher form = FORM.matcher(text);
    Function<WrittenLoss, Loss> known = form.matches() ? LOSSES.get(form.group(1)) : null;
    if (known == null) {
      throw new IllegalArgumentException("LossText: there is no loss \"" + text + "\"");
    }
    String settings = form.group(2) == null ? "" : form.group(2);
    return known.apply(new WrittenLoss(settings, Reduction.valueOf(form.group(3))));
  }

  private static void plain(String name, Function<Reduction, Loss> create) {
    LOSSES.put(name, text -> create.apply(text.reduction()));
  }

  private static void margin(String name, Function<WrittenLoss, DoubleFunction<Loss>> create) {
    LOSSES.put(name, text -> create.apply(text).apply(Double.parseDouble(text.settings())));
  }

  private static Loss withLogits(WrittenLoss text) {
    BCEWithLogitsLoss loss = new BCEWithLogitsLoss(text.reduction());
    return text.settings().isEmpty() ? loss : loss.withPositiveWeights(text.numbers());
  }

  private static Loss crossEntropy(WrittenLoss text) {
    CrossEntropyLoss loss = new CrossEntropyLoss(text.reduction());
    for (String option : text.split(", ")) {
      if (option.startsWith("weights ")) {
        loss = loss.withWeights(new WrittenLoss(option, text.reduction()).numbers());
      } else if (option.startsWith("ignoring ")) {
        loss = loss.withIgnoreIndex(Integer.parseInt(option.substring(9)));
      } else {
        loss = loss.withSmoothing(Double.parseDouble(option.replace("smoothing ", "")));
      }
    }
    return loss;
  }

  private static Loss logLikelihood(WrittenLoss text) {
    NLLLoss loss = new NLLLoss(text.reduction());
    for (String option : text.split(", ")) {
      loss =
          option.startsWith("weights ")
              ? loss.withWeights(new WrittenLoss(option, text.reduction()).numbers())
              : loss.withIgnoreIndex(Integer.parseInt(option.replace("ignoring ", "")));
    }
    return loss;
  }

  private static Loss multiMargin(WrittenLoss text) {
    Matcher parts = MARGIN_AND_OPTIONS.matcher(text.settings());
    if (!parts.matches()) {
      throw new IllegalArgumentException("LossText: MultiMarginLoss has no \"" + text + "\"");
    }
    MultiMarginLoss loss =
        new MultiMarginLoss(Double.parseDouble(parts.group(1)), text.reduction());
    String options = parts.group(2) == null ? "" : parts.group(2);
    for (String option : new WrittenLoss(options, text.reduction()).split(", ")) {
      loss =
          option.startsWith("weights ")
              ? loss.withWeights(new WrittenLoss(option, text.reduction()).numbers())
              : loss.withIgnoreIndex(Integer.parseInt(option.replace("ignoring ", "")));
    }
    return loss;
  }

  private static Loss weightedSum(WrittenLoss text) {
    WeightedSumLoss sum = null;
    for (String part : text.split(" + ")) {
      int space = part.indexOf(' ');
      double weight = Double.parseDouble(part.substring(0, Math.max(0, space)));
      Loss loss = parse(part.substring(space + 1) + " " + text.reduction());
      sum = sum == null ? WeightedSumLoss.of(weight, loss) : sum.plus(weight, loss);
    }
    return Objects.requireNonNull(sum, "LossText: a sum without parts");
  }
}
