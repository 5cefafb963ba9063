package dev.vaultgate.server.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.KeySpec;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What LangChain4j makes of calls that fail, and of those that it ends itself. Its exceptions tell
 * the status by their class and carry the body as their text; headers they do not have.
 */
@Timeout(30)
class LangChain4jErrorsTest {

  @TempDir Path folder;
  private SdkGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = new SdkGateway(folder);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
  }

  private OpenAiChatModel.OpenAiChatModelBuilder model(String key, String name) {
    return OpenAiChatModel.builder()
        .baseUrl(gateway.url())
        .apiKey(key)
        .modelName(name)
        .maxRetries(0);
  }

  private StreamedAnswer stream(String name) {
    return StreamedAnswer.of(
        OpenAiStreamingChatModel.builder()
            .baseUrl(gateway.url())
            .apiKey(gateway.key())
            .modelName(name)
            .build(),
        ChatRequest.builder().messages(UserMessage.from("Hello")).build());
  }

  /** The error object of a refused call. */
  private static JsonNode refusal(
      Class<? extends LangChain4jException> type, OpenAiChatModel.OpenAiChatModelBuilder model)
      throws Exception {
    LangChain4jException refusal = catchThrowableOfType(type, () -> model.build().chat("Hello"));
    assertThat(refusal).isNotNull();
    assertThat(refusal.getMessage()).doesNotContain("sk-lab");
    return Json.read(refusal.getMessage()).get("error");
  }

  @Test
  void missingKeyIsAnAuthenticationError() throws Exception {
    JsonNode error = refusal(AuthenticationException.class, model(" ", "demo-text"));

    assertThat(error.path("code").asText()).isEqualTo("missing_api_key");
  }

  @Test
  void unknownKeyIsAnAuthenticationError() throws Exception {
    JsonNode error = refusal(AuthenticationException.class, model("sk-else", "demo-text"));

    assertThat(error.path("code").asText()).isEqualTo("invalid_api_key");
  }

  @Test
  void unknownModelIsNotFound() throws Exception {
    JsonNode error = refusal(ModelNotFoundException.class, model(gateway.key(), "gpt-99-text"));

    assertThat(error.path("code").asText()).isEqualTo("model_not_found");
  }

  @Test
  void badFieldIsNamed() throws Exception {
    JsonNode error =
        refusal(InvalidRequestException.class, model(gateway.key(), "demo-text").temperature(3.5));

    assertThat(error.path("param").asText()).isEqualTo("temperature");
  }

  @Test
  void spentRateLimitIsOne() throws Exception {
    String key = gateway.key(KeySpec.named("slow").requestsPerMinute(1));
    model(key, "demo-text").build().chat("Hello");

    JsonNode error = refusal(RateLimitException.class, model(key, "demo-text"));

    assertThat(error.path("code").asText()).isEqualTo("rate_limit_exceeded");
  }

  @Test
  void failureOfTheProviderIsTheServers() throws Exception {
    gateway.upstream.always(ProviderAnswers.error(500));

    JsonNode error = refusal(InternalServerException.class, model(gateway.key(), SdkGateway.LAB));

    assertThat(error.path("code").asText()).isEqualTo("upstream_error");
  }

  @Test
  void f10RefusalOfTheOperatorsKeyIsNotTheCallers() throws Exception {
    gateway.upstream.always(ProviderAnswers.error(401));

    JsonNode error =
        refusal(InternalServerException.class, model(gateway.key(), SdkGateway.CLAUDE));

    assertThat(error.path("code").asText()).isEqualTo("upstream_auth_failed");
  }

  @Test
  void f10RefusalOfTheOperatorsKeyIsNotTheCallersInAStreamEither() {
    gateway.upstream.always(ProviderAnswers.error(401));

    Throwable error = catchThrowable(() -> stream(SdkGateway.LAB).whole());

    assertThat(error).hasCauseInstanceOf(InternalServerException.class);
  }

  @Test
  void f25CutStreamIsAnErrorAndNotAShortAnswer() {
    gateway.upstream.then(ProviderAnswers.labCutAfter("Hel"));
    StreamedAnswer answer = stream(SdkGateway.LAB);

    Throwable error = catchThrowable(answer::whole);

    assertThat(error).hasMessageContaining("upstream_stream_truncated");
    assertThat(answer.pieces()).containsExactly("Hel");
  }

  @Test
  void f58AbortedStreamEndsAtTheProviderWithinASecond() throws Exception {
    gateway.upstream.then(ProviderAnswers.labSilentAfter("Hel"));
    StreamedAnswer answer = stream(SdkGateway.LAB);

    answer.started().cancel();

    assertThat(gateway.upstream.callerLeft(1, TimeUnit.SECONDS)).isTrue();
    assertThat(answer.pieces()).containsExactly("Hel");
  }
}
