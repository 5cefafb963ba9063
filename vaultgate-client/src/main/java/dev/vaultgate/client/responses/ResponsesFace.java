package dev.vaultgate.client.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatFacts;
import dev.vaultgate.client.Face;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonIndex.Kind;
import dev.vaultgate.client.json.JsonSyntaxException;
import java.util.List;

/**
 * A request of {@code POST /v1/responses}. What admission and routing ask about is found in its
 * bytes; it is translated only for a provider that does not speak the API.
 */
public record ResponsesFace(JsonIndex json) implements Face {

  /**
   * Reads a body.
   *
   * @throws InvalidRequestException when it is not strict JSON or a field is missing or wrong
   */
  public static ChatCall parse(byte[] body) {
    JsonIndex json;
    try {
      json = JsonIndex.parse(body);
    } catch (JsonSyntaxException e) {
      throw InvalidRequestException.json("The body is not valid JSON: " + e.getMessage() + ".");
    }
    return ChatCall.of(new ResponsesFace(json), facts(json), stream(json));
  }

  private static boolean stream(JsonIndex json) {
    int token = json.member(json.root(), "stream");
    if (!json.isNothing(token) && json.kind(token) != Kind.TRUE && json.kind(token) != Kind.FALSE) {
      throw InvalidRequestException.value("stream", json.source(token), "true or false");
    }
    return token >= 0 && json.kind(token) == Kind.TRUE;
  }

  private static ChatFacts facts(JsonIndex json) {
    int root = json.root();
    String model = json.textOf(root, "model");
    if (model == null || model.isBlank()) {
      throw InvalidRequestException.missing("model");
    }
    int cap = json.member(root, "max_output_tokens");
    long most = json.longOr(cap, 0);
    if (!json.isNothing(cap) && (most < 1 || most > Integer.MAX_VALUE)) {
      throw InvalidRequestException.value(
          "max_output_tokens", json.source(cap), "a whole number, at least 1");
    }
    int input = json.member(root, "input");
    int items = 1;
    int images = 0;
    int addresses = 0;
    int imageBytes = 0;
    if (input >= 0 && json.kind(input) == Kind.ARRAY) {
      items = json.size(input) + 1;
      for (int i = json.firstChild(input); i >= 0; i = json.nextSibling(input, i)) {
        int content = json.member(i, json.member(i, "output") >= 0 ? "output" : "content");
        if (content < 0 || json.kind(content) != Kind.ARRAY) {
          continue;
        }
        for (int p = json.firstChild(content); p >= 0; p = json.nextSibling(content, p)) {
          int image = json.member(p, "image_url");
          if (json.isString(image)) {
            images++;
            imageBytes += json.end(image) - json.start(image);
          }
          addresses += image >= 0 || json.member(p, "file_url") >= 0 ? 1 : 0;
        }
      }
    }
    return new ChatFacts(
        model,
        json.isNothing(cap) ? null : (int) most,
        1,
        Math.max(0, json.end(root) - json.start(root) - imageBytes),
        items,
        images,
        addresses,
        ChatFacts.toolsOf(json));
  }

  @Override
  public String path() {
    return ResponsesWire.PATH;
  }

  @Override
  public String capField() {
    return "max_output_tokens";
  }

  @Override
  public String inputField() {
    return "input";
  }

  @Override
  public ChatRequest request() {
    return RequestReader.read(tree());
  }

  private JsonNode tree() {
    return json.tree(json.root());
  }

  @Override
  public List<String> dropped() {
    return RequestReader.dropped(tree());
  }

  @Override
  public String answerId(String requestId) {
    return "resp_" + requestId;
  }

  @Override
  public byte[] answer(ChatResponse response) {
    return Json.bytes(ResponseWriter.whole(tree(), response));
  }

  @Override
  public EventWriter events(ChatEvent.Start head, long created) {
    return new ResponseEvents(new ResponseWriter(tree(), head.id(), head.model(), created));
  }
}
