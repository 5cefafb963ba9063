package dev.vaultgate.client.roundtrip;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random chat requests in OpenAI's form. Every request is one that a provider might get: calls are
 * answered by results in their order, roles alternate, and instructions come first.
 */
final class RandomChat {

  private static final String PNG = "data:image/png;base64,iVBORw0KGgo=";
  private static final String PDF = "data:application/pdf;base64,JVBERi0xLjc=";

  private final Random random;
  private int calls;

  RandomChat(long seed) {
    this.random = new Random(seed);
  }

  ObjectNode next() {
    ObjectNode request = Json.object().put("model", "m");
    messages(request.putArray("messages"));
    boolean hasTools = calls > 0 || chance(3);
    if (hasTools) {
      tools(request);
    }
    request.put("max_completion_tokens", 100 + random.nextInt(900));
    if (chance(3)) {
      request.put("temperature", random.nextInt(10) / 10.0);
    }
    if (chance(4)) {
      request.put("top_p", random.nextInt(10) / 10.0);
    }
    if (chance(4)) {
      request.put("seed", random.nextInt(1000));
    }
    if (chance(5)) {
      request.put("presence_penalty", random.nextInt(20) / 10.0);
    }
    if (chance(5)) {
      request.put("frequency_penalty", random.nextInt(20) / 10.0);
    }
    if (chance(4)) {
      ArrayNode stop = request.putArray("stop");
      IntStream.range(0, 1 + random.nextInt(3)).forEach(i -> stop.add("stop" + i));
    }
    if (chance(6)) {
      request.put("n", 1 + random.nextInt(2));
    }
    if (chance(4)) {
      request.put("reasoning_effort", pick("low", "medium", "high"));
    }
    if (chance(4)) {
      request.put("user", "user-" + random.nextInt(9));
    }
    if (chance(4)) {
      request.putObject("metadata").put("trace", "t" + random.nextInt(9));
    }
    if (chance(5)) {
      request.put("service_tier", pick("flex", "priority"));
    }
    if (chance(5)) {
      request.put("logprobs", true).put("top_logprobs", 1 + random.nextInt(4));
    }
    if (chance(6)) {
      request.putObject("logit_bias").put("50256", -100);
    }
    if (chance(7)) {
      request.put("store", true);
    }
    if (chance(3)) {
      format(request);
    }
    return request;
  }

  private void messages(ArrayNode messages) {
    if (chance(2)) {
      ObjectNode system = messages.addObject().put("role", pick("system", "developer"));
      content(system, false);
      name(system);
    }
    int turns = 1 + random.nextInt(3);
    for (int turn = 0; turn < turns; turn++) {
      ObjectNode user = messages.addObject().put("role", "user");
      content(user, true);
      name(user);
      if (turn < turns - 1) {
        if (chance(2)) {
          toolRound(messages);
        }
        assistant(messages, 0);
      }
    }
    if (chance(3)) {
      toolRound(messages);
    }
  }

  private void toolRound(ArrayNode messages) {
    int from = calls;
    int count = 1 + random.nextInt(3);
    assistant(messages, count);
    for (int call = from; call < from + count; call++) {
      ObjectNode result =
          messages.addObject().put("role", "tool").put("tool_call_id", "call_" + call);
      result.put("content", "{\"result\":" + random.nextInt(100) + "}");
    }
  }

  private void assistant(ArrayNode messages, int count) {
    ObjectNode message = messages.addObject().put("role", "assistant");
    if (count == 0 || chance(2)) {
      message.put("content", text());
    }
    reasoning(message);
    if (count == 0) {
      return;
    }
    boolean isSigned = chance(2);
    ArrayNode made = message.putArray("tool_calls");
    for (int i = 0; i < count; i++) {
      ObjectNode call = made.addObject().put("id", "call_" + calls++).put("type", "function");
      call.putObject("function")
          .put("name", pick("weather", "clock"))
          .put("arguments", "{\"city\":\"" + text() + "\"}");
      if (isSigned && i == 0) {
        call.putObject("extra_content")
            .putObject("google")
            .put("thought_signature", "sig" + random.nextInt(99));
      }
    }
  }

  private void reasoning(ObjectNode message) {
    if (chance(3)) {
      String thought = text();
      message.put("reasoning_content", thought);
      if (chance(2)) {
        message
            .putArray("reasoning_details")
            .addObject()
            .put("type", "thinking")
            .put("thinking", thought)
            .put("signature", "signed" + random.nextInt(99));
      }
    }
  }

  private void content(ObjectNode message, boolean isUser) {
    if (chance(2)) {
      message.put("content", text());
      return;
    }
    ArrayNode parts = message.putArray("content");
    ObjectNode first = parts.addObject().put("type", "text").put("text", text());
    if (chance(3)) {
      first.putObject("cache_control").put("type", "ephemeral");
    }
    if (isUser && chance(2)) {
      ObjectNode image = parts.addObject().put("type", "image_url").putObject("image_url");
      image.put("url", PNG);
      if (chance(2)) {
        image.put("detail", pick("low", "high"));
      }
    }
    if (isUser && chance(4)) {
      ObjectNode file = parts.addObject().put("type", "file").putObject("file");
      file.put("file_data", PDF);
      if (chance(2)) {
        file.put("filename", "a.pdf");
      }
    }
    if (isUser && chance(8)) {
      parts
          .addObject()
          .put("type", "input_audio")
          .putObject("input_audio")
          .put("data", "UklGRg==")
          .put("format", "wav");
    }
  }

  private void name(ObjectNode message) {
    if (chance(6)) {
      message.put("name", "ada");
    }
  }

  private void tools(ObjectNode request) {
    ArrayNode tools = request.putArray("tools");
    for (String name : new String[] {"weather", "clock"}) {
      ObjectNode function =
          tools.addObject().put("type", "function").putObject("function").put("name", name);
      if (chance(2)) {
        function.put("description", text());
      }
      function.set("parameters", schema());
      if (chance(4)) {
        function.put("strict", true);
      }
    }
    if (chance(3)) {
      switch (random.nextInt(3)) {
        case 0 -> request.put("tool_choice", pick("auto", "none", "required"));
        case 1 ->
            request
                .putObject("tool_choice")
                .put("type", "function")
                .putObject("function")
                .put("name", "clock");
        default -> request.put("tool_choice", "auto");
      }
    }
    if (chance(3) && !request.path("tool_choice").asText().equals("none")) {
      request.put("parallel_tool_calls", false);
    }
  }

  private void format(ObjectNode request) {
    ObjectNode format = request.putObject("response_format");
    if (chance(2)) {
      format.put("type", "json_object");
      return;
    }
    ObjectNode schema = format.put("type", "json_schema").putObject("json_schema");
    schema.put("name", "answer");
    schema.set("schema", schema());
    schema.put("strict", true);
  }

  private static ObjectNode schema() {
    ObjectNode schema = Json.object().put("type", "object");
    schema.putObject("properties").putObject("city").put("type", "string");
    schema.putArray("required").add("city");
    schema.put("additionalProperties", false);
    return schema;
  }

  private String text() {
    return pick("red", "green", "blue") + " " + random.nextInt(1000);
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }

  /** Once in so many times. */
  private boolean chance(int times) {
    return random.nextInt(times) == 0;
  }
}
