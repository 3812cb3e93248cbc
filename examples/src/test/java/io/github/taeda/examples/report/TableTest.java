package io.github.taeda.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
  @Test
  void numbers_are_aligned_right_and_words_left() {
    Table table = Table.of("net", "loss", "").row("a line", "12.5", "best").row("a b", "7");
    assertThat(table.toString())
        .isEqualTo(
            """
              net     loss
              a line  12.5  best
              a b        7
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "1, true",
    "-0.5, true",
    "+.5, true",
    "1e-3, true",
    "99.2 %, true",
    "'60,000', true",
    "'', false",
    "a, false",
    "1 to 2, false",
    "-, false",
    "NaN, false"
  })
  void a_cell_is_a_number_or_not(String cell, boolean number) {
    assertThat(Table.isNumber(cell)).isEqualTo(number);
  }

  @Test
  void a_row_longer_than_the_headings_is_rejected() {
    assertThatThrownBy(() -> Table.of("a").row("1", "2"))
        .hasMessage("Table: a row must have at most 1 cells, but had 2");
  }
}
