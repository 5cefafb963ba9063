package dev.vaultgate.router.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.openai.OpenAiWire;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every provider of OpenAI's dialect, with the quirks and rules of its row, is sent all that a
 * caller said but for what the caller is told of; and the same whether the request passes in bytes
 * or is written anew.
 */
class RowsSpeakTest {

  private static final int ROUNDS = 60;
  private static final long SEED = 20261122;

  /** Two names of one thing, of which the target's is sent. */
  private static final Set<String> CAPS = Set.of("max_tokens", "max_completion_tokens");

  /** Every field of the reference that a request may do without, and one that nobody knows. */
  private static final String ALL =
      """
      {"temperature":0.5,"top_p":0.9,"n":1,"seed":7,"stop":["a"],"presence_penalty":0.5,
      "frequency_penalty":-0.5,"logit_bias":{"5":1},"logprobs":true,"top_logprobs":2,"user":"u",
      "max_completion_tokens":9000,"reasoning_effort":"low","parallel_tool_calls":false,
      "tools":[{"type":"function","function":{"name":"f","strict":true,"parameters":{}}}],
      "tool_choice":"required","service_tier":"flex","metadata":{"a":"b"},
      "response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object"}}},
      "nobody_knows":{"deep":[1]}}""";

  private final OpenAiWire wire = new OpenAiWire();

  static Stream<ProviderRow> rows() {
    return ProviderRegistry.builtIn().rows().stream()
        .filter(row -> row.wire().equals("openai") && row.has("chat"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatIsLostIsTold(ProviderRow row) throws IOException {
    Random random = new Random(SEED);
    Target target = target(row);
    for (int round = 0; round < ROUNDS; round++) {
      ObjectNode request = some(random);

      ChatCall call = ChatCall.parse(Json.bytes(request));
      WireRequest spliced = wire.splice(call, target);
      WireRequest encoded = wire.encode(call.request(), target, false);

      ObjectNode sent = (ObjectNode) Json.read(spliced.body());
      assertThat(sent).as(row.id()).isEqualTo(Json.read(encoded.body()));
      assertThat(spliced.dropped()).hasSameElementsAs(encoded.dropped()).doesNotHaveDuplicates();
      assertThat(lost(request, sent, row))
          .as("%s is sent %s of %s", row.id(), sent, request)
          .isEqualTo(told(spliced.dropped()));
    }
  }

  /** The fields that were not sent as they were, nor in other words. */
  private static Set<String> lost(ObjectNode request, ObjectNode sent, ProviderRow row) {
    Set<String> lost = new HashSet<>();
    request
        .properties()
        .forEach(
            member -> {
              String field = member.getKey();
              String name = row.rules().renames().getOrDefault(field, field);
              if (!member.getValue().equals(sent.get(name)) && !isSaidOtherwise(field, row)) {
                lost.add(field);
              }
            });
    lost.remove("model");
    lost.remove("messages");
    return lost;
  }

  private static boolean isSaidOtherwise(String field, ProviderRow row) {
    return CAPS.contains(field)
        || field.equals("reasoning_effort") && row.rules().reasoning() != null
        || field.equals("tool_choice")
            && row.quirks().stream().anyMatch(quirk -> quirk.id().equals("toolChoiceAny"));
  }

  /** By their fields: a part of a field is named behind a dot. */
  private static Set<String> told(List<String> dropped) {
    Set<String> told = new HashSet<>();
    dropped.forEach(name -> told.add(name.split("\\.", 2)[0]));
    return told;
  }

  private static ObjectNode some(Random random) throws IOException {
    ObjectNode request = Json.object().put("model", "public-name");
    request.putArray("messages").addObject().put("role", "user").put("content", "Hi");
    for (Map.Entry<String, JsonNode> member : Json.read(ALL).properties()) {
      if (random.nextBoolean()) {
        request.set(member.getKey(), member.getValue());
      }
    }
    return request;
  }

  private static Target target(ProviderRow row) {
    Map<String, String> variables = new HashMap<>();
    row.variables().keySet().forEach(name -> variables.put(name, "value"));
    ProviderRow at =
        row.baseUrl() == null ? row.toBuilder().baseUrl("https://a.test").build() : row;
    return new ProviderAccess(at, "key", variables)
        .target(Deployment.unknown(row.id(), "the-model"));
  }
}
