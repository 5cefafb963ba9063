package dev.vaultgate.client.anthropic;

/** What the blocks of one streamed answer must know of those before them. */
final class AnswerState {

  private int calls;
  private int textChars;

  /** The place of the next call among the calls of the answer; other blocks do not count. */
  int nextCall() {
    return calls++;
  }

  int calls() {
    return calls;
  }

  void addText(String text) {
    textChars += text.length();
  }

  /** How long the text is so far. */
  int textChars() {
    return textChars;
  }
}
