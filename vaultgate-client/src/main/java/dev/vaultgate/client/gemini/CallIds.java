package dev.vaultgate.client.gemini;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Ids of tool calls where the model gives none, made from what tells the calls apart. */
final class CallIds {

  private CallIds() {}

  static String make(String answerId, int choice, int place) {
    CRC32 sum = new CRC32();
    sum.update(answerId.getBytes(StandardCharsets.UTF_8));
    return "call_%08x_%d_%d".formatted(sum.getValue(), choice, place);
  }
}
