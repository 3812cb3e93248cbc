package io.github.taeda.nn.testing.laws;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.testing.Affine;
import io.github.taeda.nn.testing.Cube;
import io.github.taeda.nn.testing.ModuleCase;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The laws over the small modules of nn-core's tests, alone and in chains. */
class ModuleLawsTest implements ModuleLaws {

  @Override
  public Stream<ModuleCase> cases() {
    return Stream.of(
        ModuleCase.of("Affine(3 -> 2)", random -> new Affine(3, 2, random), 4, 3)
            .refuses("input must be [*, 3], but was [4, 5]", 4, 5)
            .refuses("input must be [*, 3], but was [3]", 3),
        ModuleCase.of("Affine(3 -> 2)", random -> new Affine(3, 2, random), 2, 5, 3),
        ModuleCase.of("Cube", random -> new Cube(), 4, 3),
        ModuleCase.of(
                "Sequential(\n  0: Affine(3 -> 5)\n  1: Cube\n  2: Affine(5 -> 2)\n)",
                random ->
                    new Sequential(new Affine(3, 5, random), new Cube(), new Affine(5, 2, random)),
                4,
                3)
            .refuses("input must be [*, 3], but was [4, 2]", 4, 2),
        ModuleCase.of(
            "Sequential(\n  0: Sequential(\n    0: Cube\n    1: Affine(3 -> 3)\n  )\n  1: Cube\n)",
            random ->
                new Sequential(new Sequential(new Cube(), new Affine(3, 3, random)), new Cube()),
            4,
            3),
        ModuleCase.of(
            "Sequential(\n  0: Affine(3 -> 3)\n  1: Cube\n  2: Affine(3 -> 3)\n  3: Cube\n)",
            ModuleLawsTest::shared,
            4,
            3));
  }

  private static Module shared(RandomGenerator random) {
    Affine affine = new Affine(3, 3, random);
    Cube cube = new Cube();
    return new Sequential(affine, cube, affine, cube);
  }
}
