package io.github.taeda.nn.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.optim.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvLogTest {
  private final History history =
      new History(
          List.of(
              new History.Epoch(1, 0.1 + 0.2, 2, Map.of("validation loss", 1e-7)),
              new History.Epoch(2, Double.NaN, 2.5, Map.of("share, of \"all\"", 0.5))),
          "it is late");

  @Test
  void the_file_has_all_digits_and_an_empty_cell_where_there_is_no_value(@TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("history.csv");
    Files.writeString(file, "something longer than what is written in its place".repeat(99));
    CsvLog.write(history, file);
    assertThat(Files.readString(file).replace("\r\n", "\n"))
        .isEqualTo(
            """
            epoch,loss,validation loss,"share, of ""all\""",seconds
            1,0.30000000000000004,1.0E-7,,2.0
            2,NaN,,0.5,2.5
            """);
    assertThatThrownBy(() -> CsvLog.write(history, directory.resolve("none/history.csv")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(directory.resolve("none/history.csv") + ": its directory does not exist");
  }
}
