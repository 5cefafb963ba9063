package dev.vaultgate.client.fake;

import dev.vaultgate.client.RawUpstream;
import java.util.List;

/** How a provider words its answers. */
public interface Dialect {

  /** The wire that understands it, by its id. */
  String wire();

  /** Whether a request asks for a stream. */
  boolean isStream(RawUpstream.Request request);

  /** The media type of a stream. */
  default String streamType() {
    return "text/event-stream";
  }

  /** A whole answer. */
  byte[] whole(Said said);

  /** A stream, cut where a provider flushes: one element for each piece of text, and its ends. */
  List<byte[]> stream(Said said);

  /** An error. */
  byte[] error(int status, String code, String message);

  /**
   * What is said.
   *
   * @param pieces of the answer's text
   * @param promptTokens as the provider counts them
   * @param outputTokens as the provider counts them
   */
  record Said(List<String> pieces, int promptTokens, int outputTokens) {

    public Said {
      pieces = List.copyOf(pieces);
    }

    String text() {
      return String.join("", pieces);
    }
  }
}
