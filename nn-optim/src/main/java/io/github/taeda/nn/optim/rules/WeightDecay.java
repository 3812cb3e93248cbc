package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weight decay: regularisation that shrinks the values in every update.
 *
 * <pre>{@code
 * optim.decay(WeightDecay.l2(1e-4).except("bias", "scale", "shift"));
 * }</pre>
 */
public final class WeightDecay {
  private final Form form;
  private final double strength;
  private final Predicate<Parameter> included;

  private WeightDecay(Form form, double strength, Predicate<Parameter> included) {
    this.form = form;
    this.strength = strength;
    this.included = included;
  }

  /**
   * L2 regularisation, the gradient of {@code λ/2 · ‖θ‖²}: {@code g ← g + λ θ} before the rule.
   *
   * @param strength λ, &gt; 0
   */
  public static WeightDecay l2(double strength) {
    return of(Form.L2, strength);
  }

  /**
   * L1 regularisation, the gradient of {@code λ · ‖θ‖₁}: {@code g ← g + λ sign(θ)} before the rule.
   *
   * @param strength λ, &gt; 0
   */
  public static WeightDecay l1(double strength) {
    return of(Form.L1, strength);
  }

  /**
   * Decoupled weight decay, {@code θ ← θ − η λ θ} before the rule, with the learning rate η of the
   * iteration (Loshchilov and Hutter, 2019).
   *
   * @param strength λ, &gt; 0
   */
  public static WeightDecay decoupled(double strength) {
    return of(Form.DECOUPLED, strength);
  }

  /**
   * The same decay without parameters of these names, such as {@code bias}, or {@code scale} and
   * {@code shift} of normalisations; a full path such as {@code 0.weight} means that one alone.
   */
  public WeightDecay except(String... names) {
    Set<String> left = Set.copyOf(Checks.requireAll("WeightDecay", "names", names));
    return new WeightDecay(
        form,
        strength,
        included.and(
            parameter -> !left.contains(parameter.name()) && !left.contains(lastOf(parameter))));
  }

  /** The same decay without the parameters of these modules. */
  public WeightDecay except(Module... modules) {
    Set<Parameter> left = new HashSet<>();
    for (Module module : Checks.requireAll("WeightDecay", "modules", modules)) {
      left.addAll(module.parameters());
    }
    return new WeightDecay(form, strength, included.and(parameter -> !left.contains(parameter)));
  }

  /** Whether a parameter decays. */
  public boolean includes(Parameter parameter) {
    return included.test(parameter);
  }

  /** Whether the decay needs the learning rate. */
  public boolean isDecoupled() {
    return form == Form.DECOUPLED;
  }

  /**
   * Applies the decay of one iteration: adds to the gradients or, if decoupled, shrinks the values.
   *
   * @param values {@code [n]}
   * @param gradients {@code [n]}
   * @param slices of the parameters that decay
   */
  public void apply(INDArray values, INDArray gradients, List<Slice> slices) {
    for (Slice slice : slices) {
      apply(slice.of(values), slice.of(gradients), slice.learningRate());
    }
  }

  private void apply(INDArray values, INDArray gradients, double learningRate) {
    switch (form) {
      case L2 -> Elementwise.addScaled(strength, values, gradients); // g ← g + λ θ
      case L1 -> {
        INDArray signs = Scratch.like(values);
        Elementwise.sign(values, signs);
        Elementwise.addScaled(strength, signs, gradients); // g ← g + λ sign(θ)
      }
      case DECOUPLED ->
          Elementwise.addScaled(-learningRate * strength, values, values); // θ ← θ − η λ θ
    }
  }

  private static WeightDecay of(Form form, double strength) {
    Checks.requirePositive("WeightDecay", "strength", strength);
    return new WeightDecay(form, strength, parameter -> true);
  }

  private static String lastOf(Parameter parameter) {
    return parameter.name().substring(parameter.name().lastIndexOf('.') + 1);
  }

  /** {@code WeightDecay(l2, 1.0E-4)}. */
  @Override
  public String toString() {
    return "WeightDecay(" + form.name().toLowerCase(Locale.ROOT) + ", " + strength + ")";
  }

  private enum Form {
    L2,
    L1,
    DECOUPLED
  }
}
