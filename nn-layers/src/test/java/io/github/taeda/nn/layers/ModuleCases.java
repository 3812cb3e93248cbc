package io.github.taeda.nn.layers;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.testing.ModuleCase;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The table of modules: every public module has a row here, and every law runs over all rows. */
final class ModuleCases {
  private ModuleCases() {}

  static Stream<ModuleCase> all() {
    return Stream.of(linear(), activations(), chains()).flatMap(rows -> rows);
  }

  private static Stream<ModuleCase> linear() {
    return Stream.of(
        ModuleCase.of("Linear(3 -> 2)", random -> new Linear(3, 2, random), 4, 3)
            .refuses("input must be [*, 3], but was [4, 5]", 4, 5)
            .refuses("input must be [*, 3], but was [3]", 3),
        ModuleCase.of("Linear(3 -> 2)", random -> new Linear(3, 2, random), 1, 3),
        ModuleCase.of("Linear(1 -> 1)", random -> new Linear(1, 1, random), 4, 1),
        ModuleCase.of("Linear(3 -> 3)", random -> new Linear(3, 3, random), 3, 3),
        ModuleCase.of("Linear(4 -> 3)", random -> new Linear(4, 3, random), 2, 5, 4)
            .refuses("input must be [*, 4], but was [2, 4, 5]", 2, 4, 5),
        // Large enough for the other kind of native product.
        ModuleCase.of("Linear(130 -> 70)", random -> new Linear(130, 70, random), 40, 130).large(),
        ModuleCase.of("Linear(3 -> 2)", random -> new Linear(3, 2, Init.normal(0.5), random), 4, 3),
        ModuleCase.of(
                "Linear(4 -> 3, without bias)", random -> Linear.withoutBias(4, 3, random), 5, 4)
            .refuses("input must be [*, 4], but was [5, 3]", 5, 3));
  }

  private static Stream<ModuleCase> activations() {
    return Stream.of(
        ModuleCase.of("TanH", random -> new TanH(), 4, 3),
        ModuleCase.of("TanH", random -> new TanH(), 5),
        ModuleCase.of("TanH", random -> new TanH(), 2, 3, 5),
        ModuleCase.of("TanH", random -> new TanH(), 40, 20), // past the switch to oneDNN
        ModuleCase.of("Sigmoid", random -> new Sigmoid(), 4, 3),
        ModuleCase.of("Sigmoid", random -> new Sigmoid(), 2, 3, 5),
        ModuleCase.of("ReLU", random -> new ReLU(), 4, 3),
        ModuleCase.of("ReLU", random -> new ReLU(), 2, 3, 5));
  }

  private static Stream<ModuleCase> chains() {
    return Stream.of(
        ModuleCase.of(
                "Sequential(\n  0: Linear(3 -> 5)\n  1: TanH\n  2: Linear(5 -> 2)\n  3: Sigmoid\n)",
                random ->
                    new Sequential(
                        new Linear(3, 5, random),
                        new TanH(),
                        new Linear(5, 2, random),
                        new Sigmoid()),
                4,
                3)
            .refuses("input must be [*, 3], but was [4, 2]", 4, 2),
        ModuleCase.of("Sequential(\n  0: ReLU\n)", random -> new Sequential(new ReLU()), 4, 3),
        ModuleCase.of(
            "Sequential(\n  0: Sequential(\n    0: Linear(3 -> 4)\n    1: ReLU\n  )\n  1: TanH\n"
                + "  2: Sequential(\n    0: Sequential(\n      0: Linear(4 -> 2)\n    )\n  )\n)",
            random ->
                new Sequential(
                    new Sequential(new Linear(3, 4, random), new ReLU()),
                    new TanH(),
                    new Sequential(new Sequential(new Linear(4, 2, random)))),
            4,
            3),
        ModuleCase.of(
            "Sequential(\n  0: Linear(3 -> 3)\n  1: TanH\n  2: Linear(3 -> 3)\n  3: TanH\n)",
            ModuleCases::shared,
            4,
            3),
        ModuleCase.of(
            "Sequential(\n  0: Sequential(\n    0: Linear(3 -> 3)\n    1: Sigmoid\n  )\n"
                + "  1: Sequential(\n    0: Linear(3 -> 3)\n    1: Sigmoid\n  )\n)",
            ModuleCases::sharedChain,
            4,
            3));
  }

  /** The same Linear and the same TanH twice. */
  private static Module shared(RandomGenerator random) {
    Linear linear = new Linear(3, 3, random);
    TanH tanh = new TanH();
    return new Sequential(linear, tanh, linear, tanh);
  }

  /** The same chain twice. */
  private static Module sharedChain(RandomGenerator random) {
    Sequential chain = new Sequential(new Linear(3, 3, random), new Sigmoid());
    return new Sequential(chain, chain);
  }
}
