package io.github.taeda.nn.optim.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rules without golden values against the formulas of their papers, in plain doubles, on
 * Rosenbrock's function.
 */
class PaperRulesTest {
  private static final int STEPS = 60;

  @Test
  void radam_follows_its_formula() {
    // With β₂ = 0.9, ρ exceeds 5 after some steps, so that both branches are taken.
    for (double beta2 : new double[] {0.999, 0.9}) {
      double limit = 2 / (1 - beta2) - 1;
      double[] m = new double[2];
      double[] v = new double[2];
      follow(
          new RAdam(0.01).withBetas(0.8, beta2).withEpsilon(1e-3),
          (t, x, g) -> {
            double length = limit - 2 * t * Math.pow(beta2, t) / (1 - Math.pow(beta2, t));
            for (int i = 0; i < 2; i++) {
              m[i] = 0.8 * m[i] + 0.2 * g[i];
              v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
              double mean = m[i] / (1 - Math.pow(0.8, t));
              if (length > 5) {
                double r =
                    Math.sqrt(
                        ((length - 4) / (limit - 4))
                            * ((length - 2) / (limit - 2))
                            * (limit / length));
                double adaptive = Math.sqrt(1 - Math.pow(beta2, t)) / (Math.sqrt(v[i]) + 1e-3);
                x[i] -= 0.01 * mean * r * adaptive;
              } else {
                x[i] -= 0.01 * mean;
              }
            }
          });
    }
  }

  @Test
  void radam_is_momentum_in_its_first_five_iterations() {
    // ρ of β₂ = 0.999 is 1.0, 2.0, 3.0, 4.0, 5.0 less some thousandths, 6.0: the sixth is rectified
    RAdam rule = new RAdam(0.1);
    INDArray x = Make.vector(1);
    rule.update(x, Make.vector(4), 0.1);
    Compare.close("1: m/(1 − 0.9) = 4", x, Make.vector(1 - 0.4), 1e-15);
    rule.update(x, Make.vector(-1), 0.1);
    // m = 0.9 · 0.4 − 0.1 = 0.26, over 1 − 0.81 = 1.3684210526315788
    Compare.close("2", x, Make.vector(0.6 - 0.13684210526315788), 1e-14);
    INDArray still = Make.vector(0);
    RAdam constant = new RAdam(1);
    for (int t = 1; t <= 6; t++) {
      double before = still.getDouble(0);
      constant.update(still, Make.vector(100), 1);
      boolean isPlain = before - still.getDouble(0) > 99;
      assertThat(isPlain).as("iteration %d by the whole gradient", t).isEqualTo(t <= 5);
    }
  }

  @Test
  void nadam_follows_its_formula() {
    double[] m = new double[2];
    double[] v = new double[2];
    double[] product = {1};
    follow(
        new NAdam(0.02).withBetas(0.8, 0.99).withEpsilon(1e-3).withMomentumDecay(0.1),
        (t, x, g) -> {
          double momentum = 0.8 * (1 - 0.5 * Math.pow(0.96, 0.1 * t));
          double next = 0.8 * (1 - 0.5 * Math.pow(0.96, 0.1 * (t + 1)));
          product[0] *= momentum;
          for (int i = 0; i < 2; i++) {
            m[i] = 0.8 * m[i] + 0.2 * g[i];
            v[i] = 0.99 * v[i] + 0.01 * g[i] * g[i];
            double root = Math.sqrt(v[i] / (1 - Math.pow(0.99, t))) + 1e-3;
            x[i] -= 0.02 * (1 - momentum) / (1 - product[0]) * g[i] / root;
            x[i] -= 0.02 * next / (1 - product[0] * next) * m[i] / root;
          }
        });
  }

  @Test
  void nadam_takes_its_first_two_steps_as_by_hand() {
    // Without momentum decay μ is always 0.8 (1 − ½) = 0.4; ε is next to nothing.
    NAdam rule = new NAdam(1).withBetas(0.8, 0.5).withEpsilon(1e-300).withMomentumDecay(0);
    INDArray x = Make.vector(0);
    rule.update(x, Make.vector(2), 1);
    // m = 0.4, v = 2, over 0.5: √4 = 2; 0.4 · 0.4/(1 − 0.16) + 0.6 · 2/(1 − 0.4) = 0.1905 + 2
    Compare.close("1", x, Make.vector(-(0.16 / 0.84 + 2) / 2), 1e-15);
    rule.update(x, Make.vector(0), 1);
    // m = 0.32, v = 1, over 0.75: √(4/3); 0.4 · 0.32/(1 − 0.064), nothing of g
    double second = 0.128 / 0.936 / Math.sqrt(4.0 / 3);
    Compare.close("2", x, Make.vector(-(0.16 / 0.84 + 2) / 2 - second), 1e-15);
  }

