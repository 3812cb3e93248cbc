package io.github.taeda.nn.ops.internal;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Prints every line of Taeda's loggers and the others' warnings, in a JVM started with {@code
 * -Dslf4j.provider}.
 */
public final class PrintingLoggers implements SLF4JServiceProvider {
  @Override
  public ILoggerFactory getLoggerFactory() {
    return PrintingLogger::new;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return new BasicMarkerFactory();
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return new NOPMDCAdapter();
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0";
  }

  @Override
  public void initialize() {}

  private static final class PrintingLogger extends LegacyAbstractLogger {
    PrintingLogger(String name) {
      this.name = name;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String pattern, Object[] arguments, Throwable throwable) {
      String message = MessageFormatter.basicArrayFormat(pattern, arguments);
      System.out.println(level + " " + name + ": " + message);
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return PrintingLogger.class.getName();
    }

    @Override
    public boolean isTraceEnabled() {
      return isDebugEnabled();
    }

    @Override
    public boolean isDebugEnabled() {
      return name.startsWith("io.github.taeda");
    }

    @Override
    public boolean isInfoEnabled() {
      return isDebugEnabled();
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }
  }
}
