package io.github.taeda.nn.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.losses.CrossEntropyLoss;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** A JVM that is sent a net and has no backend says so, as often as Spark tries. */
class ExecutorWithoutBackendTest {
  static final String SENTENCE =
      "ND4J has no backend here: add the dependency io.github.taeda:taeda-cpu or taeda-cuda;"
          + " without Maven also the native library, such as org.nd4j:nd4j-native with"
          + " linux-x86_64-onednn";

  @Test
  void it_is_told_in_one_sentence_each_time() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            ExecutorWithoutBackendTest.class.getName());
    builder.environment().put("CLASSPATH", classPath());
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (OutputStream input = process.getOutputStream()) {
      input.write(sent());
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    String line = "the executor on this machine: " + SENTENCE;
    assertThat(output.lines()).containsExactly(line, line);
  }

  /** That of this JVM without a backend's jars. */
  static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            entry -> !Path.of(entry).getFileName().toString().matches("nd4j-(native|cuda).*jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static byte[] sent() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
      objects.writeObject(NetText.of(Problem.net(DataType.FLOAT), new CrossEntropyLoss(), null));
    }
    return bytes.toByteArray();
  }

  public static void main(String[] arguments) throws Exception {
    NetText text = (NetText) new ObjectInputStream(System.in).readObject();
    for (int attempt = 0; attempt < 2; attempt++) {
      try {
        ExecutorNet.of(text);
      } catch (TaskFailure e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
