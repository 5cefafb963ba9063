package dev.vaultgate.router.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.Content;
import dev.vaultgate.api.ContentPart;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.Tool;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptTokensTest {

  private static final Tokenizer GPT_4O = Tokenizers.shared().of(TokenFamily.O200K);

  private static long usual(ChatRequest request) {
    return PromptTokens.usual(request, TokenFamily.O200K, GPT_4O);
  }

  /** The conversation of OpenAI's cookbook, for which GPT-4o reports 124 tokens. */
  @Test
  void aChatCountsWhatItsProviderCounts() {
    ChatRequest request =
        ChatRequest.builder("gpt-4o")
            .system(
                "You are a helpful, pattern-following assistant that translates corporate jargon into"
                    + " plain English.")
            .message(named("example_user", "New synergies will help drive top-line growth."))
            .message(
                named("example_assistant", "Things working well together will increase revenue."))
            .message(
                named(
                    "example_user",
                    "Let's circle back when we have more bandwidth to touch base on opportunities for"
                        + " increased leverage."))
            .message(
                named(
                    "example_assistant",
                    "Let's talk later when we're less busy about how to do better."))
            .user(
                "This late pivot means we don't have time to boil the ocean for the client"
                    + " deliverable.")
            .build();

    // A name adds a token more than its text, which we leave out.
    assertThat(usual(request)).isBetween(118L, 126L);
  }

  private static Message named(String name, String text) {
    return new Message.System("system", Content.of(text), name, Map.of());
  }

  @Test
  void toolsAndTheirCallsCount() throws Exception {
    ChatRequest plain = ChatRequest.of("gpt-4o", "What is the weather?");
    ChatRequest withTool =
        plain.toBuilder()
            .tool(
                Tool.function(
                    "weather",
                    "Tells the weather of a place.",
                    Json.read("{\"type\":\"object\",\"properties\":{}}".getBytes(UTF_8))))
            .build();
    ChatRequest called =
        withTool.toBuilder()
            .message(
                new Message.Assistant(
                    null, null, null, List.of(ToolCall.function("c", "weather", "{}")), Map.of()))
            .build();

    assertThat(usual(withTool)).isGreaterThan(usual(plain) + 20);
    assertThat(usual(called)).isGreaterThan(usual(withTool) + 12);
  }

  @Test
  void picturesCountAFixedAmountWhateverTheirData() {
    ChatRequest request =
        ChatRequest.builder("m")
            .message(Message.user(new ContentPart.Image("data:image/png;base64," + "A".repeat(99))))
            .build();
    long around = usual(ChatRequest.of("m", "x")) - 1;

    assertThat(usual(request)).isEqualTo(around + TokenFamily.O200K.imageTokens());
    assertThat(PromptTokens.most(request, TokenFamily.O200K, GPT_4O))
        .isEqualTo(around + TokenFamily.O200K.imageTokensMax());
  }

  @Test
  void aDocumentCountsByItsSize() {
    ChatRequest request =
        ChatRequest.builder("m")
            .message(
                Message.user(new ContentPart.File("A".repeat(40_000), null, "a.pdf", Map.of())))
            .build();

    assertThat(usual(request)).isBetween(1_000L, 1_100L);
    assertThat(PromptTokens.most(request, TokenFamily.O200K, GPT_4O)).isBetween(30_000L, 30_100L);
  }
}
