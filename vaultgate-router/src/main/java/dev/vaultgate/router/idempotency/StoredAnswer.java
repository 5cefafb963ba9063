package dev.vaultgate.router.idempotency;

/**
 * An answer as it is kept for whoever asks again. Its array is not copied: whoever hands it over
 * lets go of it.
 *
 * @param facts what is told beside it, in words of whoever stores it
 * @param body of the answer; empty where it is not kept
 */
public record StoredAnswer(String facts, byte[] body) {

  /** The largest body that is kept, enough for an image. */
  public static final int BYTES_MAX = 4 * 1024 * 1024;

  /** Of an answer that was given and is not kept. */
  public static final StoredAnswer NOT_KEPT = new StoredAnswer("", new byte[0]);

  /** Whether it can be given again. */
  public boolean isKept() {
    return body.length > 0;
  }
}
