package dev.vaultgate.server.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.vaultgate.router.account.KeySpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What OpenAI's own SDK for Java makes of calls that fail, and of those that it ends itself. */
@Timeout(30)
class OpenAiSdkErrorsTest {

  @TempDir Path folder;
  private SdkGateway gateway;
  private final List<OpenAIClient> clients = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    gateway = new SdkGateway(folder);
  }

  @AfterEach
  void stop() throws Exception {
    clients.forEach(OpenAIClient::close);
    gateway.close();
  }

  /** Without the SDK's own retries, which would hide what the first answer was. */
  private OpenAIClient client(String key) {
    OpenAIClient client =
        OpenAIOkHttpClient.builder().baseUrl(gateway.url()).apiKey(key).maxRetries(0).build();
    clients.add(client);
    return client;
  }

  private static ChatCompletionCreateParams.Builder asking(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("Hello");
  }

  private <E extends OpenAIServiceException> E refusal(
      Class<E> type, String key, ChatCompletionCreateParams request) {
    E refusal = catchThrowableOfType(type, () -> client(key).chat().completions().create(request));
    assertThat(refusal).isNotNull();
    assertThat(refusal.headers().values("x-request-id")).hasSize(1);
    assertThat(refusal.getMessage()).doesNotContain("sk-lab");
    return refusal;
  }

  /** The SDK does not let one go without a key, but a blank one is none on the wire. */
  @Test
  void missingKeyIsUnauthorized() {
    UnauthorizedException refusal =
        refusal(UnauthorizedException.class, " ", asking("demo-text").build());

    assertThat(refusal.code()).hasValue("missing_api_key");
  }

  @Test
  void unknownKeyIsUnauthorized() {
    UnauthorizedException refusal =
        refusal(UnauthorizedException.class, "sk-of-somebody-else", asking("demo-text").build());

    assertThat(refusal.type()).hasValue("authentication_error");
    assertThat(refusal.code()).hasValue("invalid_api_key");
  }

  @Test
  void unknownModelIsNotFound() {
    NotFoundException refusal =
        refusal(NotFoundException.class, gateway.key(), asking("gpt-99-text").build());

    assertThat(refusal.code()).hasValue("model_not_found");
    assertThat(refusal.param()).hasValue("model");
  }

  @Test
  void badFieldIsNamed() {
    BadRequestException refusal =
        refusal(
            BadRequestException.class, gateway.key(), asking("demo-text").temperature(3.5).build());

    assertThat(refusal.type()).hasValue("invalid_request_error");
    assertThat(refusal.param()).hasValue("temperature");
  }

  @Test
  void spentRateLimitSaysWhenToComeBack() {
    String key = gateway.key(KeySpec.named("slow").requestsPerMinute(1));
    client(key).chat().completions().create(asking("demo-text").build());

    RateLimitException refusal =
        refusal(RateLimitException.class, key, asking("demo-text").build());

    assertThat(refusal.code()).hasValue("rate_limit_exceeded");
    assertThat(Integer.parseInt(refusal.headers().values("retry-after").get(0))).isBetween(1, 61);
  }

  @Test
  void failureOfTheProviderIsTheServers() {
    gateway.upstream.always(ProviderAnswers.error(500));

    InternalServerException refusal =
        refusal(InternalServerException.class, gateway.key(), asking(SdkGateway.LAB).build());

    assertThat(refusal.statusCode()).isEqualTo(503);
    assertThat(refusal.code()).hasValue("upstream_error");
  }

  @Test
  void f10RefusalOfTheOperatorsKeyIsNotTheCallers() {
    gateway.upstream.always(ProviderAnswers.error(401));

    InternalServerException refusal =
        refusal(InternalServerException.class, gateway.key(), asking(SdkGateway.CLAUDE).build());

    assertThat(refusal.statusCode()).isEqualTo(503);
    assertThat(refusal.code()).hasValue("upstream_auth_failed");
  }

  @Test
  void f25CutStreamIsAnErrorAndNotAShortAnswer() {
    gateway.upstream.then(ProviderAnswers.labCutAfter("Hel"));
    OpenAIClient client = client(gateway.key());
    List<String> pieces = new ArrayList<>();

    SseException error;
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(asking(SdkGateway.LAB).build())) {
      error =
          catchThrowableOfType(
              SseException.class,
              () ->
                  stream.stream()
                      .forEach(
                          chunk ->
                              chunk.choices().get(0).delta().content().ifPresent(pieces::add)));
    }

    assertThat(String.join("", pieces)).isEqualTo("Hel");
    assertThat(error.code()).hasValue("upstream_stream_truncated");
  }

  @Test
  void f58AbortedStreamEndsAtTheProviderWithinASecond() throws Exception {
    gateway.upstream.then(ProviderAnswers.labSilentAfter("Hel"));
    OpenAIClient client = client(gateway.key());

    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(asking(SdkGateway.LAB).build())) {
      Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
      assertThat(chunks.next().choices().get(0).delta().role()).isPresent();
      assertThat(chunks.next().choices().get(0).delta().content()).hasValue("Hel");
    }

    assertThat(gateway.upstream.callerLeft(1, TimeUnit.SECONDS)).isTrue();
  }
}
