package dev.vaultgate.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.responses.ResponsesFace;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.catalog.CustomModel;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.router.catalog.ProviderRow;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream whose provider does not keep to the cap ends when what is held for it is spent. */
class SpentHoldTest {

  private final FakeTime time = new FakeTime();
  private final FakeUpstream upstream = new FakeUpstream();
  private final Gateway gateway =
      Gateway.builder()
          .router(
              Router.builder()
                  .registry(ProviderRegistry.of(List.of()))
                  .provider(ProviderRow.builder("one", "fake").build(), model -> upstream)
                  .model(model("exact-text", "one/gpt-4o"))
                  .model(model("estimated-text", "one/llama-4"))
                  .time(time)
                  .build())
          .store(Store.inMemory())
          .time(time)
          .build();
  private int requests;

  private static CustomModel model(String id, String place) {
    return new CustomModel(
        id, List.of(CustomModel.Place.parse(place)), ModelPrice.perMillionTokens("1", "2"), null);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  /** So many pieces of one token each, and no end in sight. */
  private void streams(String token, int times) {
    List<Object> pieces = new ArrayList<>(Collections.nCopies(times, token));
    pieces.add(Usage.of(20, times));
    upstream.streams(pieces.toArray());
  }

  @Test
  void itEndsByItsLengthWithUsageAndTheProviderIsStopped() throws IOException {
    ApiKey key = paying();
    streams(" word", 10_000);

    List<String> chunks = chunks(gateway.stream(caller(key), call("exact-text", 200)));

    int words = chunks.size() - 3;
    assertThat(words).isBetween(200, 400);
    assertThat(json(chunks, words + 1).at("/choices/0/finish_reason").asText()).isEqualTo("length");
    JsonNode usage = json(chunks, words + 2).path("usage");
    assertThat(usage.path("completion_tokens").longValue()).isEqualTo(words);
    assertThat(upstream.closed).isTrue();
  }

  @Test
  void itIsChargedWhatWasHeldAndNoMore() {
    ApiKey key = paying();
    streams(" word", 10_000);
    GatewayStream stream = gateway.stream(caller(key), call("exact-text", 200));
    Money held = balance(key).held();

    chunks(stream);

    assertThat(balance(key).used()).isEqualTo(held);
    assertThat(record().cost()).isEqualTo(held);
    assertThat(record().outcome()).isEqualTo(Outcome.OK);
    assertThat(record().source()).isEqualTo(UsageSource.ESTIMATED);
    assertThat(gateway.ledger().verify()).isEmpty();
  }

  @Test
  void whereNoTokenizerIsOnBoardItGoesOnForLonger() {
    streams(" word", 10_000);

    int words = chunks(gateway.stream(caller(paying()), call("estimated-text", 200))).size() - 3;

    assertThat(words).isBetween(350, 700);
  }

  @Test
  void anHonestStreamOfLongTokensRunsToItsCap() {
    streams(" responsibility", 200);

    List<String> chunks = chunks(gateway.stream(caller(paying()), call("exact-text", 200)));

    assertThat(chunks.get(chunks.size() - 2)).contains("\"stop\"");
    assertThat(record().source()).isEqualTo(UsageSource.REPORTED);
    assertThat(record().usage().completionTokens()).isEqualTo(200);
  }

  @Test
  void whoPaysNothingIsNotStopped() {
    streams(" word", 1_000);
    ApiKey operator = gateway.keys().create(KeySpec.named("operator")).key();

    chunks(gateway.stream(caller(operator), call("exact-text", 200)));

    assertThat(record().usage().completionTokens()).isEqualTo(1_000);
  }

  @Test
  void everyChoiceEndsByItsLength() {
    streams(" word", 10_000);

    List<String> chunks =
        chunks(
            gateway.stream(
                caller(paying()),
                ChatCall.parse(
                    body("exact-text", 100)
                        .replace("\"stream\"", "\"n\":2,\"stream\"")
                        .getBytes(UTF_8))));

    assertThat(chunks).filteredOn(chunk -> chunk.contains("\"length\"")).hasSize(2);
  }

  @Test
  void aResponseIsIncomplete() throws IOException {
    streams(" word", 10_000);
    String body =
        "{\"model\":\"exact-text\",\"max_output_tokens\":200,\"stream\":true,\"input\":\"hi\"}";

    List<String> events =
        chunks(gateway.stream(caller(paying()), ResponsesFace.parse(body.getBytes(UTF_8))));

    JsonNode last = json(events, events.size() - 1);
    assertThat(last.path("type").asText()).isEqualTo("response.incomplete");
    assertThat(last.at("/response/incomplete_details/reason").asText())
        .isEqualTo("max_output_tokens");
    assertThat(last.at("/response/usage/output_tokens").longValue()).isGreaterThan(200);
  }

  private static JsonNode json(List<String> chunks, int place) throws IOException {
    return Json.read(chunks.get(place).getBytes(UTF_8));
  }

  private static List<String> chunks(GatewayStream stream) {
    List<String> chunks = new ArrayList<>();
    for (byte[] chunk = stream.next(); chunk != null; chunk = stream.next()) {
      chunks.add(new String(chunk, UTF_8));
    }
    return chunks;
  }

  private UsageRecord record() {
    return gateway.usage().newest(1).get(0);
  }

  private Balance balance(ApiKey key) {
    return gateway.ledger().balance(key.account().id());
  }

  private ApiKey paying() {
    ApiKey key = gateway.keys().create(KeySpec.named("team").account("team")).key();
    gateway.ledger().topUp(key.account().id(), Money.dollars(1), "start");
    return key;
  }

  private Caller caller(ApiKey key) {
    return new Caller(key, "request-" + ++requests, new Cancellation());
  }

  private static ChatCall call(String model, int maxTokens) {
    return ChatCall.parse(body(model, maxTokens).getBytes(UTF_8));
  }

  private static String body(String model, int maxTokens) {
    return ("{\"model\":\"%s\",\"max_tokens\":%d,\"stream\":true,"
            + "\"stream_options\":{\"include_usage\":true},"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
        .formatted(model, maxTokens);
  }
}
