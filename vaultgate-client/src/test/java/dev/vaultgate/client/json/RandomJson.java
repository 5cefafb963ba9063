package dev.vaultgate.client.json;

import java.util.Random;

/** Random JSON text, with odd white space, escapes and characters of every length. */
final class RandomJson {

  private static final String[] SPACES = {"", "", " ", "\n", "\t ", "\r\n"};
  private static final String[] PIECES = {
    "a",
    "Z",
    " ",
    "é",
    "漢",
    "😀",
    "\\n",
    "\\\"",
    "\\\\",
    "\\/",
    "\\u00e9",
    "\\ud83d\\ude00",
    "plain text of some length"
  };
  private static final String[] NUMBERS = {
    "0", "-1", "42", "3.50", "1e5", "-2.5E-3", "123456789012", "12345678901234567890"
  };

  private RandomJson() {}

  static String text(Random random, int depth) {
    String space = SPACES[random.nextInt(SPACES.length)];
    return space + value(random, depth) + space;
  }

  private static String value(Random random, int depth) {
    switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0:
        return "null";
      case 1:
        return random.nextBoolean() ? "true" : "false";
      case 2:
        return NUMBERS[random.nextInt(NUMBERS.length)];
      case 3, 4:
        return string(random);
      case 5:
        return list(random, depth, "[", "]", false);
      default:
        return list(random, depth, "{", "}", true);
    }
  }

  static String string(Random random) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.append('"').toString();
  }

  private static String list(Random random, int depth, String open, String close, boolean named) {
    StringBuilder text = new StringBuilder(open);
    int count = random.nextInt(30) == 0 ? 40 : random.nextInt(5);
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ",").append(SPACES[random.nextInt(SPACES.length)]);
      if (named) {
        text.append("\"n").append(i).append("\" :");
      }
      text.append(text(random, depth - 1));
    }
    return text.append(close).toString();
  }
}
