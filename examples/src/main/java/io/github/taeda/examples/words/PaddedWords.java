package io.github.taeda.examples.words;

import io.github.taeda.examples.characters.Alphabet;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Words as character ids {@code [batch, length]}, each batch padded to its longest word; the
 * targets are class indices {@code [batch]}.
 */
final class PaddedWords implements Dataset {
  private final List<int[]> ids;
  private final int[] classes;

  PaddedWords(WordList words, Alphabet alphabet) {
    ids = words.words().stream().map(alphabet::ids).toList();
    classes = words.classes();
  }

  @Override
  public int size() {
    return classes.length;
  }

  @Override
  public Batch batch(int... rows) {
    int length = Arrays.stream(rows).map(row -> ids.get(row).length).max().orElse(0);
    float[] input = new float[rows.length * length]; // Alphabet.PADDING is 0
    float[] target = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int[] word = ids.get(rows[i]);
      for (int j = 0; j < word.length; j++) {
        input[i * length + j] = word[j];
      }
      target[i] = classes[rows[i]];
    }
    return new Batch(array(input, rows.length, length), array(target, rows.length));
  }

  private static INDArray array(float[] values, long... shape) {
    INDArray array = Scratch.array(DataType.FLOAT, shape);
    NDArrays.setValues(values, array);
    return array;
  }
}
