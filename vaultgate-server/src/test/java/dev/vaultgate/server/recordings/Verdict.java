package dev.vaultgate.server.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.EmbeddingResponse;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.EmbeddingJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.client.recordings.Expectation;
import dev.vaultgate.client.recordings.Interaction;
import dev.vaultgate.client.recordings.JsonForms;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Holds what came of a recording against what was recorded and what is expected. */
final class Verdict {

  /**
   * Parameters of recorded addresses that are not of the request: the key, which travels in a
   * header, the marks of SDKs for what they call beta or want spelled otherwise, and the version of
   * the interface, which an operator chooses.
   */
  private static final Set<String> NOT_SENT = Set.of("key", "beta", "$alt", "api-version");

  private final RecordedProvider provider;
  private final Interaction interaction;
  private final Expectation expectation;
  private final RecordedGateway.Played played;

  Verdict(RecordedProvider provider, Interaction interaction, RecordedGateway.Played played) {
    this.provider = provider;
    this.interaction = interaction;
    this.expectation = new Expectation(interaction.expect());
    this.played = played;
  }

  /** The provider got what was recorded, but for what a client's words cannot say. */
  void assertSent() throws IOException {
    assertThat(played.sent()).as("attempts").hasSize(1);
    RawUpstream.Request sent = played.sent().get(0);
    URI target = URI.create(sent.target());
    assertThat(sent.method()).isEqualTo("POST");
    assertThat(target.getPath()).isEqualTo(provider.path(interaction));
    Set<String> wanted = parameters(interaction.providerUrl());
    wanted.removeIf(parameter -> NOT_SENT.contains(parameter.split("=", 2)[0]));
    assertThat(parameters(target)).containsAll(wanted);
    assertThat(sent.headers().get("content-type")).startsWith("application/json");
    if (!provider.keyHeader().isEmpty()) {
      assertThat(sent.headers().get(provider.keyHeader())).endsWith(RecordedGateway.PROVIDER_KEY);
    }
    assertThat(sent.headers().values()).as("the caller's key").noneMatch(v -> v.contains("vg_"));
    String version = interaction.providerRequestHeader("anthropic-version");
    if (version != null) {
      assertThat(sent.headers()).containsEntry("anthropic-version", version);
    }
    if (interaction.isRequestRecorded()) {
      assertThat(form(Json.read(sent.body())))
          .isEqualTo(form(provider.providerRequest(interaction)));
    }
  }

  private JsonNode form(JsonNode request) {
    return JsonForms.plainNumbers(provider.form().of(request, interaction.notExpressed()));
  }

  private static Set<String> parameters(URI address) {
    String query = address.getQuery();
    return new LinkedHashSet<>(query == null ? List.of() : List.of(query.split("&", -1)));
  }

  /** The caller got what is expected. */
  void assertAnswered() throws IOException {
    HttpResponse<byte[]> answer = played.answer();
    assertThat(answer.headers().firstValue("x-request-id")).isPresent();
    if (expectation.isError()) {
      assertError(answer);
      return;
    }
    if (expectation.isStreamError() && answer.statusCode() != 200) {
      assertBroken(answer);
      return;
    }
    assertThat(answer.statusCode()).as(RecordedGateway.text(answer)).isEqualTo(200);
    if (interaction.endpoint().startsWith("images.")) {
      assertImages(Json.read(answer.body()));
      return;
    }
    String model = provider.publicModel(interaction);
    if (interaction.clientPath().equals("/v1/completions")) {
      assertCompletion(RecordedGateway.text(answer), model);
      return;
    }
    if (interaction.clientPath().equals("/v1/embeddings")) {
      assertEmbeddings(Json.read(answer.body()), model);
      return;
    }
    OpenAiAnswer read =
        RecordedProvider.isResponses(interaction)
            ? ResponsesAnswer.read(answer, model, asksForStream())
            : asksForStream()
                ? OpenAiAnswer.stream(answer, model)
                : OpenAiAnswer.whole(answer, model);
    List<Expectation> choices = expectation.choices();
    assertThat(read.choices()).hasSameSizeAs(choices);
    for (int i = 0; i < choices.size(); i++) {
      choices.get(i).assertMessage(read.choices().get(i));
    }
    if (expectation.isStreamError()) {
      assertThat(read.error()).as("the error that ends the stream").isNotNull();
      return;
    }
    assertThat(read.error()).isNull();
    assertThat(read.choices()).allSatisfy(choice -> assertThat(choice.finish()).isNotNull());
    if (!wantsUsage() && !RecordedProvider.isResponses(interaction)) {
      assertThat(read.usage()).as("usage that nobody asked for").isNull();
    } else if (expectation.hasUsage()) {
      expectation.assertUsage(read.usage());
    }
  }

