package dev.vaultgate.client.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.UpstreamFailure.Kind;
import java.util.Map;
import java.util.Objects;

/** The {@code expect} of a recording, held against an outcome. */
final class Expectation {

  /** How much of a provider's message must be left in ours, which is shortened. */
  private static final int MESSAGE_CHARS = 300;

  private static final Map<String, UpstreamFault> FAULTS =
      Map.of(
          "authentication", UpstreamFault.AUTH,
          "permission", UpstreamFault.AUTH,
          "not_found", UpstreamFault.MODEL_MISSING,
          "rate_limit", UpstreamFault.RATE_LIMITED,
          "billing", UpstreamFault.EXHAUSTED,
          "overloaded", UpstreamFault.OVERLOADED,
          "server_error", UpstreamFault.SERVER);

  private final JsonNode expect;

  Expectation(JsonNode expect) {
    this.expect = expect;
  }

  void assertMet(Outcome outcome) {
    if (expect.has("error")) {
      assertError(outcome, expect.path("error"));
      return;
    }
    if (expect.has("stream_error")) {
      assertThat(outcome.failure()).as("failure within the stream").isNotNull();
    } else {
      assertThat(outcome.failure()).as("failure").isNull();
    }
    if (expect.has("text_json")) {
      assertThat(Outcome.parsed(outcome.text())).as("text").isEqualTo(expect.path("text_json"));
    } else {
      assertThat(outcome.text()).as("text").isEqualTo(expect.path("text").asText());
    }
    assertThat(outcome.reasoning())
        .as("reasoning text")
        .isEqualTo(expect.path("reasoning_text").asText());
    assertToolCalls(outcome);
    if (expect.path("finish_reason").isTextual()) {
      assertThat(outcome.finish())
          .as("finish reason")
          .isEqualTo(expect.path("finish_reason").textValue());
    }
    assertUsage(outcome);
    if (expect.path("images").isInt()) {
      assertThat(outcome.images()).as("images").isEqualTo(expect.path("images").intValue());
    }
    assertThat(outcome.refusal()).as("refusal").isEqualTo(expect.path("refusal").textValue());
  }

  private void assertToolCalls(Outcome outcome) {
    JsonNode calls = expect.path("tool_calls");
    assertThat(outcome.toolCalls()).as("tool calls").hasSize(calls.size());
    for (int i = 0; i < calls.size(); i++) {
      Outcome.Call call = outcome.toolCalls().get(i);
      JsonNode wanted = calls.get(i);
      assertThat(call.name()).isEqualTo(wanted.path("name").asText());
      assertThat(call.id()).as("a call has an id").isNotEmpty();
      if (wanted.has("id")) {
        assertThat(call.id()).isEqualTo(wanted.path("id").asText());
      }
      JsonNode arguments = wanted.path("arguments");
      assertThat(call.arguments()).isEqualTo(arguments.isNull() ? null : arguments);
    }
  }

  private void assertUsage(Outcome outcome) {
    JsonNode wanted = expect.path("usage");
    Usage usage = outcome.usage();
    if (!wanted.isObject()) {
      assertThat(usage).as("usage").isNull();
      return;
    }
    assertThat(usage).as("usage").isNotNull();
    Usage told = Objects.requireNonNull(usage);
    assertThat(told.promptTokens()).as("prompt").isEqualTo(count(wanted, "prompt_tokens"));
    assertThat(told.completionTokens())
        .as("completion")
        .isEqualTo(count(wanted, "completion_tokens"));
    assertThat(told.totalTokens()).as("total").isEqualTo(count(wanted, "total_tokens"));
    assertThat(told.cachedTokens()).as("cached").isEqualTo(count(wanted, "cached_tokens"));
    assertThat(told.cacheWriteTokens())
        .as("cache write")
        .isEqualTo(count(wanted, "cache_write_tokens"));
    assertThat(told.reasoningTokens()).as("reasoning").isEqualTo(count(wanted, "reasoning_tokens"));
  }

  private static long count(JsonNode usage, String name) {
    return usage.path(name).asLong(0);
  }

  private static void assertError(Outcome outcome, JsonNode error) {
    UpstreamFailure failure = outcome.failure();
    assertThat(failure).as("failure").isNotNull();
    String message = error.path("message").asText().strip();
    assertThat(Objects.requireNonNull(failure).getMessage())
        .contains(message.substring(0, Math.min(MESSAGE_CHARS, message.length())));
    assertThat(failure.status()).as("status").isEqualTo(error.path("status").asInt());
    String kind = error.path("class").asText();
    UpstreamFault fault = FAULTS.get(kind);
    if (fault == null) {
      assertThat(failure.kind()).as("class " + kind).isInstanceOf(Kind.Caller.class);
    } else {
      assertThat(failure.kind()).as("class " + kind).isEqualTo(new Kind.Upstream(fault));
    }
  }
}
