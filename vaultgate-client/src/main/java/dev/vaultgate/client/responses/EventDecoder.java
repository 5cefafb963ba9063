package dev.vaultgate.client.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads the events of a stream. Items are told apart by their place in the output and may
 * interleave. The stream is complete with the event that closes the response; there is no other
 * mark of its end. Whatever has not come in pieces is taken from the item when it is done, or from
 * the closing event: not every server sends all kinds of pieces.
 */
final class EventDecoder implements StreamDecoder {

  private final Target target;
  private final OutputItems items = new OutputItems();
  private boolean started;
  private boolean complete;

  EventDecoder(Target target) {
    this.target = target;
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  @Override
  public void decode(ServerSentEvent event, Consumer<ChatEvent> out) {
    if (event.dataIs("[DONE]")) {
      // Not of the API, but some who copy it send it out of habit.
      return;
    }
    JsonNode json = AnswerJson.read(event);
    int place = json.path("output_index").asInt();
    switch (json.path("type").asText(event.type())) {
      case "response.created", "response.queued", "response.in_progress" ->
          start(json.path("response"), out);
      case "response.output_item.added" -> items.added(place, json.path("item"), out);
      case "response.output_item.done" -> items.done(place, json.path("item"), out);
      case "response.output_text.delta" -> items.text(place, json, out);
      case "response.refusal.delta" -> items.refusal(place, json, out);
      case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
          items.reasoning(place, json, out);
      case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
          items.arguments(place, json, out);
      case "response.completed", "response.incomplete", "response.failed", "response.cancelled" ->
          whole(json.path("response"), out);
      case "error" -> throw ResponsesWire.failure(json);
      default -> {
        if (json.path("error").isObject()) {
          throw ResponsesWire.failure(json);
        }
        // What tools of the provider's own do, ends of parts, and what is not known here.
      }
    }
  }

  /** Reads a response object that is closed: a whole answer, or what closes a stream. */
  void whole(JsonNode response, Consumer<ChatEvent> out) {
    JsonNode error = response.path("error");
    String status = response.path("status").asText("completed");
    if (!error.isNull() && !error.isMissingNode() || status.equals("failed")) {
      throw ResponsesWire.failure(response);
    }
    if (!response.path("output").isArray()) {
      throw UpstreamFailure.invalid("a response without output", null);
    }
    start(response, out);
    if (items.isEmpty()) {
      int place = 0;
      for (JsonNode item : response.path("output")) {
        items.done(place++, item, out);
      }
    }
    out.accept(new ChatEvent.Finish(0, reason(status, response)));
    if (response.path("usage").isObject()) {
      out.accept(new ChatEvent.UsageReport(UsageReader.read(response.path("usage"))));
    }
    complete = true;
  }

  private void start(JsonNode response, Consumer<ChatEvent> out) {
    if (!started) {
      started = true;
      out.accept(
          new ChatEvent.Start(
              response.path("id").asText(),
              response.path("model").asText(target.model()),
              response.path("created_at").asLong(),
              Map.of()));
    }
  }

  private FinishReason reason(String status, JsonNode response) {
    String why = response.path("incomplete_details").path("reason").asText();
    return switch (status) {
      case "completed" -> items.hasCalls() ? FinishReason.TOOL_CALLS : FinishReason.STOP;
      case "incomplete" ->
          why.equals("content_filter")
              ? new FinishReason(FinishReason.Kind.CONTENT_FILTER, "incomplete:" + why)
              : new FinishReason(FinishReason.Kind.LENGTH, "incomplete:" + why);
      default -> throw UpstreamFailure.invalid("a response that is " + status, null);
    };
  }
}
