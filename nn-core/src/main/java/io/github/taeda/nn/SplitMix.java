package io.github.taeda.nn;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Pseudorandom generator whose whole state is one {@code long} that can be read and restored, so
 * that a training can be resumed bit for bit (Steele, Lea and Flood, 2014).
 *
 * <p>Its sequence is that of {@link java.util.SplittableRandom} with the same seed, whose state
 * cannot be read. Its period is 2⁶⁴. Not for cryptography, and for one thread at a time.
 */
public final class SplitMix implements RandomGenerator {
  private static final long GAMMA = 0x9e3779b97f4a7c15L; // 2⁶⁴ divided by the golden ratio, odd

  private long state;

  /** Creates a generator with a fresh seed. */
  public SplitMix() {
    // RandomGenerator.getDefault() was seen to find no implementation in a JVM that ran Spark.
    this(new SplittableRandom().nextLong());
  }

  /** Creates a generator; the same seed gives the same sequence. */
  public SplitMix(long seed) {
    state = seed;
  }

  /** The next 64 random bits: the state advances by a constant and is mixed. */
  @Override
  public long nextLong() {
    state += GAMMA;
    long bits = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    return bits ^ (bits >>> 31);
  }

  /** The current state. */
  public long state() {
    return state;
  }

  /** Restores a {@link #state()}. */
  public void restore(long state) {
    this.state = state;
  }

  /**
   * The states of the generators that are of this class; {@code forEach(SplitMix::restore)}
   * restores them.
   */
  public static Map<SplitMix, Long> states(Collection<? extends RandomGenerator> generators) {
    Objects.requireNonNull(generators, "SplitMix: generators is null");
    Map<SplitMix, Long> states = new LinkedHashMap<>();
    for (RandomGenerator generator : generators) {
      if (generator instanceof SplitMix mix) {
        states.put(mix, mix.state);
      }
    }
    return states;
  }

  /** {@code SplitMix(state 42)}. */
  @Override
  public String toString() {
    return "SplitMix(state " + state + ")";
  }
}
