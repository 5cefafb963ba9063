package dev.vaultgate.client.openai;

import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.responses.ResponsesWire;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which calls OpenAI answers under {@code /responses} only, by model and by what is asked: a table.
 * The first row that a model's name matches counts. It holds for targets that have such a path, and
 * for OpenAI's own names: routers, which put a vendor before the name, translate by themselves.
 */
final class ResponsesModels {

  /** What a call must have to be made there. */
  private enum When {
    ALWAYS,
    /** The model may call functions. */
    TOOLS,
    /** The same while it reasons, as it does unless told not to. */
    TOOLS_UNLESS_EFFORT_NONE,
    /** The same while it reasons, as it does only when told to. */
    TOOLS_WITH_EFFORT
  }

  private record Row(Pattern models, When when) {}

  private static final List<Row> ROWS =
      List.of(
          // OpenAI's model pages (2026-11) list no other endpoint for these.
          row("(o1|o3)-pro(-.*)?", When.ALWAYS),
          row("gpt-\\d+(\\.\\d+)?-pro(-.*)?", When.ALWAYS),
          row("codex-.*|gpt-\\d+(\\.\\d+)?-codex(-.*)?", When.ALWAYS),
          row(".*-deep-research(-.*)?|computer-use-preview(-.*)?", When.ALWAYS),
          // github.com/BerriAI/litellm/discussions/43742: effort "none" is refused as well.
          row("gpt-6\\.1-sol(-.*)?", When.TOOLS),
          // github.com/BerriAI/litellm/issues/34569, github.com/laurent22/joplin/issues/16451:
          // they reason by default, and functions with reasoning are refused in a chat.
          row(
              "gpt-5\\.[6-9](-.*)?|gpt-([6-9]|\\d\\d)(\\.\\d+)?(-.*)?",
              When.TOOLS_UNLESS_EFFORT_NONE),
          // github.com/pipecat-ai/pipecat/issues/4043: their default effort is "none".
          row("gpt-5\\.[45](-.*)?", When.TOOLS_WITH_EFFORT));

  private ResponsesModels() {}

  private static Row row(String models, When when) {
    return new Row(Pattern.compile(models), when);
  }

  /** Whether a call can be answered under {@code /responses} only. */
  static boolean concern(ChatCall call, Target target) {
    if (!target.paths().containsKey(ResponsesWire.PATH)) {
      return false;
    }
    for (Row row : ROWS) {
      if (row.models.matcher(target.model()).matches()) {
        return row.when == When.ALWAYS || call.facts().hasTools() && concerns(row.when, call);
      }
    }
    return false;
  }

  private static boolean concerns(When when, ChatCall call) {
    String effort = effort(call);
    boolean isNone = "none".equals(effort);
    return switch (when) {
      case ALWAYS, TOOLS -> true;
      case TOOLS_UNLESS_EFFORT_NONE -> !isNone;
      case TOOLS_WITH_EFFORT -> effort != null && !isNone;
    };
  }

  private static @Nullable String effort(ChatCall call) {
    if (call.json().isEmpty()) {
      return call.request().reasoningEffort();
    }
    JsonIndex json = call.json().get();
    int effort = json.member(json.root(), "reasoning_effort");
    return json.isString(effort) ? json.text(effort) : null;
  }
}
