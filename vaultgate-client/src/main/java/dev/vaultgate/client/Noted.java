package dev.vaultgate.client;

/** An answer of which something may be worth a word in the log. */
public interface Noted {

  /** What is special about it; of a stream, as far as it has been read. */
  default Notes notes() {
    return Notes.NONE;
  }
}
