package dev.vaultgate.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.LogCapture;
import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that are cut, doubled, incomplete or odd: on real sockets, with real money. */
class StreamFaultsTest {

  private static final String EVENTS = "text/event-stream";
  private static final String FINISH =
      "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
  private static final String USAGE =
      "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":500,"
          + "\"total_tokens\":1500}}\n\n";
  private static final String DONE = "data: [DONE]\n\n";
  private static final String ASKING =
      Bodies.STREAM.replace(
          "\"stream\":true", "\"stream\":true,\"stream_options\":{\"include_usage\":true}");

  /** Characters of one to four bytes, and what JSON escapes. */
  private static final String ODD = "aé€😀 \\\"q\\\" \\u00e9 \\n 漢字";

  @TempDir Path folder;
  private final LogCapture attempts = LogCapture.attempts();
  private TwoProviders gateway;

  /** Lines of the configuration that this is tried with. */
  String settings() {
    return "";
  }

  @BeforeEach
  void start() throws IOException {
    gateway = new TwoProviders(folder, settings());
  }

  @AfterEach
  void stop() throws IOException {
    attempts.close();
    gateway.close();
  }

  static String content(String text) {
    return "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m\","
        + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
        + text
        + "\"},\"finish_reason\":null}]}\n\n";
  }

  /** What a caller gets, event by event. */
  private List<String> events(String... pieces) throws IOException {
    gateway.first.then(c -> send(c, pieces));
    RawClient.Answer answer = gateway.chat(ASKING);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    List<String> events = new ArrayList<>();
    for (String block : answer.body().strip().split("\n\n", -1)) {
      assertThat(block).startsWith("data: ");
      events.add(block.substring("data: ".length()).split("\n", 2)[0]);
    }
    return events;
  }

  private static void send(RawUpstream.Connection connection, String... pieces) throws IOException {
    connection.head(200, EVENTS);
    for (String piece : pieces) {
      connection.send(piece);
    }
    connection.finish();
  }

