package dev.vaultgate.examples.bench.load;

/** Judges the body of one answer while it arrives. */
interface AnswerCheck {

  /** Forgets the last answer. */
  void begin();

  /** Takes bytes of the body, in whatever pieces the network makes. */
  void body(byte[] bytes, int from, int to);

  /** What is wrong with the answer that is now complete; empty when nothing is. */
  String fault();

  /** Whether text of the model has been seen in this answer. */
  boolean hasContent();

  /** How many frames of a stream this answer has brought. */
  int frames();
}
