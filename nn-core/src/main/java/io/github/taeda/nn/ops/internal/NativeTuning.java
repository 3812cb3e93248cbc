package io.github.taeda.nn.ops.internal;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills in what the user left open of the native libraries' settings, once, before ND4J loads them.
 * {@code -Dtaeda.tuning=off} switches it off. It never fails: what cannot be set is logged.
 */
public final class NativeTuning {
  private static final Logger LOG = LoggerFactory.getLogger(NativeTuning.class);

  private NativeTuning() {}

  /** The settings, whose variables are in the environment from the first call on. */
  public static NativeSettings apply() {
    return Applied.SETTINGS;
  }

  /** The OpenBLAS kernel that was chosen here or by the user, empty if OpenBLAS chooses it. */
  static String blasKernel() {
    String chosen = apply().variables().getOrDefault("OPENBLAS_CORETYPE", "");
    String users = System.getenv("OPENBLAS_CORETYPE");
    return users == null ? chosen : users.toUpperCase(Locale.ROOT);
  }

  private static NativeSettings applied() {
    if ("off".equalsIgnoreCase(System.getProperty("taeda.tuning"))) {
      LOG.debug("native tuning: off");
      return NativeSettings.NONE;
    }
    NativeSettings settings = NativeSettings.of(System.getenv(), cpuinfo());
    String failure = export(settings.variables());
    LOG.debug("native tuning: {}{}", settings, failure);
    return settings;
  }

  /** Sets environment variables for native code alone; returns what went wrong, to be logged. */
  private static String export(Map<String, String> variables) {
    if (variables.isEmpty()) {
      return "";
    }
    try {
      Function setenv = NativeLibrary.getProcess().getFunction("setenv");
      int overwrite = 0;
      variables.forEach((name, value) -> setenv.invokeInt(new Object[] {name, value, overwrite}));
      return "";
    } catch (LinkageError | RuntimeException failure) {
      return ", but no variable could be set: " + failure;
    }
  }

  /** The processor's description on Linux x86-64, elsewhere empty. */
  static String cpuinfo() {
    boolean x86 = Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
    if (!x86 || !"Linux".equals(System.getProperty("os.name"))) {
      return "";
    }
    try {
      return Files.readString(Path.of("/proc/cpuinfo"));
    } catch (IOException unreadable) {
      return "";
    }
  }

  private static final class Applied {
    static final NativeSettings SETTINGS = applied();
  }
}
