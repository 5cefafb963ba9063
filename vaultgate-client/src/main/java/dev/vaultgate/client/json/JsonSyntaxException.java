package dev.vaultgate.client.json;

/** Bytes that are not one strict JSON value. The message says what is wrong and at which byte. */
public final class JsonSyntaxException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int at;

  JsonSyntaxException(String problem, int at) {
    super(problem + " at byte " + at);
    this.at = at;
  }

  /** The byte at which it is. */
  public int at() {
    return at;
  }
}
