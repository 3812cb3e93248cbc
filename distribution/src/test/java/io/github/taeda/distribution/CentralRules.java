package io.github.taeda.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Developer;
import org.apache.maven.model.License;
import org.apache.maven.model.Model;
import org.apache.maven.model.Scm;

/**
 * What Maven Central demands of a published module, but for signatures and checksums, which are
 * made when it is uploaded (<a
 * href="https://central.sonatype.org/publish/requirements/">requirements</a>).
 */
final class CentralRules {
  private final Model model;
  private final List<String> faults = new ArrayList<>();

  private CentralRules(Model model) {
    this.model = model;
  }

  /**
   * What is missing.
   *
   * @param model the effective pom
   * @param target the directory with the jars
   */
  static List<String> faults(Model model, Path target) throws IOException {
    CentralRules rules = new CentralRules(model);
    rules.checkPom();
    rules.checkDependencies();
    if (model.getPackaging().equals("jar")) {
      String name = model.getArtifactId() + "-" + model.getVersion();
      rules.checkJar(target.resolve(name + ".jar"), "");
      rules.checkJar(target.resolve(name + "-sources.jar"), ".java");
      rules.checkJar(target.resolve(name + "-javadoc.jar"), ".html");
    }
    return rules.faults;
  }

  private void checkPom() {
    require("groupId", model.getGroupId());
    require("artifactId", model.getArtifactId());
    require("version", model.getVersion());
    require("name", model.getName());
    require("description", model.getDescription());
    require("url", model.getUrl());
    requireAny("license", model.getLicenses());
    for (License license : model.getLicenses()) {
      require("license's name", license.getName());
      require("license's url", license.getUrl());
    }
    requireAny("developer", model.getDevelopers());
    for (Developer developer : model.getDevelopers()) {
      require("developer's name", developer.getName());
    }
    Scm scm = model.getScm() == null ? new Scm() : model.getScm();
    require("scm's connection", scm.getConnection());
    require("scm's developerConnection", scm.getDeveloperConnection());
    require("scm's url", scm.getUrl());
  }

  /** Users have Maven Central only, and what is there cannot change. */
  private void checkDependencies() {
    boolean isRelease = !model.getVersion().endsWith("-SNAPSHOT");
    for (Dependency dependency : model.getDependencies()) {
      if (dependency.getSystemPath() != null) {
        faults.add(dependency + " must not be a file");
      }
      boolean isOwn = dependency.getGroupId().equals(model.getGroupId());
      if (dependency.getVersion().endsWith("-SNAPSHOT") && (isRelease || !isOwn)) {
        faults.add(dependency + " must be a release");
      }
    }
    model.getRepositories().stream()
        .filter(repository -> !repository.getId().equals("central"))
        .forEach(repository -> faults.add("no repository but central, but " + repository.getId()));
  }

  /** A module without code has jars with its licence in place of sources and Javadoc. */
  private void checkJar(Path jar, String suffix) throws IOException {
    if (!Files.exists(jar)) {
      faults.add(jar.getFileName() + " is missing");
      return;
    }
    boolean hasCode =
        Files.isDirectory(model.getProjectDirectory().toPath().resolve("src/main/java"));
    String wanted = hasCode ? suffix : "META-INF/LICENSE";
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      if (zip.stream().noneMatch(entry -> entry.getName().endsWith(wanted))) {
        faults.add(jar.getFileName() + " holds no " + wanted);
      }
    }
  }

  private void require(String what, String text) {
    if (text == null || text.isBlank()) {
      faults.add(what + " is missing");
    }
  }

  private void requireAny(String what, List<?> list) {
    if (list.isEmpty()) {
      faults.add(what + " is missing");
    }
  }
}
