package dev.vaultgate.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.BillingException;
import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.completions.CompletionsFace;
import dev.vaultgate.client.responses.ResponsesFace;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.catalog.CustomModel;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.router.catalog.ProviderRow;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.usage.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * When credit is short, a prompt is counted and the answer becomes as long as the credit pays for.
 * A token of the prompt costs a thousand nano-dollars here, one of the answer two thousand.
 */
class HoldsThatFitTest {

  /** 4,500 bytes, 1,001 tokens. */
  private static final String PROMPT =
      "The quick brown fox jumps over the lazy dog. ".repeat(100).strip();

  /** What GPT-4o counts of it with what is around it, and the margin for what it may count more. */
  private static final long PROMPT_TOKENS = 1_060;

  private final FakeTime time = new FakeTime();
  private final Store store = Store.inMemory();
  private final AtomicInteger holds = new AtomicInteger();

  /** What happens just before the ledger is asked for the first hold, the second, and so on. */
  private final Map<Integer, Runnable> onHold = new HashMap<>();

  private final FakeUpstream upstream = new FakeUpstream();
  private Gateway gateway = gateway(CreditSettings.DEFAULT);
  private int requests;

  private Gateway gateway(CreditSettings credit) {
    return Gateway.builder()
        .router(
            Router.builder()
                .registry(ProviderRegistry.of(List.of()))
                .provider(ProviderRow.builder("one", "fake").build(), model -> upstream)
                .model(model("exact-text", "one/gpt-4o"))
                .model(model("estimated-text", "one/llama-4"))
                .time(time)
                .build())
        .store(
            Watched.ledger(
                store, "hold", () -> onHold.getOrDefault(holds.incrementAndGet(), () -> {}).run()))
        .credit(credit)
        .time(time)
        .build();
  }

