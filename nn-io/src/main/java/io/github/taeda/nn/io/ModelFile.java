package io.github.taeda.nn.io;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.internal.AtomicFile;
import io.github.taeda.nn.ops.NDArrays;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Saves modules to files and loads them: the architecture, parameters and buffers of a net in one
 * safetensors file ({@link SafeTensors}) whose arrays other tools can read as they are.
 *
 * <p>Arrays have the names that {@link Module#parameters()} and {@link Module#buffers()} give
 * ({@code 0.weight}, {@code 1.runningMean}); the metadata holds the architecture as JSON. Types
 * FLOAT and DOUBLE, frozen parameters and sharing are kept. Gradients, the mode and generators of
 * random numbers are not: a loaded module is in training like a new one, and its dropout draws from
 * a fresh seed. Modules of your own are loaded after a call of {@link ModuleTypes#register}.
 */
public final class ModelFile {
  private ModelFile() {}

  /** How arrays are called and laid out in a file. */
  public enum Layout {
    /** As they are in the module. */
    TAEDA,

    /**
     * As PyTorch's module of the same kind has them: {@code running_mean} for {@code runningMean},
     * the weight of a Linear {@code [out, in]}, those of convolutions {@code [out, in, kernel…]}.
     * PyTorch's second bias of recurrent modules is added to the first when it is read, and 0 when
     * it is written, but for the GRU, which has both. What follows a Flatten after a convolution
     * sees its inputs in another order there (channels first), which no layout of one array can
     * mend.
     */
    PYTORCH
  }

  /** Saves a module, with arrays as they are in it. */
  public static void save(Module module, Path path) throws IOException {
    save(module, path, Layout.TAEDA);
  }

  /**
   * Saves a module.
   *
   * @param module all of whose modules have a {@link Module#type()}
   * @param path the file; an old one is replaced when the new one is whole ({@link AtomicFile})
   * @param layout of the arrays
   * @throws IllegalArgumentException if a module cannot be saved, with its path; nothing is written
   *     then
   * @throws IOException if writing fails; the old file is as before then
   */
  public static void save(Module module, Path path, Layout layout) throws IOException {
    Objects.requireNonNull(module, "ModelFile: module is null");
    Objects.requireNonNull(layout, "ModelFile: layout is null");
    String architecture = ArchitectureWriter.write(module);
    TensorBindings bindings = TensorBindings.of(module, layout);
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    bindings.all().forEach(binding -> binding.putInto(tensors));
    bindings.counters().forEach(name -> tensors.put(name, NDArrays.zeros(DataType.INT64)));
    List<String> frozen =
        module.parameters().stream().filter(Parameter::isFrozen).map(Parameter::name).toList();
    SafeTensors.write(path, tensors, new ModelMetadata(layout, architecture, frozen).texts());
  }

  /**
   * Loads a module: a whole one, or an exception.
   *
   * @param path a file that {@code save} wrote, in whatever layout
   * @return a new module in training
   * @throws FileFormatException if the file is damaged, or does not hold a module of types known
   *     here
   * @throws IOException if it cannot be read
   */
  public static Module load(Path path) throws IOException {
    SafeTensors content = SafeTensors.read(path);
    ModelMetadata metadata = ModelMetadata.read(path, content.metadata());
    long elements = content.tensors().values().stream().mapToLong(INDArray::length).sum();
    List<Module> modules = ArchitectureReader.read(path, metadata.architecture(), elements);
    Module module = modules.get(0);
    TensorBindings bindings = bindings(path, module, metadata.layout());
    Map<TensorBinding, INDArray> filled = filled(path, bindings, content);
    for (int i = modules.size() - 1; i >= 0; i--) { // inner ones before those around them
      convert(modules.get(i), bindings, filled);
    }
    for (Map.Entry<TensorBinding, INDArray> entry : filled.entrySet()) {
      entry.getKey().requireType(path, entry.getValue());
      entry.getKey().set(entry.getValue());
    }
    freeze(path, module, metadata.frozen());
    return module;
  }

  /**
   * Loads arrays into a module, in the layout that the file names: its own word in a file of
   * Taeda's, PyTorch's if the metadata say {@code format: pt}, else Taeda's. The report names it.
   *
   * @see #loadInto(Module, Path, Layout, UnaryOperator)
   */
  public static LoadReport loadInto(Module module, Path path) throws IOException {
    SafeTensors content = SafeTensors.read(path);
    return loadInto(module, path, ModelMetadata.layout(path, content.metadata()), content);
  }

  /**
   * Loads arrays by their names into a module.
   *
   * @see #loadInto(Module, Path, Layout, UnaryOperator)
   */
  public static LoadReport loadInto(Module module, Path path, Layout layout) throws IOException {
    return loadInto(module, path, layout, SafeTensors.read(path));
  }

  /**
   * Loads arrays by their names into a module that exists, converted to its types.
   *
   * @param module is changed; of its arrays, those that the file lacks are as before
   * @param path any safetensors file
   * @param layout of the file's arrays
   * @param names gives for a name in the file the one that the layout has for this module, such as
   *     {@code 0.weight} for {@code encoder.weight}; every other name as it is
   * @return what was loaded, what the file lacks and what the module lacks
   * @throws FileFormatException if the file is damaged, an array's shape or type differs or none of
   *     the arrays is the module's; the module is as before then
   * @throws IllegalArgumentException if two arrays get one name
   * @throws IOException if the file cannot be read; the module is as before then
   */
  public static LoadReport loadInto(
      Module module, Path path, Layout layout, UnaryOperator<String> names) throws IOException {
    Objects.requireNonNull(names, "ModelFile: names is null");
    return loadInto(module, path, layout, Renaming.of(SafeTensors.read(path), names));
  }

  private static LoadReport loadInto(Module module, Path path, Layout layout, SafeTensors content)
      throws IOException {
    Objects.requireNonNull(module, "ModelFile: module is null");
    Objects.requireNonNull(layout, "ModelFile: layout is null");
    TensorBindings bindings = TensorBindings.of(module, layout);
    TensorMatches matched = TensorMatches.of(path, bindings, content);
    List<String> others = new ArrayList<>(matched.unexpected());
    others.addAll(matched.skipped());
    if (matched.filled().isEmpty() && !(matched.missing().isEmpty() && others.isEmpty())) {
      ModelMetadata.requireNoCheckpoint(path, content.metadata());
      throw new FileFormatException(
          path,
          String.format(
              Locale.ROOT,
              "none of its arrays is one of the module's: it has %s, the module %s",
              some(others),
              some(matched.missing())));
    }
    matched.filled().forEach(TensorBinding::set);
    List<String> loaded =
        matched.filled().keySet().stream().map(TensorBinding::fileName).distinct().toList();
    return new LoadReport(layout, loaded, matched.missing(), others);
  }

  private static String some(List<String> names) {
    int shown = Math.min(names.size(), 5);
    String more = shown < names.size() ? ", … (" + names.size() + ")" : "";
    return names.isEmpty() ? "none" : String.join(", ", names.subList(0, shown)) + more;
  }

  /** A module that a type created may have two arrays of one name. */
  private static TensorBindings bindings(Path path, Module module, Layout layout)
      throws FileFormatException {
    try {
      return TensorBindings.of(module, layout);
    } catch (IllegalArgumentException e) {
      throw new FileFormatException(path, String.valueOf(e.getMessage()), e);
    }
  }

  /** The array of every binding; each must have one, and no array that was read is left over. */
  private static Map<TensorBinding, INDArray> filled(
      Path path, TensorBindings bindings, SafeTensors content) throws FileFormatException {
    TensorMatches matched = TensorMatches.of(path, bindings, content);
    if (!matched.missing().isEmpty() || !matched.unexpected().isEmpty()) {
      throw new FileFormatException(
          path,
          "its arrays are not those of its module: missing "
              + matched.missing()
              + ", unexpected "
              + matched.unexpected());
    }
    return matched.filled();
  }

  /** Gives a module the type of its arrays in the file, if they agree in it. */
  private static void convert(
      Module module, TensorBindings bindings, Map<TensorBinding, INDArray> filled) {
    List<DataType> types =
        bindings.of(module).stream()
            .map(binding -> Objects.requireNonNull(filled.get(binding)).dataType())
            .distinct()
            .toList();
    if (types.size() == 1) {
      module.to(types.get(0));
    }
  }

  private static void freeze(Path path, Module module, List<String> names)
      throws FileFormatException {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    module.parameters().forEach(parameter -> parameters.put(parameter.name(), parameter));
    for (String name : names) {
      Parameter parameter = parameters.get(name);
      if (parameter == null) {
        throw new FileFormatException(
            path, "names a frozen parameter \"" + name + "\", but the module has none");
      }
      parameter.freeze();
    }
  }
}
