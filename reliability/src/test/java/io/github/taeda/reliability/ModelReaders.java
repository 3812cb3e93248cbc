package io.github.taeda.reliability;

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.io.ModelFile;
import io.github.taeda.nn.io.Npy;
import io.github.taeda.nn.io.Npz;
import io.github.taeda.nn.io.SafeTensors;
import io.github.taeda.nn.layers.BatchNorm;
import io.github.taeda.nn.layers.Conv1D;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.onnx.Onnx;
import io.github.taeda.nn.onnx.OnnxModel;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.testing.Make;
import io.github.taeda.reliability.Reader.Packing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The readers of arrays, models and checkpoints. */
final class ModelReaders {
  private static final Packing PLAIN = content -> content;

  private ModelReaders() {}

  static List<Reader> all(Path valid) throws IOException {
    Files.createDirectories(valid);
    SplittableRandom random = new SplittableRandom(1);
    INDArray array = Make.normal(random, 5, 4).castTo(DataType.FLOAT);
    Path npy = valid.resolve("a.npy");
    Npy.write(npy, array);
    Path npz = valid.resolve("a.npz");
    Npz.write(npz, Map.of("a", array, "bias", array.dup()));
    Path tensors = valid.resolve("a.safetensors");
    SafeTensors.write(tensors, Map.of("a", array), Map.of("k", "v"));
    Sequential net = net(random);
    Path model = valid.resolve("model.safetensors");
    ModelFile.save(net, model);
    Path onnx = valid.resolve("model.onnx");
    Onnx.export(net, new long[] {8, 2}, onnx);
    byte[] checkpoint = Files.readAllBytes(checkpoint(net, valid));
    byte[] header = Files.readAllBytes(model);
    return List.of(
        new Reader("npy", Files.readAllBytes(npy), PLAIN, Npy::read, 20),
        new Reader("npz", Files.readAllBytes(npz), PLAIN, Npz::read, 5000),
        new Reader("npz-entry", Files.readAllBytes(npy), ModelReaders::zip, Npz::read, 5000),
        new Reader("safetensors", Files.readAllBytes(tensors), PLAIN, SafeTensors::read, 100),
        new Reader("model", header, PLAIN, ModelFile::load, 500),
        new Reader("model-header", header, ModelReaders::withLength, ModelFile::load, 500),
        new Reader("checkpoint", checkpoint, PLAIN, ModelReaders::resume, 500),
        new Reader(
            "checkpoint-header", checkpoint, ModelReaders::withLength, ModelReaders::resume, 500),
        new Reader("onnx", Files.readAllBytes(onnx), PLAIN, ModelReaders::open, 500));
  }

  private static Sequential net(SplittableRandom random) {
    return new Sequential(
        new Conv1D(3, 2, 3, 1, random),
        new TanH(),
        new Flatten(),
        new BatchNorm(18),
        new Linear(18, 2, random));
  }

  private static Path checkpoint(Sequential net, Path directory) throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    Dataset data =
        Dataset.of(
            Make.normal(random, 8, 8, 2).castTo(DataType.FLOAT),
            Make.normal(random, 8, 2).castTo(DataType.FLOAT));
    Path folder = Files.createDirectories(directory.resolve("checkpoints"));
    SGD.of(new Optim(net, new MSELoss(), new Adam(0.01)))
        .batchSize(4)
        .epochs(2)
        .inOrder()
        .listen(Checkpoints.in(folder))
        .fit(data);
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".safetensors"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Object resume(Path file) throws IOException {
    return Checkpoints.file(file).load();
  }

  private static Object open(Path file) throws IOException {
    try (OnnxModel model = OnnxModel.open(file)) {
      return model.toString();
    }
  }

  private static byte[] zip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a.npy"));
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  /**
   * Content whose first eight bytes are replaced by a length: the elements begin after the last }}.
   */
  private static byte[] withLength(byte[] content) {
    if (content.length < Long.BYTES) {
      return content;
    }
    ByteBuffer file = ByteBuffer.wrap(content.clone()).order(ByteOrder.LITTLE_ENDIAN);
    String text = new String(content, StandardCharsets.ISO_8859_1);
    int end = text.lastIndexOf("}}");
    while (text.startsWith(" ", end + 2)) {
      end++;
    }
    return file.putLong(0, Math.max(0, end + 2 - Long.BYTES)).array();
  }
}
