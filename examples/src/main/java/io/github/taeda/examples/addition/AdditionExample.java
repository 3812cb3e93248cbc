package io.github.taeda.examples.addition;

import io.github.taeda.examples.cli.AfterEpoch;
import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.draw.AttentionMap;
import io.github.taeda.examples.draw.LineChart;
import io.github.taeda.examples.draw.PicturePanel;
import io.github.taeda.examples.report.Table;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.AttentionProbe;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Addition as a task of sequences: a net reads {@code 47+85=} and writes {@code 132}, character by
 * character.
 *
 * <p>All pairs of integers below 100 are the data; a fifth of them, drawn at random, is held out.
 */
@Command(
    name = "addition",
    description = {
      "Trains a net with attention to write the sum of two integers below 100, draws what it attends"
          + " to, and compares it with the same net without attention.",
      "",
      "Exits with code 3 if less than 99 % of the sums held out are exact."
    })
public final class AdditionExample implements Callable<Integer> {
  static final int EPOCHS = 40;
  private static final Addition DRAWN = new Addition(47, 85);
  private static final double HELD_OUT = 0.2; // of all pairs
  private static final int BATCH = 128;
  private static final double LEARNING_RATE = 0.003;
  private static final int CONTROL_PART = 4; // of the epochs, the part that the control gets
  private static final double TARGET = 0.99; // of the sums held out
  private static final int SHOWN = 6; // sums in the table

  @Mixin private final ExampleOptions options = new ExampleOptions();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "" + EPOCHS,
      description = "Number of epochs; the control gets a fourth (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Override
  public Integer call() throws IOException {
    options.requirePositive("--epochs", epochs);
    RunOutput out = options.output("Addition");
    AdditionData data = AdditionData.split(HELD_OUT, DRAWN, new Random(options.seed()));
    out.line("Addition: seed " + options.seed() + ", " + epochs + " epochs");
    String sizes = data.training().size() + " to train on, " + data.test().size() + " held out";
    out.fact("data", "all pairs of integers below 100: " + sizes);
    out.line("Data: " + sizes);

    RandomGenerator random = new SplittableRandom(options.seed());
    Sequential net = AdditionNet.withAttention(random);
    out.fact("net", net.toString());
    double[] losses = train(net, epochs, data, random, "with-attention", out);
    Sequential control = AdditionNet.withoutAttention(random);
    out.line("Control, without attention:");
    int fewer = Math.max(1, epochs / CONTROL_PART);
    double[] controlLosses = train(control, fewer, data, random, "without-attention", out);

    double exact = compare(net, control, data, out);
    LineChart chart = LineChart.ofLosses("Addition: loss per character", "epoch");
    chart.line("with attention", losses).line("without", controlLosses);
    out.picture("loss", "Training loss, mean over the characters of the answers", chart);
    draw(net, out);
    String share = percent(exact) + " of the sums held out are exact.";
    return out.end(exact >= TARGET, (exact >= TARGET ? "Learnt: " : "Not learnt: only ") + share);
  }

  /** Trains a net, and leaves it in evaluation; returns the loss of every epoch. */
  private static double[] train(
      Sequential net,
      int epochs,
      AdditionData data,
      RandomGenerator random,
      String name,
      RunOutput out) {
    CrossEntropyLoss loss = new CrossEntropyLoss().withIgnoreIndex(AdditionData.IGNORED);
    double[] losses =
        SGD.of(new Optim(net, loss, new Adam(LEARNING_RATE)))
            .batchSize(BATCH)
            .epochs(epochs)
            .shuffle(random)
            .schedule(Schedule.cosine(epochs))
            .listen(out.progress(), out.live(name), out.log(name), attention(net, out))
            .fit(AdditionData.dataset(data.training()))
            .losses();
    net.evaluate();
    return losses;
  }

  /** Prints the shares of exact sums, and some sums held out; returns the net's share of these. */
  private static double compare(Module net, Module control, AdditionData data, RunOutput out)
      throws IOException {
    double exact = AdditionData.exact(net, data.test());
    out.section("Exact sums");
    out.table(
        Table.of("net", "trained on", "held out")
            .row(
                "with attention", percent(AdditionData.exact(net, data.training())), percent(exact))
            .row(
                "without attention",
                percent(AdditionData.exact(control, data.training())),
                percent(AdditionData.exact(control, data.test()))));
    out.section("Some sums held out");
    out.table(some(net, control, data.test()));
    return exact;
  }

  private static Table some(Module net, Module control, List<Addition> test) {
    List<Addition> shown = test.subList(0, Math.min(SHOWN, test.size()));
    List<String> answers = AdditionData.answers(net, shown);
    List<String> controls = AdditionData.answers(control, shown);
    Table table = Table.of("sum", "", "with attention", "without");
    for (int i = 0; i < shown.size(); i++) {
      Addition sum = shown.get(i);
      table.row(
          sum.question().strip(),
          sum.answer().strip(),
          answers.get(i).strip(),
          controls.get(i).strip());
    }
    return table;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** Shows on the live page what the heads attend to. */
  private static Listener attention(Module net, RunOutput out) {
    return new AfterEpoch(
        history ->
            out.livePicture(
                "What the heads attend to, after each epoch",
                () -> attention(net.evaluate(), AdditionData.answers(net, List.of(DRAWN)).get(0))));
  }

  /** Draws what the heads attend to while the net writes the sum that is always held out. */
  private static void draw(Module net, RunOutput out) throws IOException {
    String written = AdditionData.answers(net, List.of(DRAWN)).get(0);
    String caption = "What the heads of both blocks attend to while the net writes " + written;
    out.picture("attention", caption, attention(net, written).toArray(PicturePanel[]::new));
  }

  private static List<PicturePanel> attention(Module net, String written) {
    String read = (DRAWN.question() + written).substring(0, AdditionData.LENGTH);
    INDArray input = AdditionData.inputs(List.of(read));
    List<PicturePanel> panels = new ArrayList<>();
    INDArray unused =
        AttentionProbe.observe(
            (attention, weights) -> addPanels(weights, read, written, panels),
            () -> net.forward(input));
    return panels;
  }

  private static void addPanels(
      INDArray weights, String read, String written, List<PicturePanel> panels) {
    int block = panels.size() / AdditionNet.HEADS + 1;
    for (int head = 0; head < AdditionNet.HEADS; head++) {
      double[][] rows = new double[AdditionData.ANSWER][read.length()];
      for (int row = 0; row < rows.length; row++) {
        for (int column = 0; column < read.length(); column++) {
          rows[row][column] = weights.getDouble(0, head, AdditionData.QUESTION - 1 + row, column);
        }
      }
      String title = "Block " + block + ", head " + (head + 1) + ": weights in per cent";
      panels.add(new AttentionMap(title, characters(written), characters(read), rows));
    }
  }

  private static List<String> characters(String text) {
    return text.chars().mapToObj(Character::toString).toList();
  }
}
