package dev.vaultgate.server.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What OpenAI's own SDK for Java makes of text completions of a model that chats. */
@Timeout(30)
class OpenAiSdkCompletionsTest {

  private static final CompletionCreateParams REQUEST =
      CompletionCreateParams.builder().model("demo-text").prompt("Hello!").build();

  @TempDir Path folder;
  private SdkGateway gateway;
  private OpenAIClient client;

  @BeforeEach
  void start() throws Exception {
    gateway = new SdkGateway(folder);
    client =
        OpenAIOkHttpClient.builder()
            .baseUrl(gateway.url())
            .apiKey(gateway.key())
            .maxRetries(0)
            .build();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    gateway.close();
  }

  @Test
  void wholeCompletionsAreChatsOfOneMessage() {
    Completion completion = client.completions().create(REQUEST);

    assertThat(completion.choices().get(0).text()).isNotEmpty();
    assertThat(completion.usage()).isPresent();
  }

  @Test
  void streamedCompletionsAddUpToTheWholeOne() {
    StringBuilder text = new StringBuilder();
    try (StreamResponse<Completion> chunks = client.completions().createStreaming(REQUEST)) {
      chunks.stream()
          .flatMap(chunk -> chunk.choices().stream())
          .forEach(choice -> text.append(choice.text()));
    }

    assertThat(text.toString())
        .isEqualTo(client.completions().create(REQUEST).choices().get(0).text());
  }
}