  private static CustomModel model(String id, String place) {
    return new CustomModel(
        id, List.of(CustomModel.Place.parse(place)), ModelPrice.perMillionTokens("1", "2"), null);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void whatItsSizeAsksForIsHeldWhereThereIsCreditForIt() {
    ApiKey key = paying(Money.dollars(1));

    try (GatewayStream stream = stream(key, call("exact-text", ",\"stream\":true", 500))) {
      assertThat(stream.facts().outputTokensMax()).isNull();
      assertThat(held(key).nanos()).isBetween(4_500_000L, 6_000_000L);
    }
  }

  @Test
  void aPromptThatIsDearerBySizeThanByTokensIsServedInFull() {
    ApiKey key = paying(Money.nanos(PROMPT_TOKENS * 1_000 + 500 * 2_000));

    GatewayReply reply = chat(key, call("exact-text", "", 500));

    assertThat(reply.facts().outputTokensMax()).isNull();
    assertThat(upstream.asked.get(0).outputTokensMax()).isEqualTo(500);
  }

  @Test
  void theAnswerIsAsLongAsTheCreditPaysFor() {
    ApiKey key = paying(Money.nanos(PROMPT_TOKENS * 1_000 + 120 * 2_000));

    GatewayReply reply = chat(key, call("exact-text", "", 500));

    assertThat(reply.facts().outputTokensMax()).isBetween(115, 125);
    assertThat(upstream.asked.get(0).outputTokensMax()).isEqualTo(reply.facts().outputTokensMax());
    assertThat(gateway.ledger().verify()).isEmpty();
  }

  @Test
  void severalAnswersShareTheCredit() {
    ApiKey key = paying(Money.nanos(PROMPT_TOKENS * 1_000 + 120 * 2_000));

    GatewayReply reply = chat(key, call("exact-text", ",\"n\":4", 500));

    assertThat(reply.facts().outputTokensMax()).isBetween(28, 31);
  }

  @Test
  void anEstimatedPromptIsHeldForWithAWiderMargin() {
    Money credit = Money.nanos(PROMPT_TOKENS * 1_000 + 500 * 2_000);

    int exact = lowered(chat(paying(credit), call("exact-text", "", 5_000)));
    int estimated = lowered(chat(paying(credit), call("estimated-text", "", 5_000)));

    assertThat(estimated).isLessThan(exact - 100);
  }

  private static int lowered(GatewayReply reply) {
    Integer cap = reply.facts().outputTokensMax();
    assertThat(cap).isNotNull();
    return cap;
  }

  @Test
  void creditForLessThanTheShortestAnswerIsRefusedWithWhatItTakes() {
    ApiKey key = paying(Money.nanos(PROMPT_TOKENS * 1_000 + 10 * 2_000));

    assertThatThrownBy(() -> chat(key, call("exact-text", "", 500)))
        .isInstanceOf(BillingException.class)
        .hasMessageContaining("$0.0010")
        .hasMessageContaining("available");
    assertThat(upstream.asked).isEmpty();
    assertThat(held(key)).isEqualTo(Money.ZERO);
  }

  @Test
  void anAnswerThatIsWantedShorterThanTheShortestIsNotHeldForLonger() {
    ApiKey key = paying(Money.nanos(PROMPT_TOKENS * 1_000 + 10 * 2_000));

    GatewayReply reply = chat(key, call("exact-text", "", 5));

    assertThat(reply.facts().outputTokensMax()).isNull();
  }

  @Test
  void theShortestAnswerIsTheOperatorsToSay() {
    gateway.close();
    gateway = gateway(CreditSettings.DEFAULT.withOutputTokens(300, 4_096));
    ApiKey key = paying(Money.nanos(PROMPT_TOKENS * 1_000 + 120 * 2_000));

    assertThatThrownBy(() -> chat(key, call("exact-text", "", 500)))
        .isInstanceOf(BillingException.class);
  }

  @Test
  void creditThatAnotherCallTakesMeanwhileIsDoneWithout() {
    ApiKey key = paying(Money.nanos(PROMPT_TOKENS * 1_000 + 1_000 * 2_000));
    // The call has asked twice by now: for what its size takes, and for what there was.
    onHold.put(2, () -> spend(key, 400));
    onHold.put(3, () -> spend(key, 400));

    int cap = lowered(chat(key, call("exact-text", "", 5_000)));

    assertThat(cap).isBetween(195, 205);
    assertThat(gateway.ledger().verify()).isEmpty();
  }

  @Test
  void creditThatIsTakenAgainAndAgainIsNotAskedForForEver() {
    ApiKey key = paying(Money.dollars(1));
    for (int hold = 1; hold < 20; hold++) {
      onHold.put(hold, () -> spend(key, 1));
    }

    assertThatThrownBy(() -> chat(key, call("exact-text", "", 10_000_000)))
        .isInstanceOf(BillingException.class);
    assertThat(holds.get()).isLessThan(12);
  }

  private void spend(ApiKey key, int tokens) {
    Money amount = Money.nanos(tokens * 2_000L);
    Hold hold =
        store
            .ledger()
            .hold(
                new HoldRequest(
                    "other", "m", new Payer(key.account().id(), null, key.id()), amount, 0));
    store.ledger().settle(hold, Charge.of(amount));
  }

  @Test
  void f56WhoLeavesWhileCreditIsHeldForHimPaysNothingAndNobodyIsAsked() {
    ApiKey key = paying(Money.dollars(1));
    Cancellation cancellation = new Cancellation();
    onHold.put(1, cancellation::cancel);
    Caller caller = new Caller(key, "request", cancellation);

    assertThatThrownBy(() -> gateway.chat(caller, call("exact-text", "", 10)))
        .isInstanceOf(CancelledException.class);

    assertThat(upstream.asked).isEmpty();
    assertThat(gateway.ledger().balance(key.account().id()).available())
        .isEqualTo(Money.dollars(1));
    assertThat(gateway.usage().newest(1).get(0).outcome()).isEqualTo(Outcome.CLIENT_CLOSED);
  }

  @Test
  void aResponseIsCappedInItsOwnWords() {
    ApiKey key = paying(Money.nanos(PROMPT_TOKENS * 1_000 + 120 * 2_000));
    ChatCall call =
        ResponsesFace.parse(
            ("{\"model\":\"exact-text\",\"max_output_tokens\":500,\"input\":\"" + PROMPT + "\"}")
                .getBytes(UTF_8));

    GatewayReply reply = chat(key, call);

    assertThat(reply.facts().outputTokensMax()).isBetween(110, 130);
    assertThat(upstream.asked.get(0).request().outputTokensMax())
        .isEqualTo(reply.facts().outputTokensMax());
  }

  @Test
  void anOlderCompletionIsCappedToo() {
    ApiKey key = paying(Money.nanos(PROMPT_TOKENS * 1_000 + 120 * 2_000));
    ChatCall call =
        CompletionsFace.parse(
            ("{\"model\":\"exact-text\",\"max_tokens\":500,\"prompt\":\"" + PROMPT + "\"}")
                .getBytes(UTF_8));

    GatewayReply reply = chat(key, call);

    assertThat(reply.facts().outputTokensMax()).isBetween(110, 130);
  }

  @Test
  void anEstimateIsNeverChargedBeyondTheHold() {
    ApiKey key = paying(Money.dollars(1));
    upstream.answers("word ".repeat(360), null);

    String body =
        "{\"model\":\"exact-text\",\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    GatewayReply reply = gateway.chat(caller(key), ChatCall.parse(body.getBytes(UTF_8)));

    // At most a token for each byte, 8 for the message, and 10 of answer.
    assertThat(reply.cost()).isEqualTo(Money.nanos((body.length() + 8) * 1_000 + 10 * 2_000));
  }

  private GatewayReply chat(ApiKey key, ChatCall call) {
    upstream.answers("hi", Usage.of(10, 2));
    return gateway.chat(caller(key), call);
  }

  private GatewayStream stream(ApiKey key, ChatCall call) {
    upstream.streams("hi");
    return gateway.stream(caller(key), call);
  }

  private Money held(ApiKey key) {
    return gateway.ledger().balance(key.account().id()).held();
  }

  private ApiKey paying(Money credit) {
    String name = "team" + ++requests;
    ApiKey key = gateway.keys().create(KeySpec.named(name).account(name)).key();
    gateway.ledger().topUp(key.account().id(), credit, name);
    return key;
  }

  private Caller caller(ApiKey key) {
    return new Caller(key, "request-" + ++requests, new Cancellation());
  }

  private static ChatCall call(String model, String further, int maxTokens) {
    return ChatCall.parse(
        "{\"model\":\"%s\"%s,\"max_tokens\":%d,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(model, further, maxTokens, PROMPT)
            .getBytes(UTF_8));
  }
}
