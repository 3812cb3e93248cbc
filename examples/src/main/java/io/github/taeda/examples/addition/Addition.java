package io.github.taeda.examples.addition;

import java.util.Locale;

/** An addition of two integers below 100 as text, such as {@code 47+85=132}. */
record Addition(int a, int b) {
  static final String CHARACTERS = "0123456789+= ";
  static final int INTEGERS = 100;

  /** What the net is given: {@code "47+85="}, one below 10 with a blank before it. */
  String question() {
    return String.format(Locale.ROOT, "%2d+%2d=", a, b);
  }

  /** What it must write: {@code "132"}, with blanks before a smaller sum. */
  String answer() {
    return String.format(Locale.ROOT, "%3d", a + b);
  }
}
