package dev.vaultgate.examples;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.Objects;

/**
 * OpenAI's own SDK for Java with a gateway behind it: another base URL, and a key of the gateway.
 * Any model of any provider has its name there.
 *
 * <p>Start a gateway with {@code mvn -q -Pserve}, and run this with the key that it prints: {@code
 * VAULTGATE_KEY=vg_... mvn -q -Pexample -pl examples -am -Dexample=OpenAiSdkClient}.
 */
public final class OpenAiSdkClient {

  private OpenAiSdkClient() {}

  public static void main(String[] args) {
    String url = System.getenv().getOrDefault("VAULTGATE_URL", "http://127.0.0.1:8080/v1");
    ask(url, Objects.requireNonNull(System.getenv("VAULTGATE_KEY"), "set VAULTGATE_KEY"));
  }

  static void ask(String url, String key) {
    OpenAIClient client = OpenAIOkHttpClient.builder().baseUrl(url).apiKey(key).build();
    try {
      client.chat().completions().create(asking("say Hello, OpenAI SDK!")).choices().stream()
          .flatMap(choice -> choice.message().content().stream())
          .forEach(System.out::println);

      try (StreamResponse<ChatCompletionChunk> stream =
          client.chat().completions().createStreaming(asking("count to 5"))) {
        stream.stream()
            .flatMap(chunk -> chunk.choices().stream())
            .flatMap(choice -> choice.delta().content().stream())
            .forEach(System.out::print);
      }
      System.out.println();
    } finally {
      client.close();
    }
  }

  private static ChatCompletionCreateParams asking(String question) {
    return ChatCompletionCreateParams.builder().model("demo-text").addUserMessage(question).build();
  }
}
