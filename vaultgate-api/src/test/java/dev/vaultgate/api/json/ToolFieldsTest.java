package dev.vaultgate.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.Tool;
import org.junit.jupiter.api.Test;

class ToolFieldsTest {

  private static final String REQUEST =
      """
      {"model": "m", "messages": [{"role": "user", "content": "Hi"}], "tools": [
        {"type": "function",
         "function": {"name": "look", "parameters": {"type": "object"}, "eager": true},
         "cache_control": {"type": "ephemeral"}}]}
      """;

  @Test
  void fieldsOfAToolKeepTheirPlace() throws Exception {
    JsonNode body = Json.read(REQUEST);

    ChatRequest request = ChatRequestJson.read(body);

    Tool.Function tool = (Tool.Function) request.tools().get(0);
    assertThat(tool.extra()).containsOnlyKeys("eager");
    assertThat(tool.beside()).containsOnlyKeys("cache_control");
    assertThat(ChatRequestJson.write(request).get("tools")).isEqualTo(body.get("tools"));
  }
}
