package io.github.taeda.nn.testing;

import com.google.gson.Gson;
import com.google.gson.JsonPrimitive;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The golden files: cases that PyTorch computed in double precision, in Taeda's conventions. They
 * lie in this test-jar, so that the tests of every module read the same ones.
 */
public final class Golden {
  private Golden() {}

  public static List<OfModule> modules() {
    return read("modules", new TypeToken<Content<OfModule>>() {}.getType());
  }

  /** Modules of sequences and images; some have a mask. */
  public static List<OfModule> sequences() {
    return read("sequences", new TypeToken<Content<OfModule>>() {}.getType());
  }

  public static List<OfLoss> losses() {
    return read("losses", new TypeToken<Content<OfLoss>>() {}.getType());
  }

  public static List<OfNetwork> networks() {
    return read("networks", new TypeToken<Content<OfNetwork>>() {}.getType());
  }

  public static List<OfRule> rules() {
    return read("rules", new TypeToken<Content<OfRule>>() {}.getType());
  }

  /** The one network whose name begins so. */
  public static OfNetwork network(String name) {
    return networks().stream().filter(n -> n.name().startsWith(name)).findAny().orElseThrow();
  }

  private static <T> List<T> read(String file, Type type) {
    String path = "/golden/" + file + ".json";
    try (Reader reader =
        new InputStreamReader(Golden.class.getResourceAsStream(path), StandardCharsets.UTF_8)) {
      Content<T> content = new Gson().fromJson(reader, type);
      return content.cases();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Content<T>(List<T> cases) {}

  /** An array as the files hold it, in 'c' order. */
  public record Numbers(List<Long> shape, List<Double> data) {
    public INDArray array(DataType type) {
      long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
      double[] numbers = data.stream().mapToDouble(Double::doubleValue).toArray();
      return Make.of(sizes, numbers).castTo(type);
    }
  }

  /**
   * A module with its parameters, and what it makes of an input and a delta; the mask is null where
   * there is none.
   */
  public record OfModule(
      String name,
      String module,
      Map<String, JsonPrimitive> args,
      Map<String, Numbers> parameters,
      Numbers input,
      Numbers delta,
      Numbers output,
      Numbers inputDelta,
      Map<String, Numbers> gradients,
      Numbers mask) {

    /** The argument of this name as a whole number. */
    public int number(String name) {
      return args.get(name).getAsInt();
    }

    public double real(String name) {
      return args.get(name).getAsDouble();
    }

    public boolean flag(String name) {
      return args.get(name).getAsBoolean();
    }

    /** Whether there is an argument of this name, and it is true. */
    public boolean hasFlag(String name) {
      return args.containsKey(name) && flag(name);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A loss, and what it makes of a target and a prediction; null stands for what is not given. */
  public record OfLoss(
      String name,
      String loss,
      Map<String, JsonPrimitive> args,
      Numbers target,
      Numbers prediction,
      Numbers perExample,
      double mean,
      double sum,
      Numbers meanGradient) {

    public double real(String name) {
      return args.get(name).getAsDouble();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A network from start to end of plain gradient descent on one batch. */
  public record OfNetwork(
      String name,
      List<String> layers,
      String loss,
      Numbers input,
      Numbers target,
      Map<String, Numbers> start,
      double step,
      int steps,
      List<Double> lossCurve,
      Map<String, Numbers> end,
      Numbers finalOutput) {

    @Override
    public String toString() {
      return name;
    }
  }

  /** The path of an update rule over a problem. */
  public record OfRule(
      String name,
      String rule,
      Map<String, JsonPrimitive> args,
      String problem,
      List<Double> start,
      List<Point> path) {

    public double real(String name) {
      return args.get(name).getAsDouble();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Where a rule stands after some steps. */
  public record Point(int step, List<Double> x) {}
}
