package dev.vaultgate.client.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Quirk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Thoughts between tags are reasoning, however the model's words are cut into pieces. */
class ThinkTagsTest {

  private final BothWays lab = BothWays.at(Quirk.REASONING_IN_THINK_TAGS);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<think>hm</think>yes|hm|yes",
        "` \n<think>\nhm\n</think>\n\nyes`|`\nhm\n`|yes",
        "<think></think>yes|``|yes",
        "<think>a < b </thin c</think>yes</think>|`a < b </thin c`|yes</think>",
        "<think>never ended|never ended|``",
        "no thoughts|``|no thoughts",
        "<thinking>x</thinking>|``|<thinking>x</thinking>",
        "a <think>b</think>|``|a <think>b</think>",
        "<thi|``|<thi",
        "<think>é😀</think>ü|é😀|ü",
      })
  void thoughtsAtTheHeadAreReasoning(String content, String reasoning, String text) {
    Message.Assistant whole = message(lab.answer(answer(content)));
    assertThat(whole.text()).isEqualTo(text);
    assertThat(whole.reasoning() == null ? "" : whole.reasoning()).isEqualTo(reasoning);

    int[] chars = content.codePoints().toArray();
    for (int size = 1; size <= chars.length; size++) {
      Message.Assistant streamed = message(lab.stream(pieces(chars, size)));
      assertThat(streamed.text()).as("in pieces of " + size).isEqualTo(text);
      assertThat(streamed.reasoning() == null ? "" : streamed.reasoning())
          .as("in pieces of " + size)
          .isEqualTo(reasoning);
    }
  }

  @Test
  void targetWithoutTheQuirkKeepsItsTags() {
    assertThat(BothWays.at().answer(answer("<think>hm</think>yes")).text())
        .isEqualTo("<think>hm</think>yes");
  }

  @Test
  void thoughtsEndWhereACallBegins() {
    ChatResponse answer =
        lab.stream(
            piece("'content':'<think>hm'"),
            piece(
                "'tool_calls':[{'index':0,'id':'c','type':'function',"
                    + "'function':{'name':'f','arguments':'{}'}}]"),
            "{'choices':[{'index':0,'delta':{},'finish_reason':'tool_calls'}]}");

    assertThat(message(answer).reasoning()).isEqualTo("hm");
    assertThat(message(answer).toolCalls()).hasSize(1);
  }

  private static Message.Assistant message(ChatResponse response) {
    return response.choices().get(0).message();
  }

  private static String answer(String content) {
    return "{'id':'a','object':'chat.completion','created':5,'model':'m','choices':[{'index':0,"
        + "'message':{'role':'assistant','content':%s},'finish_reason':'stop'}]}"
            .formatted(Json.text(Json.mapper().getNodeFactory().textNode(content)));
  }

  private static String[] pieces(int[] chars, int size) {
    List<String> pieces = new ArrayList<>();
    for (int at = 0; at < chars.length; at += size) {
      String piece = new String(chars, at, Math.min(size, chars.length - at));
      pieces.add(piece("'content':" + Json.text(Json.mapper().getNodeFactory().textNode(piece))));
    }
    pieces.add("{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}");
    return pieces.toArray(String[]::new);
  }

  private static String piece(String delta) {
    return "{'id':'a','object':'chat.completion.chunk','created':5,'model':'m','choices':[{"
        + "'index':0,'delta':{"
        + delta
        + "}}]}";
  }
}
