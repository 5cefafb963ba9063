package dev.vaultgate.client.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.UpstreamFailure.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code expect} of a recording: the outcome that a gateway owes its caller. */
public final class Expectation {

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
          "server_error", UpstreamFault.SERVER,
          // The one that is recorded names 502.
          "error_in_200_body", UpstreamFault.SERVER);

  /**
   * Where a recording judges by the status alone, and the body says more: what the caller asked of
   * a model that is there, and what he wrote, are his; that is no fault. Who may not use a model
   * does not have it.
   */
  private static final Map<String, Optional<UpstreamFault>> BY_BODY =
      Map.of(
          "404 tools is not supported in this model", Optional.empty(),
          "403 Provider returned error", Optional.empty(),
          "403 You are not allowed to sample from this model",
              Optional.of(UpstreamFault.MODEL_MISSING));

  private final JsonNode expect;

  public Expectation(JsonNode expect) {
    this.expect = expect;
  }

  /** Whether the provider refused or failed, so that there is no answer. */
  public boolean isError() {
    return expect.has("error");
  }

  /** Whether the provider failed in the middle of its answer. */
  public boolean isStreamError() {
    return expect.has("stream_error");
  }

  /** The provider's fault where it failed; null where it refused what the caller sent. */
  public @Nullable UpstreamFault fault() {
    JsonNode error = expect.path("error");
    String words = error.path("status").asText() + " " + error.path("message").asText();
    for (Map.Entry<String, Optional<UpstreamFault>> known : BY_BODY.entrySet()) {
      if (words.startsWith(known.getKey())) {
        return known.getValue().orElse(null);
      }
    }
    return FAULTS.get(error.path("class").asText());
  }

  /** What must be left of the provider's words on its error, which a gateway may shorten. */
  public String errorMessage() {
    String message = expect.path("error").path("message").asText().strip();
    return message.substring(0, Math.min(MESSAGE_CHARS, message.length()));
  }

  /** The field that the provider blames; null where it names none. */
  public @Nullable String errorParam() {
    return expect.path("error").path("param").textValue();
  }

  /** Whether the provider said what the answer used. */
  public boolean hasUsage() {
    return expect.path("usage").isObject();
  }

  /** The names of models in a list of them. */
  public List<String> modelNames() {
    List<String> names = new ArrayList<>();
    expect.path("ids").forEach(name -> names.add(name.asText()));
    return names;
  }

  /** How many images an answer of images has. */
  public int imageCount() {
    return expect.path("count").asInt();
  }

  /** Whether vectors come as base64. */
  public boolean isBase64() {
    return expect.path("encoding").asText().equals("base64");
  }

  /** Holds vectors against this: how many, how long, and how the first one begins. */
  public void assertVectors(List<float[]> vectors) {
    assertThat(vectors).as("vectors").hasSize(expect.path("count").intValue());
    assertThat(vectors)
        .allSatisfy(v -> assertThat(v).hasSize(expect.path("dimensions").intValue()));
    JsonNode first = expect.path("first_values");
    for (int i = 0; i < first.size(); i++) {
      assertThat(vectors.get(0)[i]).isEqualTo((float) first.get(i).doubleValue());
    }
  }

  /** The ways in which images are given: {@code url}, {@code b64_json}. */
  public Set<String> imageForms() {
    Set<String> forms = new LinkedHashSet<>();
    expect.path("forms").forEach(form -> forms.add(form.asText()));
    return forms;
  }

  /** What is expected of each choice, which usage is not; one where the answer has one. */
  public List<Expectation> choices() {
    if (!expect.has("choices")) {
      return List.of(this);
    }
    List<Expectation> choices = new ArrayList<>();
    expect.path("choices").forEach(choice -> choices.add(new Expectation(choice)));
    return choices;
  }

  /** Holds what a wire made of the answer or the error against this. */
  void assertMet(Outcome outcome) {
    if (isError()) {
      assertThat(outcome.failure()).as("failure").isNotNull();
      assertError(Objects.requireNonNull(outcome.failure()));
      return;
    }
    if (isStreamError()) {
      assertThat(outcome.failure()).as("failure within the stream").isNotNull();
    } else {
      assertThat(outcome.failure()).as("failure").isNull();
    }
    assertMessage(outcome);
    assertUsage(outcome.usage());
  }

  /** Holds the message of an answer against this, with why it ended. */
  public void assertMessage(Outcome outcome) {
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

  /** Holds the usage of an answer against this, by class of tokens. */
  public void assertUsage(@Nullable Usage usage) {
    JsonNode wanted = expect.path("usage");
    if (!hasUsage()) {
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

  /** Holds what a wire read of an error against this. */
  public void assertError(UpstreamFailure failure) {
    assertThat(failure.getMessage()).contains(errorMessage());
    JsonNode error = expect.path("error");
    int status = error.path("status").asInt();
    // An error that came as a success names the status that it should have had.
    assertThat(failure.status())
        .as("status")
        .isEqualTo(status == 200 ? error.path("code").asInt() : status);
    UpstreamFault fault = fault();
    if (fault == null) {
      assertThat(failure.kind()).isInstanceOf(Kind.Caller.class);
    } else {
      assertThat(failure.kind()).isEqualTo(new Kind.Upstream(fault));
    }
  }
}
