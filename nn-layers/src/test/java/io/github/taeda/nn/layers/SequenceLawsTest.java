package io.github.taeda.nn.layers;

import io.github.taeda.nn.testing.ModuleCase;
import io.github.taeda.nn.testing.laws.ModuleLaws;
import java.util.stream.Stream;

/**
 * The laws over the modules for sequences, which take as long as all others: for a JVM of its own.
 */
class SequenceLawsTest implements ModuleLaws {

  @Override
  public Stream<ModuleCase> cases() {
    return ModuleCases.ofSequences();
  }
}
