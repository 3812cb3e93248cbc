package io.github.taeda.docs;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The packages of the examples: one for each example, and those that they share. */
class ExamplesTest {
  private static final String EXAMPLES = "io.github.taeda.examples";
  private static final JavaClasses TYPES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages(EXAMPLES);

  @Test
  void the_packages_form_no_cycle() {
    assertThat(TYPES)
        .extracting(JavaClass::getPackageName)
        .contains(EXAMPLES + ".xor", EXAMPLES + ".cli", EXAMPLES + ".draw");
    slices().matching(EXAMPLES + ".(*)..").should().beFreeOfCycles().check(TYPES);
  }

  @Test
  void a_simple_name_means_one_type() {
    Map<String, Long> names =
        TYPES.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getSimpleName, counting()));
    assertThat(names).hasSizeGreaterThan(40).allSatisfy((name, count) -> assertThat(count).isOne());
  }
}
