package io.github.taeda.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.docs.Page.Block;
import io.github.taeda.examples.Taeda;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.metrics.Metric;
import io.github.taeda.nn.optim.rules.UpdateRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;

/** The code of README.md, and that its commands are the ones that are run. */
class ReadmeTest {
  /** A name in backquotes, perhaps with arguments. */
  private static final Pattern CODE = Pattern.compile("`(\\w+)[^`]*`");

  @Test
  void the_explicit_loop_learns_xor() {
    // region loop
    RandomGenerator random = new SplittableRandom(1);
    INDArray x = Nd4j.create(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}); // [batch, 2]
    INDArray y = Nd4j.create(new float[][] {{0}, {1}, {1}, {0}}); // [batch, 1]

    Sequential net = new Sequential(new Linear(2, 8, random), new TanH(), new Linear(8, 1, random));
    Loss loss = new MSELoss();
    for (int i = 0; i < 1000; i++) {
      net.zeroGradient();
      INDArray prediction = net.forward(x);
      INDArray delta = loss.backward(y, prediction); // ∂loss / ∂prediction
      net.backwardUpdateGradient(x, delta); // gradient += …, for every parameter
      net.updateParameters(0.1); // value −= 0.1 · gradient
    }
    INDArray learnt = net.evaluate().forward(x); // close to 0, 1, 1, 0
    // endregion
    assertIsXor(learnt);
  }

  @Test
  void sgd_learns_xor() {
    RandomGenerator random = new SplittableRandom(1);
    INDArray x = Nd4j.create(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
    INDArray y = Nd4j.create(new float[][] {{0}, {1}, {1}, {0}});
    Sequential net = new Sequential(new Linear(2, 8, random), new TanH(), new Linear(8, 1, random));
    // region sgd
    Optim optim = new Optim(net, new MSELoss(), 0.1);
    History history = SGD.of(optim).batchSize(4).epochs(1000).shuffle(random).fit(Dataset.of(x, y));
    double[] losses = history.losses(); // one per epoch, falling
    // endregion
    assertIsXor(net.evaluate().forward(x));
    assertThat(losses).hasSize(1000);
    assertThat(losses[999]).isLessThan(1e-3).isLessThan(losses[0]);
  }

  @Test
  void a_tenth_of_the_steps_is_not_enough() {
    RandomGenerator random = new SplittableRandom(1);
    INDArray x = Nd4j.create(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
    INDArray y = Nd4j.create(new float[][] {{0}, {1}, {1}, {0}});
    Sequential net = new Sequential(new Linear(2, 8, random), new TanH(), new Linear(8, 1, random));

    History history =
        SGD.of(new Optim(net, new MSELoss(), 0.1)).batchSize(4).epochs(100).fit(Dataset.of(x, y));

    assertThat(history.losses()[99]).isGreaterThan(0.1);
  }

  @Test
  void the_first_two_commands_are_those_that_ci_runs() {
    List<String> run = Project.lines(Project.file(".ci/run")).stream().map(String::strip).toList();
    List<Block> commands =
        Page.read(Project.file("README.md")).blocks().stream()
            .filter(block -> block.language().equals("sh"))
            .limit(2)
            .toList();

    assertThat(commands).hasSize(2);
    for (Block command : commands) {
      assertThat(run).containsSequence(command.text().lines().toList());
    }
  }

  @Test
  void the_table_names_only_what_there_is() {
    assertThat(modules()).contains("Linear", "Sequential").containsAll(row("modules"));
    assertThat(losses()).contains("MSELoss").containsAll(row("losses"));
    assertThat(rules()).contains("Momentum").containsAll(row("update rules"));
  }

  @Test
  void every_module_loss_rule_and_metric_is_named_on_some_page() {
    Set<String> names = new HashSet<>();
    for (Page page : Page.all()) {
      page.lines().forEach(line -> names.addAll(codeIn(line)));
    }

    assertThat(metrics()).contains("Accuracy");
    assertThat(names)
        .containsAll(modules())
        .containsAll(losses())
        .containsAll(rules())
        .containsAll(metrics());
  }

  @Test
  void every_command_of_the_examples_stands_in_their_table_and_links_its_page() {
    List<String> lines = Project.lines(Project.file("README.md"));
    assertThat(Taeda.class.getAnnotation(Command.class).subcommands())
        .isNotEmpty()
        .extracting(type -> type.getAnnotation(Command.class).name())
        .allSatisfy(
            name ->
                assertThat(lines).anyMatch(line -> line.startsWith("| [`" + name + "`](docs/")));
  }

  /** The names in a row of the table of what there is. */
  private static List<String> row(String title) {
    List<String> names =
        Project.lines(Project.file("README.md")).stream()
            .filter(line -> line.startsWith("| " + title + " |"))
            .flatMap(line -> codeIn(line).stream())
            .toList();
    assertThat(names).as("README's row of %s", title).isNotEmpty();
    return names;
  }

  private static List<String> codeIn(String line) {
    return CODE.matcher(line).results().map(name -> name.group(1)).toList();
  }

  private static List<String> modules() {
    List<String> modules = new ArrayList<>(types("nn-core", "", Module.class));
    modules.addAll(types("nn-layers", ".layers", Module.class));
    return modules;
  }

  private static List<String> losses() {
    return types("nn-losses", ".losses", Loss.class);
  }

  private static List<String> rules() {
    return types("nn-optim", ".optim.rules", UpdateRule.class);
  }

  private static List<String> metrics() {
    return types("nn-optim", ".optim.metrics", Metric.class);
  }

  /** The public classes of a package that users make and that are of a kind. */
  private static List<String> types(String artifact, String subpackage, Class<?> kind) {
    String name = "io.github.taeda.nn" + subpackage;
    Path folder = Project.file(artifact + "/src/main/java/" + name.replace('.', '/'));
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".java") && !file.equals("package-info.java"))
          .map(file -> type(name + "." + file.replace(".java", "")))
          .filter(kind::isAssignableFrom)
          .filter(type -> Modifier.isPublic(type.getModifiers()))
          .filter(type -> !Modifier.isAbstract(type.getModifiers()))
          .map(Class::getSimpleName)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertIsXor(INDArray output) {
    assertThat(output.toFloatVector()).hasSize(4);
    assertThat(output.getDouble(0)).isBetween(-0.05, 0.05);
    assertThat(output.getDouble(1)).isBetween(0.95, 1.05);
    assertThat(output.getDouble(2)).isBetween(0.95, 1.05);
    assertThat(output.getDouble(3)).isBetween(-0.05, 0.05);
  }
}
