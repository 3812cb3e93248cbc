package io.github.taeda.nn.layers.internal;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ModuleTypeProvider;
import io.github.taeda.nn.layers.AvgPool1D;
import io.github.taeda.nn.layers.AvgPool2D;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Bidirectional;
import io.github.taeda.nn.layers.Concat;
import io.github.taeda.nn.layers.Conv1D;
import io.github.taeda.nn.layers.Conv2D;
import io.github.taeda.nn.layers.ConvTranspose1D;
import io.github.taeda.nn.layers.ConvTranspose2D;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.ELU;
import io.github.taeda.nn.layers.Embedding;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.GELU;
import io.github.taeda.nn.layers.GRU;
import io.github.taeda.nn.layers.GlobalAvgPool;
import io.github.taeda.nn.layers.GlobalMaxPool;
import io.github.taeda.nn.layers.GroupNorm;
import io.github.taeda.nn.layers.HardTanH;
import io.github.taeda.nn.layers.Heaviside;
import io.github.taeda.nn.layers.Identity;
import io.github.taeda.nn.layers.LSTM;
import io.github.taeda.nn.layers.Lambda;
import io.github.taeda.nn.layers.LayerNorm;
import io.github.taeda.nn.layers.LeakyReLU;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.LogSoftmax;
import io.github.taeda.nn.layers.Masking;
import io.github.taeda.nn.layers.MaxPool1D;
import io.github.taeda.nn.layers.MaxPool2D;
import io.github.taeda.nn.layers.MultiHeadAttention;
import io.github.taeda.nn.layers.PReLU;
import io.github.taeda.nn.layers.Parallel;
import io.github.taeda.nn.layers.PositionalEncoding;
import io.github.taeda.nn.layers.RNN;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.layers.Reshape;
import io.github.taeda.nn.layers.Residual;
import io.github.taeda.nn.layers.SiLU;
import io.github.taeda.nn.layers.Sigmoid;
import io.github.taeda.nn.layers.Softmax;
import io.github.taeda.nn.layers.Softplus;
import io.github.taeda.nn.layers.Softsign;
import io.github.taeda.nn.layers.SpatialDropout;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.layers.TiedLinear;
import io.github.taeda.nn.layers.Transpose;
import io.github.taeda.nn.layers.Upsample2D;
import io.github.taeda.nn.layers.ZeroPad1D;
import io.github.taeda.nn.layers.ZeroPad2D;
import java.util.List;

/** The list of the modules that model files can hold. */
public final class LayerTypes implements ModuleTypeProvider {
  private static final List<ModuleType<?>> TYPES =
      List.of(
          AvgPool1D.TYPE,
          AvgPool2D.TYPE,
          BatchNorm.TYPE,
          Bidirectional.TYPE,
          Concat.TYPE,
          Conv1D.TYPE,
          Conv2D.TYPE,
          ConvTranspose1D.TYPE,
          ConvTranspose2D.TYPE,
          Dropout.TYPE,
          ELU.TYPE,
          Embedding.TYPE,
          Flatten.TYPE,
          GELU.TYPE,
          GRU.TYPE,
          GlobalAvgPool.TYPE,
          GlobalMaxPool.TYPE,
          GroupNorm.TYPE,
          HardTanH.TYPE,
          Heaviside.TYPE,
          Identity.TYPE,
          LSTM.TYPE,
          Lambda.TYPE,
          LayerNorm.TYPE,
          LeakyReLU.TYPE,
          Linear.TYPE,
          LogSoftmax.TYPE,
          Masking.TYPE,
          MaxPool1D.TYPE,
          MaxPool2D.TYPE,
          MultiHeadAttention.TYPE,
          PReLU.TYPE,
          Parallel.TYPE,
          PositionalEncoding.TYPE,
          RNN.TYPE,
          ReLU.TYPE,
          Reshape.TYPE,
          Residual.TYPE,
          SiLU.TYPE,
          Sigmoid.TYPE,
          Softmax.TYPE,
          Softplus.TYPE,
          Softsign.TYPE,
          SpatialDropout.TYPE,
          TanH.TYPE,
          TiedLinear.TYPE,
          Transpose.TYPE,
          Upsample2D.TYPE,
          ZeroPad1D.TYPE,
          ZeroPad2D.TYPE);

  /** Creates the provider, for the service loader. */
  public LayerTypes() {}

  @Override
  public List<ModuleType<?>> moduleTypes() {
    return TYPES;
  }
}
