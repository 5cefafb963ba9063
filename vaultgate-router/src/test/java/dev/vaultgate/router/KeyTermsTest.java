package dev.vaultgate.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.api.BillingException;
import dev.vaultgate.api.ImageRequest;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.PermissionException;
import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.outbound.Network;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.CallCaps;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.KeyTerms;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.ProjectTerms;
import dev.vaultgate.router.account.Rates;
import dev.vaultgate.router.catalog.CustomModel;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Period;
import dev.vaultgate.router.credit.Spending;
import dev.vaultgate.router.limit.RateState;
import dev.vaultgate.router.store.Store;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the terms of a key, and of its project, come to at a gateway. */
class KeyTermsTest {

  private final FakeTime time = new FakeTime();
  private final FakeUpstream upstream = new FakeUpstream();
  private final Gateway gateway =
      Gateway.builder()
          .router(
              OneModel.router(upstream, time)
                  .model(CustomModel.of("unpriced-text", "one/u"))
                  .model(
                      new CustomModel(
                          "m-image",
                          List.of(CustomModel.Place.parse("one/i")),
                          ModelPrice.perMillionTokens("5", "40"),
                          null))
                  .build())
          .store(Store.inMemory(time))
          .time(time)
          .build();
  private int requests;

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void tokensOfAQuotaAreSettledWithWhatWasUsed() {
    ApiKey key = key(KeyTerms.USUAL.withBudget(Budget.NONE.withTokens(Period.DAY, 5_000L)));
    upstream.answers("hi", Usage.of(100, 20));

    gateway.chat(caller(key), call(50, ""));

    assertThat(gateway.ledger().spending(key.id(), Period.DAY).tokensUsed()).isEqualTo(120);
    assertThat(gateway.ledger().spending(key.id(), Period.DAY).tokensHeld()).isZero();
  }

