package dev.vaultgate.client.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.Tool;
import dev.vaultgate.api.json.ChatRequestJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.Target;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which calls are made under {@code /responses}. */
class ResponsesModelsTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "o3-pro, false, -, true",
        "gpt-5-pro-2025-10-06, false, -, true",
        "gpt-5.1-codex-max, false, -, true",
        "o4-mini-deep-research, false, -, true",
        "gpt-4o, true, -, false",
        "gpt-5, true, high, false",
        "gpt-5.4, true, -, false",
        "gpt-5.4, true, none, false",
        "gpt-5.4-mini, true, low, true",
        "gpt-5.4, false, high, false",
        "gpt-5.6-terra, true, -, true",
        "gpt-5.6-terra, true, none, false",
        "gpt-6.2-sol, true, high, true",
        "gpt-6.1-sol, true, none, true",
        "gpt-6.1-sol, false, high, false",
        "openai/gpt-5.6, true, high, false"
      })
  void modelToolsAndEffortDecide(String model, boolean tools, String effort, boolean isThere) {
    ChatRequest.Builder request = ChatRequest.builder("public").user("Hi").reasoningEffort(effort);
    if (tools) {
      request.tool(Tool.function("one", "", Json.object()));
    }
    ChatCall value = ChatCall.of(request.build(), false);
    ChatCall bytes = ChatCall.parse(Json.bytes(ChatRequestJson.write(request.build())));
    Target target = target(model, Map.of("responses", "/responses"));

    assertThat(ResponsesModels.concern(value, target)).isEqualTo(isThere);
    assertThat(ResponsesModels.concern(bytes, target)).isEqualTo(isThere);
  }

  @Test
  void targetsWithoutThePathAreNeverAskedThere() {
    ChatCall call = ChatCall.of(ChatRequest.of("public", "Hi"), false);

    assertThat(ResponsesModels.concern(call, target("o3-pro", Map.of()))).isFalse();
  }

  private static Target target(String model, Map<String, String> paths) {
    return new Target(
        "openai",
        model,
        "https://openai.test/v1",
        paths,
        Map.of(),
        Set.of(),
        Target.Traits.UNKNOWN);
  }
}
