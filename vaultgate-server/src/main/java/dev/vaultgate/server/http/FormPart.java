package dev.vaultgate.server.http;

import java.nio.charset.StandardCharsets;

/**
 * A part of a form: a field or a file.
 *
 * @param name of the field
 * @param isFile whether the sender called it a file
 * @param type what the sender says it is, in lower case; empty where he does not
 * @param content not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record FormPart(String name, boolean isFile, String type, byte[] content) {

  /** The content as text. */
  public String text() {
    return new String(content, StandardCharsets.UTF_8);
  }
}
