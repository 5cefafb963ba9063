package dev.vaultgate.router.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.ChatStream;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatReply;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.catalog.Catalog;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.ModelTraits;
import dev.vaultgate.router.catalog.ProviderRegistry;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoProviderTest {

  private final DemoClient text = new DemoClient("demo-text");
  private final DemoClient hybrid = new DemoClient("demo-hybrid");

  @Test
  void itsModelsAreThoseOfTheCatalogue() {
    List<Deployment> listed =
        Catalog.builder(ProviderRegistry.builtIn())
            .enable(DemoProvider.ID)
            .build()
            .models(LocalDate.of(2026, 11, 23))
            .stream()
            .map(model -> model.deployments().get(0))
            .toList();

    assertThat(listed)
        .extracting(Deployment::model)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(DemoModel.values()).map(DemoModel::id).toList());
    assertThat(listed)
        .filteredOn(deployment -> deployment.traits().maxOutputTokens() != null)
        .allSatisfy(DemoProviderTest::hasTheLimitsOfTheCatalogue);
  }

  private static void hasTheLimitsOfTheCatalogue(Deployment deployment) {
    DemoModel model = DemoModel.of(deployment.model()).orElseThrow();
    ModelTraits traits = deployment.traits();
    assertThat(model.contextTokens()).isEqualTo(traits.contextTokens());
    assertThat(model.outputTokensMax()).isEqualTo(traits.maxOutputTokens());
    assertThat(model.seesImages()).isEqualTo(traits.input().contains("image"));
    assertThat(model.thinks()).isEqualTo(traits.reasoning() != null);
  }

  @Test
  void aFirstAnswerSaysThatADemoSpeaks() {
    ChatResponse first = text.chat(ChatRequest.of("demo-text", "Who wrote Faust?"));

    assertThat(first.text()).contains("demo", "no AI", "Who wrote Faust?");
    assertThat(DemoClient.say("Who wrote Faust?")).isEqualTo("You said: Who wrote Faust?");
  }

  @Test
  void theSameRequestGetsTheSameAnswer() {
    ChatRequest request = ChatRequest.of("demo-text", "Tell me a story");

    assertThat(new DemoClient("demo-text").chat(request))
        .isEqualTo(new DemoClient("demo-text").chat(request));
  }

  @Test
  void aStreamSaysWhatAWholeAnswerSays() {
    ChatRequest request =
        ChatRequest.builder("demo-hybrid")
            .user("Show me a table,\n\n  and mind the gaps ")
            .reasoningEffort("high")
            .n(3)
            .build();

    try (ChatStream stream = hybrid.stream(request)) {
      assertThat(stream.toResponse()).isEqualTo(hybrid.chat(request));
    }
  }

  @Test
  void aStreamComesWordByWord() {
    List<ChatEvent> events = text.events(ChatRequest.of("demo-text", "say one two three"));

    assertThat(events)
        .extracting(ChatEvent::text)
        .containsExactly("", "one ", "two ", "three", "", "");
    assertThat(events.get(0)).isInstanceOf(ChatEvent.Start.class);
    assertThat(events.get(4)).isEqualTo(new ChatEvent.Finish(0, FinishReason.STOP));
    assertThat(events.get(5)).isInstanceOf(ChatEvent.UsageReport.class);
  }

  @Test
  void fourCharactersAreATokenAndTheRestIsOneMore() {
    ChatResponse answer = text.chat(ChatRequest.of("demo-text", "say seventeen letters"));

    assertThat(answer.text()).isEqualTo("seventeen letters");
    assertThat(answer.usage()).isEqualTo(Usage.of(6, 5));
  }

  @Test
  void theOutputCapCutsTheAnswer() {
    ChatResponse answer =
        text.chat(ChatRequest.builder("demo-text").user("say 0123456789").maxTokens(2).build());

    assertThat(answer.text()).isEqualTo("01234567");
    assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(answer.usage()).extracting(Usage::completionTokens).isEqualTo(2L);
  }

  @Test
  void aStopTextEndsTheAnswerBeforeIt() {
    ChatResponse answer =
        text.chat(
            ChatRequest.builder("demo-text").user("count to 20").stop(List.of("12", " 7")).build());

    assertThat(answer.text()).endsWith("1 2 3 4 5 6");
    assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void severalAnswersAreToldApart() {
    ChatResponse answer = text.chat(ChatRequest.builder("demo-text").user("say hi").n(2).build());

    assertThat(answer.choices())
        .extracting(choice -> choice.message().text())
        .containsExactly("hi", "hi (answer 2)");
    assertThat(answer.choices()).extracting(ChatResponse.Choice::index).containsExactly(0, 1);
  }

  @Test
  void reasoningGrowsWithTheEffortAndIsCounted() {
    ChatRequest.Builder request = ChatRequest.builder("demo-hybrid").user("say hi");

    ChatResponse none = hybrid.chat(request.reasoningEffort("none").build());
    ChatResponse low = hybrid.chat(request.reasoningEffort("low").build());
    ChatResponse high = hybrid.chat(request.reasoningEffort("high").build());

    String little = low.choices().get(0).message().reasoning();
    assertThat(none.choices().get(0).message().reasoning()).isNull();
    assertThat(high.choices().get(0).message().reasoning()).startsWith(little).isNotEqualTo(little);
    assertThat(high.text()).isEqualTo("hi");
    assertThat(low.usage().reasoningTokens()).isEqualTo(Tokens.of(little));
    assertThat(low.usage().isPlausible()).isTrue();
  }

  @Test
  void whatHasNoMeaningIsNamedAsDropped() {
    ChatRequest request =
        ChatRequest.builder("demo-text")
            .user("say hi")
            .reasoningEffort("high")
            .extra("logprobs", BooleanNode.TRUE)
            .build();

    ChatReply reply =
        new DemoProvider("demo-text", new FakeTime())
            .chat(
                ChatCall.of(request, false), AnswerName.KEPT, Timeouts.DEFAULT, new Cancellation());

    assertThat(reply.dropped()).containsExactly("logprobs", "reasoning_effort");
  }

  @Test
  void anAnswerBearsTheNameThatItIsGiven() {
    ChatReply reply =
        new DemoProvider("demo-text", new FakeTime())
            .chat(
                ChatCall.of(ChatRequest.of("demo-text", "hi"), false),
                new AnswerName("chatcmpl-7", "assistant"),
                Timeouts.DEFAULT,
                new Cancellation());

    assertThat(reply.response().id()).isEqualTo("chatcmpl-7");
    assertThat(reply.response().model()).isEqualTo("assistant");
  }

  @Test
  void aPromptBeyondTheContextIsTheCallersFault() {
    ChatRequest request = ChatRequest.of("demo-text", "x".repeat(4 * 32_768 + 1));

    assertThatThrownBy(() -> text.chat(request))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(e.code()).isEqualTo("context_length_exceeded"));
  }

  @Test
  void anUnknownModelIsMissingAsAtAnyProvider() {
    assertThatThrownBy(() -> new DemoClient("demo-9000").chat(ChatRequest.of("demo-9000", "hello")))
        .isInstanceOfSatisfying(
            UpstreamException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(UpstreamFault.MODEL_MISSING);
              assertThat(e.report().deployment()).isEqualTo("demo/demo-9000");
            });
  }

  @Test
  void thePainterDoesNotTalk() {
    assertThatThrownBy(
            () -> new DemoClient("demo-image").chat(ChatRequest.of("demo-image", "hello")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("a model that writes text");
  }
}
