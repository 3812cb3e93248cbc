package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ParameterVector;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.function.Predicate;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A pull of the values towards zero, in every update.
 *
 * <pre>{@code
 * optim.decay(WeightDecay.l2(1e-4).except("bias", "scale", "shift"));
 * }</pre>
 */
public final class WeightDecay {
  private final Kind kind;
  private final double strength;
  private final Predicate<Parameter> included;

  private WeightDecay(Kind kind, double strength, Predicate<Parameter> included) {
    this.kind = kind;
    this.strength = strength;
    this.included = included;
  }

  /**
   * The gradient of {@code λ/2 · ‖θ‖²}: {@code g ← g + λ θ} before the rule.
   *
   * @param strength λ, &gt; 0
   */
  public static WeightDecay l2(double strength) {
    return of(Kind.L2, strength);
  }

  /**
   * The gradient of {@code λ · ‖θ‖₁}: {@code g ← g + λ sign(θ)} before the rule.
   *
   * @param strength λ, &gt; 0
   */
  public static WeightDecay l1(double strength) {
    return of(Kind.L1, strength);
  }

  /**
   * Decay beside the rule, {@code θ ← θ − η λ θ} with the rule's step size η of the iteration
   * (Loshchilov and Hutter, 2019).
   *
   * @param strength λ, &gt; 0
   */
  public static WeightDecay decoupled(double strength) {
    return of(Kind.DECOUPLED, strength);
  }

  /**
   * The same decay without parameters of these names, such as {@code bias}, or {@code scale} and
   * {@code shift} of normalisations; a full path such as {@code 0.weight} means that one alone.
   */
  public WeightDecay except(String... names) {
    Set<String> left = Set.of(names);
    return new WeightDecay(
        kind,
        strength,
        included.and(
            parameter -> !left.contains(parameter.name()) && !left.contains(lastOf(parameter))));
  }

  /** The same decay without the parameters of these modules. */
  public WeightDecay except(Module... modules) {
    Set<Parameter> left = new HashSet<>();
    for (Module module : modules) {
      left.addAll(Objects.requireNonNull(module, "Decay: module is null").parameters());
    }
    return new WeightDecay(kind, strength, included.and(parameter -> !left.contains(parameter)));
  }

  /** What this does to a vector in each update, for the rule's step size. */
  public DoubleConsumer on(ParameterVector vector) {
    List<Target> targets = targets(vector);
    return step -> apply(targets, step);
  }

  /** What decays within a vector: all of it in one piece, or piece by piece. */
  private List<Target> targets(ParameterVector vector) {
    if (vector.parameters().stream().allMatch(included)) {
      return List.of(new Target(vector.values(), vector.gradients()));
    }
    return vector.parameters().stream()
        .filter(included)
        .map(parameter -> new Target(parameter.value(), parameter.gradient()))
        .toList();
  }

  public boolean includes(Parameter parameter) {
    return included.test(parameter);
  }

  public boolean isDecoupled() {
    return kind == Kind.DECOUPLED;
  }

  /** Adds to the gradients, or for decoupled decay moves the values by a rule's step. */
  private void apply(List<Target> targets, double step) {
    for (Target target : targets) {
      switch (kind) {
        case L2 -> Elementwise.addScaled(strength, target.values, target.gradients);
        case L1 -> {
          INDArray signs = Scratch.array(target.values.dataType(), target.values.shape());
          Elementwise.sign(target.values, signs);
          Elementwise.addScaled(strength, signs, target.gradients);
        }
        case DECOUPLED -> Elementwise.addScaled(-step * strength, target.values, target.values);
      }
    }
  }

  private static WeightDecay of(Kind kind, double strength) {
    Checks.requirePositive("Decay", "strength", strength);
    return new WeightDecay(kind, strength, parameter -> true);
  }

  private static String lastOf(Parameter parameter) {
    return parameter.name().substring(parameter.name().lastIndexOf('.') + 1);
  }

  /** {@code WeightDecay(l2, 1.0E-4)}. */
  @Override
  public String toString() {
    return "Decay(" + kind.name().toLowerCase(Locale.ROOT) + ", " + strength + ")";
  }

  /** Numbers that decay, and their gradients. */
  private record Target(INDArray values, INDArray gradients) {}

  private enum Kind {
    L2,
    L1,
    DECOUPLED
  }
}
