package dev.vaultgate.client.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.ChatStream;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.ProviderClient;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.anthropic.AnthropicWire;
import dev.vaultgate.client.bedrock.BedrockInvokeWire;
import dev.vaultgate.client.bedrock.BedrockWire;
import dev.vaultgate.client.cohere.CohereWire;
import dev.vaultgate.client.gemini.GeminiWire;
import dev.vaultgate.client.http.SocketTransport;
import dev.vaultgate.client.ollama.OllamaWire;
import dev.vaultgate.client.openai.OpenAiWire;
import dev.vaultgate.client.responses.ResponsesWire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The wires understand the provider that tests are made with. */
class FakeProviderTest {

  private static final SocketTransport TRANSPORT = new SocketTransport();
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final ChatRequest HELLO = ChatRequest.of("m", "Hello");

  @AfterAll
  static void stop() {
    TRANSPORT.close();
  }

  private static Wire wire(Dialects dialect) {
    return switch (dialect) {
      case OPENAI -> new OpenAiWire();
      case RESPONSES -> new ResponsesWire();
      case ANTHROPIC -> new AnthropicWire();
      case GEMINI -> new GeminiWire();
      case COHERE -> new CohereWire();
      case OLLAMA -> new OllamaWire();
      case BEDROCK -> new BedrockWire();
      case BEDROCK_INVOKE -> new BedrockInvokeWire();
    };
  }

  private static ProviderClient client(FakeProvider provider) {
    Wire wire = wire((Dialects) provider.dialect());
    Target target =
        new Target(
            "fake",
            provider.dialect() == Dialects.BEDROCK_INVOKE ? "anthropic.claude-m" : "m",
            provider.url(),
            Map.of(),
            Map.of(),
            Set.of(),
            Target.Traits.UNKNOWN);
    return new ProviderClient(wire, target, TRANSPORT);
  }

  @ParameterizedTest
  @EnumSource
  void everyWireUnderstandsItWhole(Dialects dialect) throws Exception {
    try (FakeProvider provider = new FakeProvider(dialect)) {
      provider.then(FakeAnswer.text("Hello ", "there, \"you\"").usage(7, 3));

      ChatResponse answer = client(provider).chat(HELLO);

      assertThat(wire(dialect).id()).isEqualTo(dialect.wire());
      assertThat(answer.text()).isEqualTo("Hello there, \"you\"");
      assertThat(answer.usage().promptTokens()).isEqualTo(7);
      assertThat(answer.usage().completionTokens()).isEqualTo(3);
      assertThat(provider.tokensSent()).isEqualTo(3);
      assertThat(provider.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyWireUnderstandsItsStream(Dialects dialect) throws Exception {
    try (FakeProvider provider = new FakeProvider(dialect)) {
      provider.then(FakeAnswer.text("Hello ", "there").usage(7, 3).every(Duration.ofMillis(1)));

      try (ChatStream stream = client(provider).stream(HELLO)) {
        ChatResponse answer = stream.toResponse();
        assertThat(answer.text()).isEqualTo("Hello there");
        assertThat(answer.usage().completionTokens()).isEqualTo(3);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyWireKnowsItsErrors(Dialects dialect) throws Exception {
    try (FakeProvider provider = new FakeProvider(dialect)) {
      provider.then(FakeAnswer.error(429, "busy").header("Retry-After", "7"));

      assertThatThrownBy(() -> client(provider).chat(HELLO))
          .isInstanceOfSatisfying(
              UpstreamException.class,
              e -> {
                assertThat(e.fault()).isEqualTo(UpstreamFault.RATE_LIMITED);
                assertThat(e.retryAfter()).hasValue(Duration.ofSeconds(7));
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStreamThatIsCutAfterItsFirstPieceIsCutForEveryWire(Dialects dialect) throws Exception {
    try (FakeProvider provider = new FakeProvider(dialect)) {
      provider.then(
          FakeAnswer.text("Hello ", "there").cutAfterPieces(1).ending(FakeAnswer.Ending.FIN));

      try (ChatStream stream = client(provider).stream(HELLO)) {
        StringBuilder text = new StringBuilder();
        assertThatThrownBy(() -> stream.forEach(event -> text.append(event.text())))
            .isInstanceOf(UpstreamException.class);
        assertThat(text.toString()).isEqualTo("Hello ");
      }
      assertThat(provider.tokensSent()).isZero();
    }
  }

  @Test
  void itSeesItsCallerLeave() throws Exception {
    try (FakeProvider provider = new FakeProvider()) {
      provider.then(
          FakeAnswer.text("Hello ", "there").cutAfterPieces(1).ending(FakeAnswer.Ending.STALL));
      ChatStream stream = client(provider).stream(HELLO);
      stream.next();
      stream.next();
      long left = System.nanoTime();
      stream.close();

      assertThat(provider.awaitDeparture(SOON)).isNotNull().isGreaterThanOrEqualTo(left);
    }
  }

  @Test
  void bytesAreCutAndPutInWhereTheTestSays() {
    FakeAnswer answer = FakeAnswer.raw(200, "text/plain", "abc", "def");
    Dialect any = Dialects.OPENAI;

    assertThat(text(answer.insertAt(1, "--").cutAfterBytes(4).sent(any, false)))
        .isEqualTo("a--bcd");
    assertThat(text(answer.sent(any, false))).isEqualTo("abcdef");
  }

  private static String text(List<byte[]> pieces) {
    StringBuilder text = new StringBuilder();
    pieces.forEach(
        piece -> text.append(new String(piece, java.nio.charset.StandardCharsets.UTF_8)));
    return text.toString();
  }
}