  private boolean asksForStream() {
    return played.asked().path("stream").asBoolean();
  }

  /** Whole answers always tell it. */
  private boolean wantsUsage() {
    return !asksForStream()
        || played.asked().path("stream_options").path("include_usage").asBoolean();
  }

  /** A refusal is told in the provider's words, a failure in the gateway's. */
  private void assertError(HttpResponse<byte[]> answer) throws IOException {
    assertThat(OpenAiAnswer.type(answer)).startsWith("application/json");
    JsonNode error = Json.read(answer.body()).path("error");
    String message = error.path("message").asText();
    UpstreamFault fault = expectation.fault();
    if (fault == null) {
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
      assertThat(message).contains(expectation.errorMessage());
      if (expectation.errorParam() != null) {
        assertThat(error.path("param").asText()).isEqualTo(expectation.errorParam());
      }
    } else {
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(error.path("type").asText()).isEqualTo("upstream_error");
      assertThat(error.path("code").asText()).isEqualTo(fault.code());
      assertThat(message).isEqualTo(fault.message());
    }
    boolean saysWhen = fault == UpstreamFault.RATE_LIMITED;
    assertThat(answer.headers().firstValue("Retry-After").isPresent() || !saysWhen).isTrue();
  }

  /** A stream that broke before any content is answered as if it had not begun. */
  private void assertBroken(HttpResponse<byte[]> answer) throws IOException {
    assertThat(interaction.expect().path("text").asText()).isEmpty();
    assertThat(interaction.expect().path("tool_calls")).isEmpty();
    assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(Json.read(answer.body()).path("error").path("code").isTextual()).isTrue();
  }

  private void assertEmbeddings(JsonNode answer, String model) {
    assertThat(answer.path("object").asText()).isEqualTo("list");
    assertThat(answer.path("model").asText()).isEqualTo(model);
    EmbeddingResponse read = EmbeddingJson.readResponse(answer);
    expectation.assertVectors(read.vectors());
    boolean base64 = answer.at("/data/0/embedding").isTextual();
    assertThat(base64).as("base64").isEqualTo(expectation.isBase64());
    expectation.assertUsage(read.usage());
  }

  /** Whole, or in chunks: the texts add up. */
  private void assertCompletion(String answer, String model) throws IOException {
    StringBuilder text = new StringBuilder();
    boolean usage = false;
    for (String line : asksForStream() ? answer.split("\n\n") : new String[] {answer}) {
      String data = line.startsWith("data: ") ? line.substring("data: ".length()) : line;
      if (data.equals("[DONE]")) {
        continue;
      }
      JsonNode part = Json.read(data);
      assertThat(part.path("object").asText()).isEqualTo("text_completion");
      assertThat(part.path("model").asText()).isEqualTo(model);
      text.append(part.path("choices").path(0).path("text").asText());
      usage |= part.path("usage").isObject();
    }
    String expected = interaction.expect().path("text").asText();
    assertThat(text.toString())
        .isEqualTo(interaction.expect().path("choices").path(0).path("text").asText(expected));
    assertThat(usage).isEqualTo(wantsUsage());
    assertThat(answer.contains("[DONE]")).isEqualTo(asksForStream());
  }

  private void assertImages(JsonNode answer) {
    assertThat(answer.path("created").isIntegralNumber()).isTrue();
    assertThat(answer.path("data")).hasSize(expectation.imageCount());
    answer
        .path("data")
        .forEach(
            image ->
                assertThat(expectation.imageForms())
                    .allMatch(form -> image.path(form).isTextual()));
    JsonNode usage = answer.path("usage");
    assertThat(usage.isObject()).isEqualTo(expectation.hasUsage());
    if (usage.isObject()) {
      expectation.assertUsage(
          Usage.of(
              usage.path("input_tokens").longValue(), usage.path("output_tokens").longValue()));
    }
  }

  /** What is put down is what the provider reported. */
  void assertRecorded() {
    UsageRecord record = played.record();
    if (expectation.isStreamError()) {
      assertThat(record.outcome()).isNotEqualTo(Outcome.OK);
      return;
    }
    assertThat(record.provider()).isEqualTo(expectation.isError() ? "" : provider.id());
    assertThat(record.outcome()).isEqualTo(outcome());
    if (expectation.hasUsage()) {
      assertThat(record.source()).isEqualTo(UsageSource.REPORTED);
      expectation.assertUsage(record.usage());
    }
  }

  private Outcome outcome() {
    if (!expectation.isError()) {
      return Outcome.OK;
    }
    return expectation.fault() == null ? Outcome.CALLER_ERROR : Outcome.UPSTREAM_ERROR;
  }
}
