package dev.vaultgate.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.api.BillingException;
import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatStream;
import dev.vaultgate.api.EmbeddingRequest;
import dev.vaultgate.api.ImageRequest;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.alert.Alert;
import dev.vaultgate.router.alert.AlertQuery;
import dev.vaultgate.router.catalog.CustomModel;
import dev.vaultgate.router.catalog.ImagePrice;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.router.catalog.ProviderRow;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayTest {

  private final FakeTime time = new FakeTime();
  private final FakeUpstream first = new FakeUpstream();
  private final FakeUpstream second = new FakeUpstream();
  private final Gateway gateway =
      Gateway.builder()
          .router(
              Router.builder()
                  .registry(ProviderRegistry.of(List.of()))
                  .provider(ProviderRow.builder("one", "fake").build(), model -> first)
                  .provider(ProviderRow.builder("two", "fake").build(), model -> second)
                  .model(
                      new CustomModel(
                          "m-text",
                          List.of(
                              CustomModel.Place.parse("one/m"), CustomModel.Place.parse("two/m")),
                          ModelPrice.perMillionTokens("1", "2"),
                          null))
                  .model(CustomModel.of("unpriced-text", "one/u"))
                  .model(
                      new CustomModel(
                          "m-image",
                          List.of(CustomModel.Place.parse("one/i")),
                          new ModelPrice(
                              null, List.of(), List.of(new ImagePrice(null, null, 40_000_000)), 0),
                          null))
                  .model(
                      new CustomModel(
                          "t-image",
                          List.of(CustomModel.Place.parse("one/t")),
                          ModelPrice.perMillionTokens("5", "40"),
                          null))
                  .model(
                      new CustomModel(
                          "m-embedding",
                          List.of(CustomModel.Place.parse("one/e")),
                          ModelPrice.perMillionTokens("1", "1"),
                          null))
                  .time(time)
                  .build())
          .store(Store.inMemory())
          .time(time)
          .build();
  private int requests;

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void anAnswerIsChargedByItsReportedUsage() {
    ApiKey key = paying("100");
    first.answers("hi", Usage.of(1000, 500));

    GatewayReply reply = gateway.chat(caller(key), call(10));

    assertThat(reply.cost()).isEqualTo(Money.dollars("0.002"));
    assertThat(reply.facts().attempts()).isEqualTo("one:200");
    assertThat(balance(key)).isEqualTo(Money.dollars("99.998"));
    assertThat(onlyRecord().outcome()).isEqualTo(Outcome.OK);
    assertThat(onlyRecord().source()).isEqualTo(UsageSource.REPORTED);
  }

  @Test
  void theAnswerBearsOurIdAndThePublicName() throws IOException {
    first.answers("hi", null);

    JsonNode answer = Json.read(gateway.chat(caller(free()), call(10)).json());

    assertThat(answer.path("id").asText()).isEqualTo("chatcmpl-request-1");
    assertThat(answer.path("model").asText()).isEqualTo("m-text");
  }

  @Test
  void f42AnswerWhoseDialectTellsNoTimeIsOfNow() throws IOException {
    long now = time.now().getEpochSecond();
    first.answers("hi", null);
    first.answers("hi", null);
    first.streams("hi");
    ChatRequest request = ChatRequest.of("m-text", "hi");

    assertThat(Json.read(gateway.chat(caller(free()), call(10)).json()).path("created").asLong())
        .isEqualTo(now);
    assertThat(gateway.router().chat(request).created()).isEqualTo(now);
    try (ChatStream stream = gateway.router().stream(request)) {
      assertThat(stream.toResponse().created()).isEqualTo(now);
    }
  }

  @Test
  void f07TheNextDeploymentTakesOverAndOnlyItsAnswerIsCharged() {
    ApiKey key = paying("1");
    first.fails(UpstreamFault.SERVER);
    second.answers("hi", Usage.of(998, 1));

    GatewayReply reply = gateway.chat(caller(key), call(10));

    assertThat(reply.facts().provider()).isEqualTo("two");
    assertThat(reply.facts().attempts()).isEqualTo("one:server,two:200");
    assertThat(balance(key)).isEqualTo(Money.dollars("0.999"));
  }

  @Test
  void whenAllFailNothingIsChargedAndNothingStaysHeld() {
    ApiKey key = paying("1");
    first.fails(UpstreamFault.SERVER);
    second.fails(UpstreamFault.TIMEOUT);

    assertThatThrownBy(() -> gateway.chat(caller(key), call(10)))
        .asInstanceOf(type(UpstreamException.class))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(UpstreamFault.TIMEOUT))
        .satisfies(
            e -> assertThat(e.report().message()).contains("one:server(0ms),two:timeout(0ms)"));
    assertThat(gateway.ledger().balance(key.account().id()).held()).isEqualTo(Money.ZERO);
    assertThat(balance(key)).isEqualTo(Money.dollars(1));
    assertThat(onlyRecord().outcome()).isEqualTo(Outcome.UPSTREAM_ERROR);
  }

  @Test
  void f38UsageThatNobodyReportedIsEstimated() {
    first.answers("x".repeat(400), null);

    gateway.chat(caller(free()), call(10));

    assertThat(onlyRecord().usage().completionTokens()).isEqualTo(100);
    assertThat(onlyRecord().source()).isEqualTo(UsageSource.ESTIMATED);
  }

  @Test
  void f39ImpossibleUsageIsNotBelieved() {
    ApiKey key = paying("1");
    first.answers("hello", Usage.of(-1_000_000_000, 0));

    gateway.chat(caller(key), call(10));

    assertThat(onlyRecord().source()).isEqualTo(UsageSource.ESTIMATED);
    assertThat(balance(key)).isLessThan(Money.dollars(1));
  }

  @Test
  void f40UsageAboveTheHoldNeverOverdrawsTheBalance() {
    ApiKey key = paying("0.01");
    first.answers("hi", Usage.of(1_000_000, 1_000_000));

    gateway.chat(caller(key), call(10));

    assertThat(balance(key)).isEqualTo(Money.ZERO);
    assertThat(gateway.ledger().verify()).isEmpty();
  }

  @Test
  void aCapThatCreditDoesNotAffordIsLowered() {
    ApiKey key = paying("0.001");
    first.answers("hi", Usage.of(10, 5));

    GatewayReply reply = gateway.chat(caller(key), call(100_000));

    assertThat(reply.facts().outputTokensMax()).isBetween(16, 500);
    assertThat(first.asked.get(0).outputTokensMax()).isEqualTo(reply.facts().outputTokensMax());
  }

  @Test
  void creditForNoAnswerAtAllIsRefusedBeforeAnybodyIsAsked() {
    ApiKey key = paying("0.0000001");

    assertThatThrownBy(() -> gateway.chat(caller(key), call(10)))
        .isInstanceOf(BillingException.class);
    assertThat(first.asked).isEmpty();
  }

  @Test
  void s31AnAbsurdCapNeverWrapsAround() {
    ApiKey key = paying("1");
    first.answers("hi", Usage.of(10, 5));

    GatewayReply reply = gateway.chat(caller(key), call(Integer.MAX_VALUE));

    assertThat(reply.facts().outputTokensMax()).isLessThan(500_000);
  }

  @Test
  void aStreamIsChargedOnceAndEndsWithUsageWhenAskedFor() {
    ApiKey key = paying("1");
    first.streams("one ", "two", Usage.of(1000, 500));

    GatewayStream stream = gateway.stream(caller(key), streaming(true));
    List<String> chunks = chunks(stream);
    stream.close();

    assertThat(chunks.get(0)).contains("\"role\":\"assistant\"");
    assertThat(chunks.get(chunks.size() - 2)).contains("\"finish_reason\":\"stop\"");
    assertThat(chunks.get(chunks.size() - 1)).contains("\"prompt_tokens\":1000", "\"cost\":0.002");
    assertThat(balance(key)).isEqualTo(Money.dollars("0.998"));
    assertThat(onlyRecord().outcome()).isEqualTo(Outcome.OK);
  }

  @Test
  void usageIsLeftOutOfAStreamThatDidNotAskForIt() {
    first.streams("one", Usage.of(10, 5));

    assertThat(chunks(gateway.stream(caller(free()), streaming(false))))
        .noneMatch(chunk -> chunk.contains("prompt_tokens"));
  }

  @Test
  void f23AStreamThatBreaksBeforeContentIsTakenOver() {
    first.streams(UpstreamFault.STREAM_ERROR);
    second.streams("hello");

    GatewayStream stream = gateway.stream(caller(free()), streaming(false));

    assertThat(stream.facts().attempts()).isEqualTo("one:stream_error,two:200");
    assertThat(chunks(stream)).anyMatch(chunk -> chunk.contains("hello"));
  }

  @Test
  void f25AStreamThatBreaksAfterContentFailsAndChargesWhatWasDelivered() {
    ApiKey key = paying("1");
    first.streams("x".repeat(4000), UpstreamFault.STREAM_TRUNCATED);
    GatewayStream stream = gateway.stream(caller(key), streaming(true));

    assertThatThrownBy(() -> chunks(stream))
        .asInstanceOf(type(UpstreamException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo("upstream_stream_truncated"));
    assertThat(onlyRecord().outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(onlyRecord().usage().completionTokens()).isEqualTo(1000);
    assertThat(balance(key)).isLessThan(Money.dollars("0.998"));
  }

  @Test
  void f58ACallerWhoLeavesPaysForWhatWasDelivered() {
    ApiKey key = paying("1");
    first.streams("x".repeat(4000), "never read");
    GatewayStream stream = gateway.stream(caller(key), streaming(true));
    stream.next();
    stream.next();

    stream.close();
    stream.close();

    assertThat(first.closed).isTrue();
    assertThat(onlyRecord().outcome()).isEqualTo(Outcome.CLIENT_CLOSED);
    assertThat(onlyRecord().usage().completionTokens()).isEqualTo(1000);
    assertThat(gateway.ledger().balance(key.account().id()).held()).isEqualTo(Money.ZERO);
  }

  @Test
  void aModelThatTheKeyMayNotUseLooksLikeOneThatDoesNotExist() {
    ApiKey key = created(KeySpec.named("narrow").models("other-text"));

    assertThatThrownBy(() -> gateway.chat(caller(key), call(10)))
        .asInstanceOf(type(InvalidRequestException.class))
        .satisfies(e -> assertThat(e.status()).isEqualTo(404))
        .satisfies(e -> assertThat(e.code()).isEqualTo("model_not_found"));
    assertThat(gateway.models(key)).isEmpty();
  }

  @Test
  void s40AModelWithoutAPriceIsNotSoldButServesTheOperator() {
    ApiKey key = paying("1");
    first.answers("hi", null);

    assertThatThrownBy(() -> gateway.chat(caller(key), call("unpriced-text", 10)))
        .isInstanceOf(InvalidRequestException.class);
    assertThat(gateway.chat(caller(free()), call("unpriced-text", 10)).cost())
        .isEqualTo(Money.ZERO);
  }

  @Test
  void s39TheLimitPerMinuteIsExact() {
    ApiKey key = created(KeySpec.named("slow").requestsPerMinute(2));
    first.answers("1", null).answers("2", null).answers("3", null);
    gateway.chat(caller(key), call(10));
    time.advance(Duration.ofSeconds(10));
    gateway.chat(caller(key), call(10));

    assertThatThrownBy(() -> gateway.chat(caller(key), call(10)))
        .asInstanceOf(type(RateLimitException.class))
        .satisfies(e -> assertThat(e.retryAfter().orElseThrow().toSeconds()).isBetween(49L, 51L));
    time.advance(Duration.ofSeconds(51));
    gateway.chat(caller(key), call(10));
  }

  @Test
  void aCallThatUsesHalfOfAKeysCapIsToldToItsAccountAndARefusedOneToo() {
    ApiKey key = created(KeySpec.named("capped").creditCap(Money.dollars("0.004")));
    first.answers("hi", Usage.of(1000, 500));

    gateway.chat(caller(key), call(10));
    gateway.alerts().round();
    gateway.alerts().round();
    assertThat(alerts(key))
        .containsExactly("Key capped has used 50 % of its credit: $0.002 of $0.004.");

    first.answers("hi", Usage.of(1000, 495));
    gateway.chat(caller(key), call(10));
    assertThatThrownBy(() -> gateway.chat(caller(key), call(1_000_000)))
        .isInstanceOf(BillingException.class);
    gateway.alerts().round();
    assertThat(alerts(key)).hasSize(2).first().asString().contains("has used all of its credit");
  }

  private List<String> alerts(ApiKey key) {
    return gateway
        .store()
        .alerts()
        .page(AlertQuery.of(key.account().id()), 10, null)
        .alerts()
        .stream()
        .map(Alert::text)
        .toList();
  }

  @Test
  void aKeysCreditCapHoldsForAnUnlimitedAccountToo() {
    ApiKey key = created(KeySpec.named("capped").creditCap(Money.dollars("0.001")));
    first.answers("hi", Usage.of(998, 1));
    gateway.chat(caller(key), call(10));

    assertThatThrownBy(() -> gateway.chat(caller(key), call(10)))
        .isInstanceOf(BillingException.class)
        .hasMessageContaining("cap");
  }

  @Test
  void s04RevokedAndUnknownKeysAreRefusedInTheSameWords() {
    Keys.Created created = gateway.keys().create(KeySpec.named("gone"));
    assertThat(gateway.authenticate(created.secret().reveal())).isEqualTo(created.key());

    gateway.keys().revoke(created.key().id());

    assertThatThrownBy(() -> gateway.authenticate(created.secret().reveal()))
        .isInstanceOf(AuthenticationException.class)
        .hasMessage("The API key is not valid.");
    assertThatThrownBy(() -> gateway.authenticate("vg_junk"))
        .hasMessage("The API key is not valid.");
  }

  @Test
  void imagesAreChargedAndRecorded() throws IOException {
    GatewayReply reply =
        gateway.images(
            caller(free()),
            ImageCall.of(new ImageRequest("m-text", "a cat", 2, null, null, null, null, Map.of())));

    assertThat(Json.read(reply.json()).path("data")).hasSize(2);
    assertThat(onlyRecord().outcome()).isEqualTo(Outcome.OK);
  }

  @Test
  void aKeysClientIsAClientLikeAnyOther() {
    first.answers("hi", Usage.of(1, 1)).streams("a", "b");

    assertThat(gateway.as(free()).chat(ChatRequest.of("m-text", "x")).text()).isEqualTo("hi");
    try (ChatStream stream = gateway.as(free()).stream(ChatRequest.of("m-text", "x"))) {
      assertThat(stream.toResponse().text()).isEqualTo("ab");
    }
  }

  @Test
  void f38TokensOfImagesThatNobodyReportedAreEstimated() {
    ApiKey key = paying("1");

    gateway.images(caller(key), ImageCall.of(ImageRequest.of("t-image", "a cat")));

    assertThat(onlyRecord().source()).isEqualTo(UsageSource.ESTIMATED);
    assertThat(onlyRecord().usage().completionTokens()).isEqualTo(1056);
    assertThat(onlyRecord().cost().nanos()).isPositive();
    assertThat(balance(key)).isLessThan(Money.dollars(1));
  }

  @Test
  void f39s34ImpossibleTokensOfImagesAreNotBelieved() {
    ApiKey key = paying("1");
    first.imageUsage = Usage.of(-1_000_000, 0);

    gateway.images(caller(key), ImageCall.of(ImageRequest.of("t-image", "a cat")));

    assertThat(onlyRecord().source()).isEqualTo(UsageSource.ESTIMATED);
    assertThat(balance(key)).isLessThan(Money.dollars(1));
  }

  @Test
  void f22AnAnswerOfFourTimesTheTokensThatWereGrantedIsRefusedAndCostsNothing() {
    ApiKey key = paying("1");
    first.answers("word ".repeat(10_000), Usage.of(3, 10_000));

    assertThatThrownBy(() -> gateway.chat(caller(key), call(100)))
        .asInstanceOf(type(UpstreamException.class))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(UpstreamFault.TOO_LARGE));
    assertThat(balance(key)).isEqualTo(Money.dollars(1));
    assertThat(gateway.ledger().balance(key.account().id()).held()).isEqualTo(Money.ZERO);
  }

  @Test
  void aKeysClientMakesVectorsAndImagesForTheKeysCredit() {
    ApiKey key = paying("1");
    first.embeds(Usage.of(700, 0));

    assertThat(gateway.as(key).embed(EmbeddingRequest.of("m-embedding", "a")).vectors().get(0))
        .containsExactly(1, 0);
    assertThat(gateway.as(key).generate(ImageRequest.of("m-image", "a")).images()).hasSize(1);
    assertThat(balance(key)).isEqualTo(Money.nanos(1_000_000_000L - 700_000 - 40_000_000));
  }

  private UsageRecord onlyRecord() {
    List<UsageRecord> records = gateway.usage().newest(10);
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  private Money balance(ApiKey key) {
    return gateway.ledger().balance(key.account().id()).available();
  }

  private ApiKey free() {
    return created(KeySpec.named("operator"));
  }

  private ApiKey paying(String dollars) {
    ApiKey key = created(KeySpec.named("team").account("team"));
    gateway.ledger().topUp(key.account().id(), Money.dollars(dollars), "start");
    return key;
  }

  private ApiKey created(KeySpec spec) {
    return gateway.keys().create(spec).key();
  }

  @Test
  void f61ACallerWhoIsCutOffBecauseHeTakesNothingHasStalled() {
    first.streams("one", FakeUpstream.SILENCE);
    Cancellation cancellation = new Cancellation();
    GatewayStream stream =
        gateway.stream(new Caller(free(), "stalled", cancellation), streaming(false));

    cancellation.cancel(CancelledException.stalled());
    stream.close();

    assertThat(onlyRecord().outcome()).isEqualTo(Outcome.CLIENT_STALLED);
  }

  private Caller caller(ApiKey key) {
    return new Caller(key, "request-" + ++requests, new Cancellation());
  }

  private static ChatCall call(int maxTokens) {
    return call("m-text", maxTokens);
  }

  private static ChatCall call(String model, int maxTokens) {
    return ChatCall.parse(
        ("{\"model\":\""
                + model
                + "\",\"max_tokens\":"
                + maxTokens
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}")
            .getBytes(UTF_8));
  }

  private static ChatCall streaming(boolean usage) {
    return ChatCall.parse(
        ("{\"model\":\"m-text\",\"max_tokens\":5000,\"stream\":true,\"stream_options\":{\"include_usage\":"
                + usage
                + "},\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}")
            .getBytes(UTF_8));
  }

  private static List<String> chunks(GatewayStream stream) {
    List<String> chunks = new ArrayList<>();
    for (byte[] chunk = stream.next(); chunk != null; chunk = stream.next()) {
      chunks.add(new String(chunk, UTF_8));
    }
    return chunks;
  }

  @Test
  void vectorsAreChargedByTheirInputAlone() {
    ApiKey key = paying("100");
    first.embeds(Usage.of(700, 0));

    GatewayReply reply = gateway.embeddings(caller(key), embedding("m", "some text"));

    assertThat(reply.cost()).isEqualTo(Money.nanos(700_000));
    UsageRecord record = gateway.usage().newest(1).get(0);
    assertThat(record.source()).isEqualTo(UsageSource.REPORTED);
    assertThat(gateway.ledger().balance(key.account().id()).held()).isEqualTo(Money.ZERO);
  }

  @Test
  void vectorsThatTheCreditDoesNotPayForAreRefusedBeforeTheProviderIsAsked() {
    ApiKey key = paying("0.000001");

    assertThatThrownBy(() -> gateway.embeddings(caller(key), embedding("m", "word ".repeat(1_000))))
        .isInstanceOf(BillingException.class);
    assertThat(first.asked).isEmpty();
  }

  private static EmbeddingCall embedding(String model, String text) {
    return EmbeddingCall.of(EmbeddingRequest.of(model + "-embedding", text));
  }
}
