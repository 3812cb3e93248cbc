package io.github.taeda.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleArray;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Batches;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.io.SafeTensors;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.rules.Momentum;
import io.github.taeda.nn.optim.schedules.Schedule;
import io.github.taeda.nn.testing.Make;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class CustomLoopTest {
  @TempDir private Path directory;

  /** A loop with everything that a checkpoint must keep. Each one made is the same. */
  private static final class Training {
    final SplitMix random = new SplitMix(4);
    final Sequential net =
        new Sequential(
            new Linear(3, 6, random),
            new BatchNorm(6),
            new Dropout(0.3, random),
            new Linear(6, 1, random));
    final Linear other = new Linear(3, 1, random);
    final ReduceOnPlateau plateau = new ReduceOnPlateau(1).minimumImprovement(50).reduceBy(0.7);
    final Optim first =
        new Optim(net, new MSELoss(), new Adam(0.05)).accumulate(3).schedule(plateau);
    final Optim second =
        new Optim(other, new MSELoss(), new Momentum(0.01, 0.9)).schedule(Schedule.inverse(0.1));
    final CustomLoop loop = CustomLoop.of(first, second).generators(random);
    private final Dataset data;

    Training() {
      SplittableRandom of = new SplittableRandom(1);
      data =
          Dataset.of(
              Make.normal(of, 20, 3).castTo(DataType.FLOAT),
              Make.normal(of, 20, 1).castTo(DataType.FLOAT));
    }

    void epochs(int from, int to) {
      for (int epoch = from; epoch < to; epoch++) {
        double sum = 0;
        for (int[] rows : Batches.shuffled(data.size(), 5, random)) { // 4 batches, 3 per update
          Batch batch = data.batch(rows);
          sum += first.step(batch.input(), batch.target());
          second.step(batch.input(), batch.target());
        }
        plateau.observe(sum);
        if (epoch == 2) {
          other.parameters().get(1).freeze();
        }
      }
    }

    List<String> bits() {
      List<INDArray> arrays = new ArrayList<>();
      for (Optim optim : List.of(first, second)) {
        ModuleArray.of(optim.module()).forEach(array -> arrays.add(array.value()));
        arrays.addAll(optim.rule().state().values());
      }
      arrays.addAll(plateau.state().values());
      List<String> bits = new ArrayList<>();
      arrays.forEach(array -> bits.add(Arrays.toString(array.dup('c').ravel().toDoubleVector())));
      bits.add(random.toString());
      bits.add(first.iterations() + " " + second.iterations());
      bits.add(first.learningRate() + " " + second.learningRate());
      return bits;
    }
  }

  @Test
  void a_loop_that_is_resumed_after_any_epoch_ends_bit_for_bit_like_one_that_was_not()
      throws Exception {
    Training whole = new Training();
    whole.epochs(0, 7);
    for (int epoch = 0; epoch < 7; epoch++) {
      Path file = directory.resolve(epoch + ".safetensors");
      Training before = new Training();
      before.epochs(0, epoch);
      Checkpoints.write(file, before.loop.save(Map.of("epoch", epoch, "best", 0.1 + 0.2)));

      Training after = new Training();
      after.random.restore(99);
      Map<String, Double> values = after.loop.restore(Checkpoints.file(file).load());
      assertThat(values).isEqualTo(Map.of("epoch", (double) epoch, "best", 0.1 + 0.2));
      after.epochs(values.get("epoch").intValue(), 7);
      assertThat(after.bits()).as("after epoch " + epoch).isEqualTo(whole.bits());
      assertThat(after.other.parameters().get(1).isFrozen()).isTrue();
    }
  }

  @Test
  void another_seed_gives_other_bits() { // the control: the comparison can fail
    Training one = new Training();
    Training other = new Training();
    other.random.restore(5);
    one.epochs(0, 2);
    other.epochs(0, 2);
    assertThat(other.bits()).isNotEqualTo(one.bits());
  }

  @Test
  void what_does_not_fit_is_an_error_and_nothing_changes() throws IOException {
    Training saved = new Training();
    saved.epochs(0, 2);
    SavedRun run = saved.loop.save(Map.of());
    Training here = new Training();
    List<String> before = here.bits();

    assertThatThrownBy(() -> CustomLoop.of(here.first).generators(here.random).restore(run))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "CustomLoop: cannot restore: this loop: optims must be \"1\" here, but was \"2\"");
    assertThatThrownBy(() -> CustomLoop.of(here.first, here.second).restore(run))
        .hasMessage(
            "CustomLoop: cannot restore: this loop: there must be the states of 1 generators, but there are 2");
    Optim adam = new Optim(here.other, new MSELoss(), new Adam(0.01));
    assertThatThrownBy(() -> CustomLoop.of(here.first, adam).generators(here.random).restore(run))
        .hasMessageStartingWith(
            "CustomLoop: cannot restore: this loop: optim1/rule must be \"Adam");
    Path file = directory.resolve("cut.safetensors");
    Checkpoints.write(file, run);
    SafeTensors content = SafeTensors.read(file);
    Map<String, INDArray> arrays = new LinkedHashMap<>(content.tensors());
    arrays.remove("optim1/module.bias");
    SafeTensors.write(file, arrays, content.metadata());
    SavedRun cut = Checkpoints.file(file).load();
    Training there = new Training();
    assertThatThrownBy(() -> there.loop.restore(cut))
        .hasMessage(
            "CustomLoop: cannot restore: "
                + file
                + ": the array \"optim1/module.bias\" is missing");
    assertThat(there.bits()).isEqualTo(before);
  }

  @Test
  void a_checkpoint_of_a_loop_is_not_mistaken_for_one_of_sgd_nor_the_other_way_round()
      throws IOException {
    Run sgd = new Run(1);
    Path file = directory.resolve("loop.safetensors");
    Checkpoints.write(file, CustomLoop.of(sgd.optim).save(Map.of()));
    assertThatThrownBy(() -> new Run(1).resume(file))
        .hasMessage(
            "SGD: cannot resume: "
                + file
                + ": a saved run must say its \"examples\", but does not");
    Run first = new Run(1);
    first.sgd.listen(Checkpoints.in(directory.resolve("sgd")));
    first.fit();
    SavedRun saved = Checkpoints.in(directory.resolve("sgd")).load();
    assertThatThrownBy(() -> CustomLoop.of(new Run(1).optim).restore(saved))
        .hasMessageStartingWith("CustomLoop: cannot restore: " + directory.resolve("sgd"))
        .hasMessageEndingWith(": a saved run must say its \"optims\", but does not");
  }

  @Test
  void the_module_alone_can_be_loaded_from_it() throws IOException {
    Training saved = new Training();
    saved.epochs(0, 1);
    Path file = directory.resolve("loop.safetensors");
    Checkpoints.write(file, saved.loop.save(Map.of("epoch", 1)));
    Module net = new Training().net;
    Checkpoints.loadInto(net, file);
    assertThat(net.parameters().get(0).value()).isEqualTo(saved.net.parameters().get(0).value());
    assertThat(net.buffers().get(0).value()).isEqualTo(saved.net.buffers().get(0).value());
  }

  @Test
  void generators_must_be_known_and_there_must_be_an_optim() {
    Sequential net = new Sequential(new Linear(1, 1), new Dropout(0.5, new SplittableRandom(1)));
    CustomLoop loop = CustomLoop.of(new Optim(net, new MSELoss(), 0.1));
    assertThatThrownBy(() -> loop.save(Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the state of a java.util.SplittableRandom cannot be saved");
    assertThatThrownBy(CustomLoop::of).hasMessage("CustomLoop: there must be at least one Optim");
  }

  @Test
  void frozen_parameters_of_two_optimisers_are_not_mixed_up() {
    Linear second = new Linear(2, 2); // whose weight is not the first net's 1.weight
    Sequential first = new Sequential(new Linear(2, 2), new Linear(2, 2));
    Optim[] optims = {new Optim(first, new MSELoss(), 0.1), new Optim(second, new MSELoss(), 0.1)};
    first.parameters().get(2).freeze();
    SavedRun saved = CustomLoop.of(optims).save(Map.of());
    first.parameters().get(2).unfreeze();
    CustomLoop.of(optims).restore(saved);
    assertThat(first.parameters().get(2).isFrozen()).isTrue();
    assertThat(second.parameters()).noneMatch(Parameter::isFrozen);
  }

  @Test
  void values_that_would_be_rounded_are_rejected() {
    CustomLoop loop = CustomLoop.of(new Optim(new Linear(2, 2), new MSELoss(), 0.1));
    assertThat(loop.restore(loop.save(Map.of("step", 1L << 60)))).containsEntry("step", 0x1p60);
    assertThatThrownBy(() -> loop.save(Map.of("state", (1L << 60) + 1)))
        .hasMessage(
            "CustomLoop: the value state must be exact as a double, but was 1152921504606846977");
    BigInteger huge = BigInteger.ONE.shiftLeft(60);
    for (Number rounded :
        List.of(
            Long.MAX_VALUE,
            huge.add(BigInteger.ONE),
            BigInteger.TEN.pow(400),
            new BigDecimal("0.1"),
            new AtomicLong(Long.MAX_VALUE))) {
      assertThatThrownBy(() -> loop.save(Map.of("state", rounded)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("CustomLoop: the value state must be exact as a double, but was " + rounded);
    }
    Map<String, Number> exact =
        Map.of("a", Long.MIN_VALUE, "b", huge, "c", 0.1, "d", 0.1f, "e", new BigDecimal("0.5"));
    Map<String, Double> restored = loop.restore(loop.save(exact));
    exact.forEach((name, value) -> assertThat(restored).containsEntry(name, value.doubleValue()));
  }
}
