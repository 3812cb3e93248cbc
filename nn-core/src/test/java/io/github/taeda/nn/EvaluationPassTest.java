package io.github.taeda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.testing.Cube;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EvaluationPassTest {
  private final Module module = new Cube();

  @Test
  void modules_are_in_evaluation_inside_and_as_before_after_it() {
    assertThat(EvaluationPass.run(module::isTraining)).isFalse();
    assertThat(module.isTraining()).isTrue();
  }

  @Test
  void an_inner_pass_does_not_end_the_outer_one() {
    boolean training =
        EvaluationPass.run(
            () -> {
              assertThat(EvaluationPass.run(module::isTraining)).isFalse();
              return module.isTraining();
            });

    assertThat(training).isFalse();
    assertThat(module.isTraining()).isTrue();
  }

  @Test
  void other_threads_see_nothing_of_it() {
    boolean elsewhere =
        EvaluationPass.run(() -> CompletableFuture.supplyAsync(module::isTraining).join());

    assertThat(elsewhere).isTrue();
  }

  @Test
  void a_pass_that_throws_is_over() {
    assertThatThrownBy(
            () ->
                EvaluationPass.run(
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(module.isTraining()).isTrue();
  }
}
