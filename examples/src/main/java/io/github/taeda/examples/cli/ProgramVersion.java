package io.github.taeda.examples.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar. */
public final class ProgramVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = ProgramVersion.class.getPackage().getImplementationVersion();
    return new String[] {"taeda " + (version == null ? "(not packaged)" : version)};
  }
}
