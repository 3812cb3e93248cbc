package io.github.taeda.docs;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which package may use which, and that one simple name means one type. */
class ArchitectureTest {
  private static final String NN = "io.github.taeda.nn";

  /** The packages of nn-core; what is in {@code internal} the other modules share. */
  private static final String[] CORE = {
    NN, NN + ".ops..", NN + ".graph..", NN + ".check..", NN + ".files..", NN + ".internal.."
  };

  /** Nested types that carry the same name in many classes because they mean the same there. */
  private static final Set<String> SAME_BY_DESIGN = Set.of("Config");

  /** The published modules, without their tests. */
  private static final JavaClasses TYPES =
      new ClassFileImporter()
          .withImportOption(
              location -> !location.contains("/test-classes/") && !location.contains("-tests.jar"))
          .importPackages(NN);

  @Test
  void every_module_is_seen_and_no_test() {
    assertThat(TYPES)
        .extracting(JavaClass::getName)
        .contains(
            NN + ".Module",
            NN + ".io.ModelFile",
            NN + ".layers.Linear",
            NN + ".onnx.Onnx",
            NN + ".losses.MSELoss",
            NN + ".data.Dataset",
            NN + ".optim.SGD",
            NN + ".listeners.CsvLog",
            NN + ".spark.SparkSGD")
        .noneMatch(name -> name.endsWith("Test"));
  }

  @Test
  void packages_form_no_cycle() {
    slices().matching("io.github.taeda.(**)").should().beFreeOfCycles().check(TYPES);
  }

  @Test
  void modules_depend_on_each_other_one_way() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("core")
        .definedBy(CORE)
        .layer("io")
        .definedBy(NN + ".io..")
        .layer("layers")
        .definedBy(NN + ".layers..")
        .layer("onnx")
        .definedBy(NN + ".onnx..")
        .layer("losses")
        .definedBy(NN + ".losses..")
        .layer("data")
        .definedBy(NN + ".data..")
        .layer("optim")
        .definedBy(NN + ".optim..")
        .layer("listeners")
        .definedBy(NN + ".listeners..")
        .layer("spark")
        .definedBy(NN + ".spark..")
        .whereLayer("io")
        .mayOnlyBeAccessedByLayers("optim", "spark")
        .whereLayer("data")
        .mayOnlyBeAccessedByLayers("optim", "spark")
        .whereLayer("layers")
        .mayOnlyBeAccessedByLayers("onnx")
        .whereLayer("onnx")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("losses")
        .mayOnlyBeAccessedByLayers("spark")
        .whereLayer("optim")
        .mayOnlyBeAccessedByLayers("listeners", "spark")
        .whereLayer("listeners")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("spark")
        .mayNotBeAccessedByAnyLayer()
        .ensureAllClassesAreContainedInArchitecture()
        .check(TYPES);
  }

  @Test
  void only_the_core_uses_the_internals_of_its_primitives() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackages(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(NN + ".ops.internal..")
        .check(TYPES);
  }

  @Test
  void a_simple_name_means_one_type() {
    Map<String, List<String>> namesakes =
        TYPES.stream()
            .filter(type -> type.isTopLevelClass() || isPublicMember(type))
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .filter(type -> !SAME_BY_DESIGN.contains(type.getSimpleName()))
            .collect(
                groupingBy(
                    JavaClass::getSimpleName, TreeMap::new, mapping(JavaClass::getName, toList())));
    namesakes.values().removeIf(names -> names.size() == 1);

    assertThat(namesakes).as("types that share a simple name").isEmpty();
  }

  private static boolean isPublicMember(JavaClass type) {
    return type.isMemberClass() && type.getModifiers().contains(JavaModifier.PUBLIC);
  }
}
