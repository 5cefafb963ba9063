package dev.vaultgate.client;

import java.time.Instant;

/**
 * A token that lets requests in for a while. Its text form does not show it.
 *
 * @param value goes behind {@code Bearer}
 * @param until when it ends
 */
public record Token(String value, Instant until) {

  @Override
  public String toString() {
    return "Token[until " + until + "]";
  }
}
