package io.github.taeda.nn.ops.internal;

import org.nd4j.common.io.Resource;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4jBackend;

/**
 * Not a backend, and not for use: the moment at which native tuning happens, whatever class touches
 * ND4J first. ND4J makes an object of every backend entered as a service before it loads the native
 * libraries of one, and making this object tunes them.
 *
 * <p>It comes last in ND4J's choice, so it is asked only where no other backend is available; then
 * ND4J logs what to add.
 */
public final class TuningBackend extends Nd4jBackend {
  /** Half the smallest int: ND4J compares priorities by a subtraction that could overflow. */
  private static final int LAST = Integer.MIN_VALUE / 2;

  /** Called by ND4J. */
  public TuningBackend() {
    NativeTuning.apply();
  }

  @Override
  public int getPriority() {
    return LAST;
  }

  @Override
  public boolean isAvailable() {
    throw notABackend();
  }

  @Override
  public boolean canRun() {
    return false;
  }

  @Override
  public boolean allowsOrder() {
    return false;
  }

  @Override
  public Resource getConfigurationResource() {
    throw notABackend();
  }

  @Override
  public Class<?> getNDArrayClass() {
    throw notABackend();
  }

  @Override
  public Environment getEnvironment() {
    throw notABackend();
  }

  @Override
  public String buildInfo() {
    throw notABackend();
  }

  @Override
  public void logBackendInit() {}

  private static IllegalStateException notABackend() {
    return new IllegalStateException(Backend.MISSING);
  }
}