  private static String text(List<String> events) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String event : events) {
      if (!event.equals("[DONE]")) {
        text.append(json(event).at("/choices/0/delta/content").asText(""));
      }
    }
    return text.toString();
  }

  private static JsonNode json(String event) throws IOException {
    return Json.read(event.getBytes(UTF_8));
  }

  private static List<String> finishes(List<String> events) throws IOException {
    List<String> finishes = new ArrayList<>();
    for (String event : events) {
      if (!event.equals("[DONE]") && json(event).at("/choices/0/finish_reason").isTextual()) {
        finishes.add(json(event).at("/choices/0/finish_reason").asText());
      }
    }
    return finishes;
  }

  /** What the log says of the first attempt. */
  private void assertNoted(String... facts) {
    assertThat(attempts.line("route=one/m")).contains(facts);
  }

  private void assertWhole(List<String> events, String text) throws IOException {
    assertThat(text(events)).isEqualTo(text);
    assertThat(finishes(events)).containsExactly("stop");
    assertThat(events.get(events.size() - 1)).isEqualTo("[DONE]");
    assertThat(events).containsOnlyOnce("[DONE]");
  }

  @Test
  void f26AStreamWithoutDoneEndsAsOneShould() throws Exception {
    List<String> events = events(content("Hello"), FINISH, USAGE);

    assertWhole(events, "Hello");
    assertNoted(" class=ok ", " done_missing");
    assertThat(gateway.record().source()).isEqualTo(UsageSource.REPORTED);
  }

  @Test
  void f27AStreamWithoutAFinishGetsOne() throws Exception {
    assertWhole(events(content("Hello"), USAGE, DONE), "Hello");
    assertNoted(" class=ok ", " finish_missing");
  }

  @Test
  void anOrdinaryStreamIsNothingSpecial() throws Exception {
    events(content("one"), content("two"), FINISH, USAGE, DONE);

    assertThat(attempts.line("route=one/m")).endsWith(" upstream_request=-");
  }

  @Test
  void f33TextIsTheSameWhereverItsBytesAreCut() throws Exception {
    byte[] stream = (content(ODD) + FINISH + USAGE + DONE).getBytes(UTF_8);
    String whole = text(events(new String(stream, UTF_8)));

    for (int cut = 1; cut < stream.length; cut += 3) {
      int at = cut;
      gateway.first.then(
          c ->
              c.answerInPieces(
                  "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n", stream, at));
      RawClient.Answer answer = gateway.chat(ASKING);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).doesNotContain("\uFFFD");
      List<String> events = new ArrayList<>();
      for (String block : answer.body().strip().split("\n\n", -1)) {
        events.add(block.substring("data: ".length()));
      }
      assertThat(text(events)).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void f34EveryLineEndGivesTheSameEvents(String end) throws Exception {
    String stream =
        "\uFEFF: hello\n"
            + content("one")
            + "event: chunk\nid: 4\nretry: 10\n"
            + content("two").replace("data: ", "data:")
            + FINISH.replace("\"delta\":{},", "\"delta\":{},\ndata: ")
            + USAGE
            + "data: [DONE]";

    assertWhole(events(stream.replace("\n", end)), "onetwo");
  }

  @Test
  void f35ThereIsOneFinishAndOneDoneAndLateContentComesBefore() throws Exception {
    List<String> events = events(content("one"), FINISH, content("two"), FINISH, USAGE, DONE, DONE);

    assertWhole(events, "onetwo");
    String finish =
        events.stream().filter(event -> event.contains("\"stop\"")).findFirst().orElseThrow();
    assertThat(events.indexOf(finish)).isEqualTo(events.size() - 3);
    assertNoted(" class=ok ", " duplicate_finish");
  }

  @Test
  void f35TwoDonesAloneAreToldOfToo() throws Exception {
    assertWhole(events(content("one"), FINISH, USAGE, DONE, DONE), "one");
    assertNoted(" duplicate_finish");
  }

  @Test
  void f36AnEmptyFinishReasonIsNone() throws Exception {
    List<String> events =
        events(
            content("one").replace("\"finish_reason\":null", "\"finish_reason\":\"\""),
            content("two").replace("\"finish_reason\":null", "\"finish_reason\":\"\""),
            FINISH,
            USAGE,
            DONE);

    assertWhole(events, "onetwo");
    assertThat(events).noneMatch(event -> event.contains("\"finish_reason\":\"\""));
  }

  @Test
  void f37AClosingChunkThatRepeatsTheMessageIsNotAppended() throws Exception {
    String closing =
        "data: {\"choices\":[{\"index\":0,\"delta\":{},\"message\":{\"role\":\"assistant\","
            + "\"content\":\"onetwo\"},\"finish_reason\":\"stop\"}]}\n\n";

    assertWhole(events(content("one"), content("two"), closing, USAGE, DONE), "onetwo");
    assertNoted(" class=ok ", " full_message_chunk");
  }

  @Test
  void f38UsageThatNobodyReportsIsEstimatedAndToldAllTheSame() throws Exception {
    LogCapture requests = LogCapture.requests();
    List<String> events = events(content("one two three four"), FINISH, DONE);
    assertThat(requests.line("outcome=ok")).contains(" usage_source=estimated ");
    requests.close();

    JsonNode usage = json(events.get(events.size() - 2)).path("usage");
    assertThat(usage.path("completion_tokens").longValue()).isPositive();
    UsageRecord record = gateway.record();
    assertThat(record.source()).isEqualTo(UsageSource.ESTIMATED);
    assertThat(record.outcome()).isEqualTo(Outcome.OK);
    assertThat(gateway.charged()).isEqualTo(record.cost()).isGreaterThan(Money.ZERO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}",
        "{\"prompt_tokens\":-5,\"completion_tokens\":7,\"total_tokens\":2}",
        "{\"prompt_tokens\":90000000000,\"completion_tokens\":7,\"total_tokens\":90000000007}"
      })
  void f39UsageThatCannotBeIsNotBelieved(String usage) throws Exception {
    try (LogCapture log = LogCapture.of("dev.vaultgate.router")) {
      events(
          content("one two three four"),
          FINISH,
          "data: {\"choices\":[],\"usage\":" + usage + "}\n\n",
          DONE);
      boolean isSeenByTheWire = usage.contains("-5");
      assertThat(log.lines().stream().anyMatch(line -> line.startsWith("usage_rejected ")))
          .isNotEqualTo(isSeenByTheWire);
    }

    assertThat(gateway.record().source()).isEqualTo(UsageSource.ESTIMATED);
    assertThat(gateway.charged()).isLessThan(Money.dollars("0.001"));
  }

  @Test
  void f39UsageThatShrinksStaysAsItWas() throws Exception {
    events(content("one"), FINISH, USAGE, USAGE.replace("500", "3").replace("1500", "1003"), DONE);

    assertThat(gateway.record().usage().completionTokens()).isEqualTo(500);
  }

  @Test
  void f40UsageBeyondTheHoldLeavesTheAnswerAndTheBalanceWhole() throws Exception {
    String enormous = USAGE.replace("500", "4000000").replace("1500", "4001000");
    gateway.first.then(c -> send(c, content("Hello"), FINISH, enormous, DONE));

    LogCapture requests = LogCapture.requests();
    RawClient.Answer answer =
        gateway.chat(ASKING.replace("\"stream\":true", "\"stream\":true,\"max_tokens\":10"));
    assertThat(requests.line("outcome=ok")).containsPattern(" usage_overrun=[78]\\.\\d+");
    requests.close();

    assertThat(answer.body()).contains("Hello").endsWith("data: [DONE]\n\n");
    assertThat(gateway.balance().available().isNegative()).isFalse();
    assertThat(gateway.balance().held()).isEqualTo(Money.ZERO);
    assertThat(gateway.server.gateway().ledger().verify()).isEmpty();
  }

  @Test
  void f41AMalformedEventBeforeContentIsTakenOverAndAfterItEndsTheStream() throws Exception {
    gateway.first.then(c -> send(c, "data: {\"choices\":[{\n\n", content("never")));
    gateway.second.then(c -> send(c, content("Hello"), FINISH, USAGE, DONE));
    assertThat(gateway.chat(ASKING).body()).contains("Hello").doesNotContain("never");
    assertNoted(" class=invalid_response ", " in_stream=true", " event=1");
    attempts.clear();

    gateway.first.then(c -> send(c, content("Hel"), "data: {\"choices\":[{\n\n", content("lo")));
    String cut = gateway.chat(ASKING).body();

    assertNoted(" status=200 class=invalid_response ", " event=2");
    assertThat(cut).contains("Hel", "upstream_invalid_response").doesNotContain("[DONE]", "\"lo\"");
    assertThat(gateway.record().outcome()).isEqualTo(Outcome.PARTIAL);
  }

  @Test
  void f42EveryChunkHasOneIdOurModelATimeAndAnIndex() throws Exception {
    List<String> events =
        events(
            "data: {\"id\":\"a\",\"model\":\"other\",\"choices\":[{\"delta\":{\"content\":\"1\"}}]}\n\n",
            "data: {\"id\":\"b\",\"model\":\"third\",\"created\":9,\"choices\":null}\n\n",
            "data: {\"choices\":[{\"delta\":{\"content\":\"2\"}}]}\n\n",
            FINISH,
            USAGE,
            DONE);

    assertWhole(events, "12");
    JsonNode first = json(events.get(0));
    for (String event : events.subList(0, events.size() - 1)) {
      JsonNode chunk = json(event);
      assertThat(chunk.path("id").asText())
          .startsWith("chatcmpl-")
          .isEqualTo(first.path("id").asText());
      assertThat(chunk.path("model").asText()).isEqualTo("lab-text");
      assertThat(chunk.path("created")).isEqualTo(first.path("created"));
      assertThat(chunk.path("created").longValue()).isPositive();
      assertThat(chunk.path("choices").isArray()).isTrue();
      chunk.path("choices").forEach(c -> assertThat(c.path("index").isInt()).isTrue());
    }
  }

  @Test
  void f43ArgumentsThatAreCutByTheLengthAreForwardedAsTheyAre() throws Exception {
    List<String> events =
        events(
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\","
                + "\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\": \"}}]}}]}\n\n",
            "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}\n\n",
            USAGE,
            DONE);

    assertThat(finishes(events)).containsExactly("length");
    assertThat(events).anyMatch(event -> event.contains("\"arguments\":\"{\\\"a\\\": \""));
    assertThat(gateway.record().outcome()).isEqualTo(Outcome.OK);
  }
}
