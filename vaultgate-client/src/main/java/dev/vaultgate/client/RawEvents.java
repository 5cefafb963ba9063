package dev.vaultgate.client;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.json.ChatChunkJson;
import dev.vaultgate.api.json.ChatResponseJson;
import dev.vaultgate.api.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The step between the two forms of an answer, bytes and values. */
final class RawEvents {

  private RawEvents() {}

  static List<ChatEvent> read(byte[] json) {
    try {
      List<ChatEvent> events = new ArrayList<>();
      ChatChunkJson.read(Json.read(json), events::add);
      return events;
    } catch (IOException e) {
      throw UpstreamFailure.invalid("a chunk that is not JSON", e);
    }
  }

  static ChatResponse response(byte[] json) {
    try {
      return ChatResponseJson.read(Json.read(json));
    } catch (IOException e) {
      throw UpstreamFailure.invalid("an answer that is not JSON", e);
    }
  }

  static byte[] bytes(ChatResponse response) {
    return Json.bytes(ChatResponseJson.write(response));
  }
}
