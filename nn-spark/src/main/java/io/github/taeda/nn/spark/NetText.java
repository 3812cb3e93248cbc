package io.github.taeda.nn.spark;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.io.Architecture;
import io.github.taeda.nn.losses.LossText;
import java.io.Serializable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** What an executor builds a net from, but for the values of its arrays. */
final class NetText implements Serializable {
  private final String id = UUID.randomUUID().toString(); // of one run or model
  private final String architecture;
  private final String type;
  private final String loss;
  private final @Nullable LossFactory lossFactory;

  private NetText(String architecture, DataType type, String loss, @Nullable LossFactory factory) {
    this.architecture = architecture;
    this.type = type.name();
    this.loss = loss;
    this.lossFactory = factory;
  }

  /** A module without a loss. */
  static NetText of(Module module) {
    return new NetText(Architecture.write(module), typeOf(module), "", null);
  }

  /** A module and a loss, which an executor gets from the factory if there is one. */
  static NetText of(Module module, Loss loss, @Nullable LossFactory factory) {
    String text = factory == null ? LossText.of(loss) : "";
    return new NetText(Architecture.write(module), typeOf(module), text, factory);
  }

  private static DataType typeOf(Module module) {
    return module.parameters().isEmpty()
        ? DataType.FLOAT
        : module.parameters().get(0).value().dataType();
  }

  String id() {
    return id;
  }

  DataType type() {
    return DataType.valueOf(type);
  }

  Module module() {
    return Architecture.read(architecture).to(type());
  }

  /** The loss; null of a model that is only evaluated. */
  @Nullable Loss loss() {
    return lossFactory != null
        ? lossFactory.create()
        : loss.isEmpty() ? null : LossText.parse(loss);
  }
}
