package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.client.outbound.Network;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.KeyTerms;
import dev.vaultgate.router.account.Rates;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Period;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers see of the terms of their keys. */
class KeyTermsTest {

  private static final String PATH = "/v1/chat/completions";

  @TempDir private Path folder;
  private VaultGateServer server;

  @BeforeEach
  void start() {
    server =
        VaultGateServer.of(
            ConfigReader.read(
                new CommandLine(null, folder.resolve("test.db"), null, 0, true, false), Map.of()));
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void s15WrongKeysFromAnAddressAreBoundedAndARightOneStillWorks() throws Exception {
    String key = key(KeyTerms.USUAL);
    for (int i = 0; i < 60; i++) {
      assertThat(models("vg_wrong").status()).isEqualTo(401);
    }

    for (int i = 0; i < 240; i++) {
      RawClient.Answer answer = models("vg_wrong");
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.body()).contains("\"rate_limit_exceeded\"");
      assertThat(answer.header("Retry-After").map(Integer::parseInt).orElseThrow())
          .isBetween(1, 61);
    }

    assertThat(models(key).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/8", "::1"})
  void aKeyIsRefusedOutsideOfItsNetworks(String network) throws Exception {
    String key = key(KeyTerms.USUAL.withNetworks(List.of(Network.parse(network))));

    RawClient.Answer answer = models(key);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body())
        .contains("\"permission_error\"")
        .contains("\"forbidden\"")
        .contains("127.0.0.1");
    assertThat(answer.header("x-should-retry")).hasValue("false");
  }

  @Test
  void aKeyIsTakenWithinItsNetworks() throws Exception {
    String key = key(KeyTerms.USUAL.withNetworks(List.of(Network.parse("127.0.0.0/8"))));

    assertThat(models(key).status()).isEqualTo(200);
  }

  @Test
  void f66AQuotaThatIsUsedUpIsNotToBeTriedAgain() throws Exception {
    String key = key(KeyTerms.USUAL.withBudget(Budget.NONE.withTokens(Period.MONTH, 10L)));

    RawClient.Answer answer = chat(key);

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.body())
        .contains("\"insufficient_quota\"")
        .contains("\"token_quota_exceeded\"")
        .contains("The key's monthly token quota");
    assertThat(answer.header("Retry-After")).isEmpty();
    assertThat(answer.header("x-should-retry")).hasValue("false");
  }

  @Test
  void s39ALimitPerMinuteIsToldInHeadersAndSaysWhenToComeAgain() throws Exception {
    String key = key(KeyTerms.USUAL.withRates(new Rates(2, 90_000, 0)));

    RawClient.Answer first = chat(key);
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("x-ratelimit-limit-requests")).hasValue("2");
    assertThat(first.header("x-ratelimit-remaining-requests")).hasValue("1");
    assertThat(first.header("x-ratelimit-limit-tokens")).hasValue("90000");
    assertThat(first.header("x-ratelimit-remaining-tokens").map(Integer::parseInt).orElseThrow())
        .isBetween(80_000, 89_999);
    assertThat(chat(key).status()).isEqualTo(200);

    RawClient.Answer refused = chat(key);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.body()).contains("The key's limit of 2 requests per minute is used up.");
    assertThat(refused.header("Retry-After").map(Integer::parseInt).orElseThrow())
        .isBetween(50, 61);
    assertThat(refused.header("x-ratelimit-remaining-requests")).hasValue("0");
  }

  @Test
  void s93TwentyCallsOfAKeyRunAtOnceAndNoMore() {
    assertThat(KeyTerms.USUAL.rates().concurrencyMax()).isEqualTo(20);
    assertThat(KeyTerms.USUAL.caps().choicesMax()).isLessThan(128);
    assertThat(KeyTerms.USUAL.caps().toolsMax()).isLessThan(200);
    assertThat(KeyTerms.USUAL.caps().imagesMax()).isLessThan(1_000);
    assertThat(KeyTerms.USUAL.caps().messagesMax()).isLessThan(10_000);
  }

  private String key(KeyTerms terms) {
    return server.gateway().keys().create(KeySpec.named("k").terms(terms)).secret().reveal();
  }

  private RawClient.Answer models(String key) throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      return client
          .send(
              "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                  + key
                  + "\r\n\r\n")
          .answer();
    }
  }

  private RawClient.Answer chat(String key) throws Exception {
    try (RawClient client =
        new RawClient(server.port())
            .post(
                PATH,
                key,
                "{\"model\":\"demo-text\",\"max_tokens\":50,\"messages\":"
                    + "[{\"role\":\"user\",\"content\":\"hello\"}]}")) {
      return client.answer();
    }
  }
}