  @Test
  void aQuotaThatIsUsedUpRefusesWithoutAskingAnybody() {
    ApiKey key = key(KeyTerms.USUAL.withBudget(Budget.NONE.withTokens(Period.TOTAL, 200L)));
    upstream.answers("hi", Usage.of(100, 90));
    gateway.chat(caller(key), call(90, ""));

    assertThatThrownBy(() -> gateway.chat(caller(key), call(50, "")))
        .asInstanceOf(type(RateLimitException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo("token_quota_exceeded"))
        .satisfies(e -> assertThat(e.type()).isEqualTo("insufficient_quota"))
        .satisfies(e -> assertThat(e.retryAfter()).isEmpty());

    assertThat(upstream.asked).hasSize(1);
    assertThat(gateway.rate(key).requests().remaining()).isEqualTo(59);
  }

  @Test
  void anAnswerIsMadeToFitAQuota() {
    ApiKey key = key(KeyTerms.USUAL.withBudget(Budget.NONE.withTokens(Period.TOTAL, 300L)));

    upstream.answers("hi", null);

    GatewayReply reply = gateway.chat(caller(key), call(5_000, ""));

    assertThat(reply.facts().outputTokensMax()).isBetween(100, 299);
  }

  @Test
  void f57TokensOfACallThatFailedAreThereAgain() {
    ApiKey key =
        key(
            KeyTerms.USUAL
                .withBudget(Budget.NONE.withTokens(Period.TOTAL, 5_000L))
                .withRates(new Rates(60, 5_000, 0)));
    upstream.fails(UpstreamFault.AUTH);

    assertThatThrownBy(() -> gateway.chat(caller(key), call(50, "")))
        .isInstanceOf(UpstreamException.class);

    assertThat(gateway.ledger().spending(key.id())).isEqualTo(Spending.NONE);
    assertThat(gateway.rate(key).tokens().remaining()).isEqualTo(5_000);
  }

  @Test
  void aModelWithoutAPriceMayBeUsedUnderAQuotaOfTokensButNotOfCredit() {
    ApiKey quota = key(KeyTerms.USUAL.withBudget(Budget.NONE.withTokens(Period.TOTAL, 50_000L)));
    ApiKey capped =
        key(KeyTerms.USUAL.withBudget(Budget.NONE.withCredit(Period.DAY, Money.dollars(1))));

    upstream.answers("hi", null);
    gateway.chat(caller(quota), call("unpriced-text", 50, ""));

    assertThatThrownBy(() -> gateway.chat(caller(capped), call("unpriced-text", 50, "")))
        .asInstanceOf(type(InvalidRequestException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo("model_not_found"));
  }

  @Test
  void tokensPerMinuteAreBorrowedAndGivenBack() {
    ApiKey key = key(KeyTerms.USUAL.withRates(new Rates(0, 1_000, 0)));
    upstream.answers("hi", Usage.of(100, 20));

    try (GatewayStream stream = gateway.stream(caller(key), call(400, ",\"stream\":true"))) {
      assertThat(gateway.rate(key).tokens().remaining()).isBetween(500, 600);
      while (stream.next() != null) {
        // Until the end.
      }
    }

    assertThat(gateway.rate(key).tokens()).isEqualTo(new RateState(1_000, 880, 61_000));
    assertThatThrownBy(() -> gateway.chat(caller(key), call(900, "")))
        .asInstanceOf(type(RateLimitException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo("rate_limit_exceeded"))
        .satisfies(e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(61)));
  }

  @Test
  void s32WhatACallerWritesAboutUsageChangesNothing() {
    Account account = gateway.store().keys().account("payer", false, time.now());
    gateway.ledger().topUp(account.id(), Money.dollars(1), "start");
    ApiKey key = gateway.keys().create(KeySpec.named("k").account("payer")).key();
    String forged =
        ",\"user\":\"another\",\"metadata\":{\"account\":\"another\",\"cost\":\"0\"},"
            + "\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0},"
            + "\"stream\":true,\"stream_options\":{\"include_usage\":false}";
    upstream.answers("hi", Usage.of(1_000, 500));

    try (GatewayStream stream = gateway.stream(caller(key), call(600, forged))) {
      while (stream.next() != null) {
        // Until the end.
      }
    }

    assertThat(gateway.ledger().balance(account.id()).used()).isEqualTo(Money.dollars("0.002"));
    assertThat(gateway.ledger().spending(key.id()).tokensUsed()).isEqualTo(1_500);
  }

  @Test
  void keysOfAProjectShareItsBudget() {
    Account account = gateway.store().keys().account("team", false, time.now());
    gateway.ledger().topUp(account.id(), Money.dollars(100), "start");
    Project project =
        gateway
            .projects()
            .create(
                account,
                "search",
                new ProjectTerms(
                    Budget.NONE.withCredit(Period.MONTH, Money.dollars("0.001")), Rates.UNLIMITED));
    ApiKey one = gateway.keys().create(KeySpec.named("one").project(project)).key();
    ApiKey other = gateway.keys().create(KeySpec.named("other").project(project)).key();
    upstream.answers("hi", Usage.of(500, 240));
    gateway.chat(caller(one), call(240, ""));

    assertThatThrownBy(() -> gateway.chat(caller(other), call(240, "")))
        .isInstanceOf(BillingException.class)
        .hasMessageStartingWith("The monthly budget of the project " + project.id());

    assertThat(gateway.ledger().spending(project.id(), Period.MONTH).spent())
        .isEqualTo(Money.dollars("0.00098"));
    assertThat(gateway.ledger().balance(account.id()).used()).isEqualTo(Money.dollars("0.00098"));
  }

  @Test
  void aKeyIsRefusedOutsideOfItsNetworks() {
    String secret =
        secret(
            KeyTerms.USUAL.withNetworks(
                List.of(Network.parse("10.0.0.0/8"), Network.parse("2001:db8::/32"))));

    assertThat(gateway.authenticate(secret, address("10.1.2.3")).name()).isEqualTo("k");
    assertThat(gateway.authenticate(secret, address("2001:db8::7")).name()).isEqualTo("k");
    assertThatThrownBy(() -> gateway.authenticate(secret, address("11.0.0.1")))
        .asInstanceOf(type(PermissionException.class))
        .satisfies(e -> assertThat(e.status()).isEqualTo(403))
        .satisfies(e -> assertThat(e.code()).isEqualTo("forbidden"))
        .satisfies(e -> assertThat(e).hasMessageContaining("11.0.0.1"));
  }

  @Test
  void s15WrongKeysFromAnAddressAreBoundedAndARightOneStillWorks() {
    String secret = secret(KeyTerms.USUAL);
    InetAddress address = address("192.0.2.7");
    for (int i = 0; i < 60; i++) {
      assertThatThrownBy(() -> gateway.authenticate("vg_wrong", address))
          .isInstanceOf(AuthenticationException.class);
    }

    for (int i = 0; i < 240; i++) {
      assertThatThrownBy(() -> gateway.authenticate("vg_wrong", address))
          .isInstanceOf(RateLimitException.class);
    }

    assertThat(gateway.authenticate(secret, address).name()).isEqualTo("k");
    assertThatThrownBy(() -> gateway.authenticate("vg_wrong", address("192.0.2.8")))
        .isInstanceOf(AuthenticationException.class);
  }

  @Test
  void s93OneCallAsksForNoMoreThanItsKeyMay() {
    ApiKey key = key(KeyTerms.USUAL.withRates(new Rates(0, 0, 0)));

    assertRefused(key, "n", call(5, ",\"n\":128"));
    assertRefused(
        key, "tools", call(5, ",\"tools\":[" + many(200, "{\"type\":\"function\"}") + "]"));
    assertRefused(
        key,
        "messages",
        ChatCall.parse(
            ("{\"model\":\"m-text\",\"messages\":["
                    + many(10_000, "{\"role\":\"user\",\"content\":\"x\"}")
                    + "]}")
                .getBytes(UTF_8)));
    assertRefused(
        key,
        "images",
        ChatCall.parse(
            ("{\"model\":\"m-text\",\"messages\":[{\"role\":\"user\",\"content\":["
                    + many(
                        1_000,
                        "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AA==\"}}")
                    + "]}]}")
                .getBytes(UTF_8)));
    assertThat(upstream.asked).isEmpty();
    assertThat(gateway.ledger().spending(key.id())).isEqualTo(Spending.NONE);
  }

  @Test
  void s93CapsAreEachKeysOwn() {
    ApiKey key = key(KeyTerms.USUAL.withCaps(new CallCaps(2, 0, 1, 0)));
    ApiKey loose = key(KeyTerms.USUAL.withCaps(new CallCaps(0, 0, 0, 0)));

    assertRefused(key, "n", call(5, ",\"n\":3"));
    assertThatThrownBy(
            () ->
                gateway.images(
                    caller(key), ImageCall.of(ImageRequest.of("m-image", "x").withImages(3))))
        .asInstanceOf(type(InvalidRequestException.class))
        .satisfies(e -> assertThat(e.param()).isEqualTo("n"));
    upstream.answers("hi", null).answers("hi", null);
    gateway.chat(caller(key), call(5, ",\"n\":2"));
    gateway.chat(caller(loose), call(5, ",\"n\":128"));
  }

  private void assertRefused(ApiKey key, String field, ChatCall call) {
    assertThatThrownBy(() -> gateway.chat(caller(key), call))
        .asInstanceOf(type(InvalidRequestException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo("invalid_value"))
        .satisfies(e -> assertThat(e.param()).isEqualTo(field))
        .satisfies(e -> assertThat(e).hasMessageContaining("with this key"));
  }

  private static String many(int times, String text) {
    return IntStream.range(0, times).mapToObj(i -> text).collect(Collectors.joining(","));
  }

  private ApiKey key(KeyTerms terms) {
    return gateway.keys().create(KeySpec.named("k").terms(terms)).key();
  }

  private String secret(KeyTerms terms) {
    return gateway.keys().create(KeySpec.named("k").terms(terms)).secret().reveal();
  }

  private Caller caller(ApiKey key) {
    return new Caller(key, "request-" + ++requests, new Cancellation());
  }

  private static ChatCall call(int maxTokens, String further) {
    return call("m-text", maxTokens, further);
  }

  private static ChatCall call(String model, int maxTokens, String further) {
    return ChatCall.parse(
        "{\"model\":\"%s\",\"max_tokens\":%d%s,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"
            .formatted(model, maxTokens, further)
            .getBytes(UTF_8));
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
