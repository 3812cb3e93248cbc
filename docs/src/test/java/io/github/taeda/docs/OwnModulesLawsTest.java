package io.github.taeda.docs;

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.testing.ModuleCase;
import io.github.taeda.nn.testing.laws.ModuleLaws;
import java.util.stream.Stream;

/** The modules of docs/writing-a-module.md keep all laws. */
class OwnModulesLawsTest implements ModuleLaws {
  @Override
  public Stream<ModuleCase> cases() {
    return Stream.of(
        ModuleCase.of("Scale(3)", random -> new Scale(3), 4, 3)
            .refuses("input must be [*, 3], but was [4, 5]", 4, 5),
        ModuleCase.of("Scale(3)", random -> new Scale(3), 2, 5, 3),
        ModuleCase.of("Scale(3)", random -> new Scale(3), 3, 3),
        ModuleCase.of("ScaledTanH", random -> new ScaledTanH(), 4, 3),
        ModuleCase.of(
            "Sequential(\n  0: Linear(2 -> 3)\n  1: Scale(3)\n  2: ScaledTanH\n)",
            random -> new Sequential(new Linear(2, 3, random), new Scale(3), new ScaledTanH()),
            4,
            2));
  }
}
