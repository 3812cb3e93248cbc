package io.github.taeda.nn.testing.laws;

import io.github.taeda.nn.testing.ModuleCase;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;

/** What a law of modules runs over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public interface ModuleTable {
  /** How far numbers in DOUBLE may differ when only the order of sums does. */
  double ROUNDING = 1e-12;

  /** The rows; each law runs once for each. */
  Stream<ModuleCase> cases();
}
