package dev.vaultgate.client;

import java.io.IOException;
import java.io.InputStream;

/** One request and its answer. For one thread, except {@link #cancel()}. */
public interface Exchange extends AutoCloseable {

  int status();

  ResponseHeaders headers();

  /** The answer's body. A read that fails throws an {@link IOException}; see {@link #failure}. */
  InputStream body();

  /**
   * Reads the whole body.
   *
   * @throws UpstreamFailure when it is larger than the bound, or ends early
   */
  byte[] readAll(int bytesMax);

  /** Says that content has come: from now on only silence between reads is timed. */
  void contentSeen();

  /**
   * What a failed read means: which fault of the provider, or that we ended it ourselves.
   *
   * @throws dev.vaultgate.api.CancelledException when the call was cancelled
   */
  UpstreamFailure failure(IOException e);

  /** What is special about it, for the log; may be more later. */
  default Notes notes() {
    return Notes.NONE;
  }

  /** Ends the exchange at once, from any thread: a read that waits fails, as cancelled. */
  void cancel();

  /** Ends the exchange: the connection is kept when the body was read to its end, else cut. */
  @Override
  void close();
}
