package io.github.taeda.nn.onnx;

import java.util.Objects;

/**
 * A tensor of an ONNX graph.
 *
 * @param name its name in the graph, "" for an input that is left out
 * @param rank how many axes it has, the batch being the first
 * @param isChannelsFirst whether its last axis here, the channels, is its second there;
 *     convolutions compute so, and what follows takes it over where it can
 */
public record OnnxValue(String name, int rank, boolean isChannelsFirst) {
  /** An optional input that is left out. */
  static final OnnxValue NONE = new OnnxValue("", 0, false);

  /** Checks the name. */
  public OnnxValue {
    Objects.requireNonNull(name, "OnnxValue: name is null");
  }

  /** The same with another number of axes, for operators that change it. */
  public OnnxValue withRank(int rank) {
    return new OnnxValue(name, rank, isChannelsFirst);
  }
}