  @Test
  void nadam_computes_its_product_anew_when_its_state_was_restored() {
    NAdam one = new NAdam(0.1);
    INDArray x = Make.vector(1, 2);
    for (int t = 0; t < 20; t++) {
      one.update(x, Make.vector(1, -t), 0.1);
    }
    Map<String, INDArray> state = one.state();
    NAdam ahead = new NAdam(0.1);
    for (int t = 0; t < 30; t++) {
      ahead.update(Make.vector(1, 2), Make.vector(1, 1), 0.1);
    }
    ahead.restore(state);
    INDArray y = x.dup();
    one.update(x, Make.vector(3, 4), 0.1);
    ahead.update(y, Make.vector(3, 4), 0.1);
    Compare.exact("iteration 21", y, x);
  }

  @Test
  void lion_follows_its_formula() {
    double[] m = new double[2];
    follow(
        new Lion(0.01).withBetas(0.7, 0.9),
        (t, x, g) -> {
          for (int i = 0; i < 2; i++) {
            x[i] -= 0.01 * Math.signum(0.7 * m[i] + 0.3 * g[i]);
            m[i] = 0.9 * m[i] + 0.1 * g[i];
          }
        });
  }

  @Test
  void lion_takes_its_first_steps_as_by_hand() {
    Lion rule = new Lion(0.5); // β₁ = 0.9, β₂ = 0.99
    INDArray x = Make.vector(1, 1, 1);
    rule.update(x, Make.vector(3, -0.001, 0), 0.5);
    assertThat(x.toDoubleVector()).containsExactly(0.5, 1.5, 1);
    // m = (0.03, −0.00001, 0): 0.9 m + 0.1 g = (0.027 − 0.02, −0.000009 + 0.0000095, −0.1)
    rule.update(x, Make.vector(-0.2, 0.000095, -1), 0.5);
    assertThat(x.toDoubleVector()).containsExactly(0, 1, 1.5);
  }

  @Test
  void lion_shrinks_values_by_the_decay_of_optim() {
    // θ ← θ − η (sign + λ θ) of the paper: 2 − 0.1 (1 + 0.5 · 2)
    INDArray x = Make.vector(2);
    Lion rule = new Lion(0.1);
    WeightDecay.decoupled(0.5).apply(x, Make.vector(7), List.of(new Slice(0, 1, 0.1)));
    rule.update(x, Make.vector(7), 0.1);
    Compare.close("decayed", x, Make.vector(1.8), 1e-15);
  }

  @Test
  void their_texts_have_the_default_constants() {
    assertThat(new RAdam(0.001))
        .hasToString("RAdam(learning rate 0.001, betas 0.9 and 0.999, epsilon 1.0E-8)");
    assertThat(new NAdam(0.002))
        .hasToString(
            "NAdam(learning rate 0.002, betas 0.9 and 0.999, epsilon 1.0E-8, momentum decay"
                + " 0.004)");
    assertThat(new Lion(1e-4)).hasToString("Lion(learning rate 1.0E-4, betas 0.9 and 0.99)");
  }

  @Test
  void bad_constants_are_rejected() {
    rejected(() -> new RAdam(0), "RAdam: learning rate must be > 0 and finite, but was 0.0");
    rejected(
        () -> new RAdam(1).withBetas(1, 0.9),
        "RAdam: beta1 must be at least 0 and less than 1, but was 1.0");
    rejected(
        () -> new RAdam(1).withEpsilon(0), "RAdam: epsilon must be > 0 and finite, but was 0.0");
    rejected(
        () -> new NAdam(1).withBetas(0.9, -1),
        "NAdam: beta2 must be at least 0 and less than 1, but was -1.0");
    rejected(
        () -> new NAdam(1).withMomentumDecay(-1),
        "NAdam: momentumDecay must be at least 0 and finite, but was -1.0");
    rejected(
        () -> new NAdam(1).withEpsilon(0), "NAdam: epsilon must be > 0 and finite, but was 0.0");
    rejected(
        () -> new Lion(1).withBetas(0.9, 1),
        "Lion: beta2 must be at least 0 and less than 1, but was 1.0");
  }

  private static void rejected(Runnable make, String message) {
    assertThatIllegalArgumentException().isThrownBy(make::run).withMessage(message);
  }

  private static void follow(UpdateRule rule, Formula formula) {
    INDArray x = Make.vector(-0.4, 0.3);
    double[] expected = {-0.4, 0.3};
    for (int t = 1; t <= STEPS; t++) {
      rule.update(x, Make.vector(gradient(x.toDoubleVector())), rule.learningRate());
      formula.update(t, expected, gradient(expected));
      Compare.close("after step " + t, x, Make.vector(expected), 1e-9);
    }
    assertThat(expected[0]).isNotEqualTo(-0.4);
  }

  /** Of {@code 100 (b − a²)² + (1 − a)²}. */
  private static double[] gradient(double[] x) {
    double a = x[0];
    double b = x[1];
    return new double[] {-400 * a * (b - a * a) - 2 * (1 - a), 200 * (b - a * a)};
  }

  /** Updates values by their gradients in an iteration. */
  private interface Formula {
    void update(int t, double[] x, double[] g);
  }
}
