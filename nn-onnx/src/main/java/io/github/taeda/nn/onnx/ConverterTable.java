package io.github.taeda.nn.onnx;

import io.github.taeda.nn.Module;
import java.util.HashMap;
import java.util.Map;

/** Which converter writes the modules of which class. */
final class ConverterTable {
  private final Map<Class<?>, Row> rows = new HashMap<>();

  /**
   * One class.
   *
   * @param isLayoutFree whether it takes values of either layout
   */
  private record Row(OnnxConverter<Module> converter, boolean isLayoutFree) {}

  private ConverterTable() {}

  /** All modules of Taeda. */
  static ConverterTable standard() {
    ConverterTable table = new ConverterTable();
    DenseConverters.addTo(table);
    ActivationConverters.addTo(table);
    WindowConverters.addTo(table);
    NormConverters.addTo(table);
    ShapeConverters.addTo(table);
    RecurrentConverters.addTo(table);
    AttentionConverters.addTo(table);
    ContainerConverters.addTo(table);
    return table;
  }

  /** Adds a class whose input has the channels last. */
  <M extends Module> void add(Class<M> type, OnnxConverter<M> converter) {
    put(type, converter, false);
  }

  /** Adds a class that takes values of either layout. */
  <M extends Module> void addLayoutFree(Class<M> type, OnnxConverter<M> converter) {
    put(type, converter, true);
  }

  /** Adds or replaces a class whose input has the channels last. */
  void replace(Class<? extends Module> type, OnnxConverter<Module> converter) {
    rows.put(type, new Row(converter, false));
  }

  private <M extends Module> void put(
      Class<M> type, OnnxConverter<M> converter, boolean isLayoutFree) {
    OnnxConverter<Module> any =
        (module, graph, input) -> converter.convert(type.cast(module), graph, input);
    rows.put(type, new Row(any, isLayoutFree));
  }

  /** Writes a module. */
  OnnxValue convert(Module module, OnnxGraph graph, OnnxValue input) {
    Row row = rows.get(module.getClass());
    if (row == null) {
      throw graph.unsupported(
          module,
          "there is no converter for "
              + module.getClass().getName()
              + "; add one with"
              + " OnnxOptions.with");
    }
    return row.converter.convert(
        module, graph, row.isLayoutFree ? input : graph.channelsLast(input));
  }
}
