package io.github.taeda.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.Profile;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every module that is published is as Maven Central demands it. */
class CentralIT {
  /** In profiles of their own, which the build does not run. */
  private static final Set<String> NOT_BUILT = Set.of("taeda-cuda");

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path directory;

  @Test
  void what_is_published_keeps_the_rules() throws Exception {
    List<String> faults = new ArrayList<>();
    Set<String> published = new TreeSet<>();
    for (Path pom : poms()) {
      Model model = model(pom);
      if (!model.getProperties().getProperty("maven.deploy.skip").equals("true")
          && !NOT_BUILT.contains(model.getArtifactId())) {
        published.add(model.getArtifactId());
        CentralRules.faults(model, pom.resolveSibling("target"))
            .forEach(fault -> faults.add(model.getArtifactId() + ": " + fault));
      }
    }
    assertThat(published)
        .contains("taeda-parent", "taeda-bom", "taeda", "taeda-cpu", "nn-core", "nn-onnx")
        .doesNotContain("examples", "docs", "taeda-distribution");
    assertThat(faults).isEmpty();
  }

  @Test
  void whatever_is_missing_is_named() throws Exception {
    Model model = new Model();
    model.setPomFile(directory.resolve("pom.xml").toFile());
    model.setGroupId("io.github.taeda");
    model.setArtifactId("bare");
    model.setVersion("1");
    Dependency snapshot = new Dependency();
    snapshot.setGroupId("io.github.taeda");
    snapshot.setArtifactId("nn-core");
    snapshot.setVersion("1-SNAPSHOT");
    model.addDependency(snapshot);

    assertThat(CentralRules.faults(model, directory))
        .containsExactly(
            "name is missing",
            "description is missing",
            "url is missing",
            "license is missing",
            "developer is missing",
            "scm's connection is missing",
            "scm's developerConnection is missing",
            "scm's url is missing",
            snapshot + " must be a release",
            "bare-1.jar is missing",
            "bare-1-sources.jar is missing",
            "bare-1-javadoc.jar is missing");
  }

  /** The poms of the project and of its modules, those in profiles included. */
  private static List<Path> poms() throws ModelBuildingException {
    Path parent = ROOT.resolve("pom.xml");
    Model model = model(parent);
    Stream<String> inProfiles =
        model(parent).getProfiles().stream().map(Profile::getModules).flatMap(List::stream);
    Stream<Path> modules =
        Stream.concat(model.getModules().stream(), inProfiles)
            .distinct()
            .map(module -> ROOT.resolve(module).resolve("pom.xml"));
    return Stream.concat(Stream.of(parent), modules).toList();
  }

  private static Model model(Path pom) throws ModelBuildingException {
    ModelBuildingRequest request =
        new DefaultModelBuildingRequest()
            .setPomFile(pom.toFile())
            .setSystemProperties(System.getProperties())
            .setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL);
    return new DefaultModelBuilderFactory().newInstance().build(request).getEffectiveModel();
  }
}
