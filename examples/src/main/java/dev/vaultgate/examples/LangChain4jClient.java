package dev.vaultgate.examples;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * LangChain4j with a gateway behind it: its OpenAI models, another base URL, and a key of the
 * gateway. Any model of any provider has its name there.
 *
 * <p>Start a gateway with {@code mvn -q -Pserve}, and run this with the key that it prints: {@code
 * VAULTGATE_KEY=vg_... mvn -q -Pexample -pl examples -am -Dexample=LangChain4jClient}.
 */
public final class LangChain4jClient {

  private LangChain4jClient() {}

  public static void main(String[] args) {
    String url = System.getenv().getOrDefault("VAULTGATE_URL", "http://127.0.0.1:8080/v1");
    ask(url, Objects.requireNonNull(System.getenv("VAULTGATE_KEY"), "set VAULTGATE_KEY"));
  }

  static void ask(String url, String key) {
    ChatModel model =
        OpenAiChatModel.builder().baseUrl(url).apiKey(key).modelName("demo-text").build();
    System.out.println(model.chat("say Hello, LangChain4j!"));

    StreamingChatModel streaming =
        OpenAiStreamingChatModel.builder().baseUrl(url).apiKey(key).modelName("demo-text").build();
    CompletableFuture<ChatResponse> end = new CompletableFuture<>();
    streaming.chat(
        "count to 5",
        new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(String piece) {
            System.out.print(piece);
          }

          @Override
          public void onCompleteResponse(ChatResponse response) {
            end.complete(response);
          }

          @Override
          public void onError(Throwable error) {
            end.completeExceptionally(error);
          }
        });
    System.out.println(" (" + end.join().tokenUsage().outputTokenCount() + " tokens)");
  }
}
