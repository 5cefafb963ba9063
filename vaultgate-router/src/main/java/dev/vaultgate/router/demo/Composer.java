package dev.vaultgate.router.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ResponseFormat;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the answers to a conversation: a tool is called when one is wanted; then the form of the
 * answer counts, then results of tools, then images, then what was said.
 */
final class Composer {

  private final Conversation conversation;

  Composer(Conversation conversation) {
    this.conversation = conversation;
  }

  /** As many answers as are asked for, each within the request's limits. */
  List<Draft> answers() {
    List<Draft> answers = new ArrayList<>();
    for (int choice = 0; choice < conversation.request().choices(); choice++) {
      answers.add(
          draft(choice)
              .thinking(reasoning())
              .within(conversation.request(), conversation.model().outputTokensMax()));
    }
    return answers;
  }

  private Draft draft(int choice) {
    if (conversation.results().isEmpty()) {
      List<ToolCall> calls = ToolWish.calls(conversation, choice);
      if (!calls.isEmpty()) {
        return Draft.ofCalls(calls);
      }
    }
    Optional<String> structured = structured();
    if (structured.isPresent()) {
      return Draft.ofText(structured.get());
    }
    return Draft.ofText(choice == 0 ? text() : text() + " (answer " + (choice + 1) + ")");
  }

  private Optional<String> structured() {
    ResponseFormat format = conversation.request().responseFormat();
    Hints hints = new Hints(conversation.said());
    if (format instanceof ResponseFormat.JsonSchema schema) {
      return Optional.of(Json.text(new SchemaSample(schema.schema(), hints).value()));
    } else if (format == ResponseFormat.JSON_OBJECT) {
      ObjectNode object = Json.object();
      object.put("from", "VaultGate's demo, which is no AI");
      return Optional.of(Json.text(object.put("you_said", hints.text("text"))));
    }
    return Optional.empty();
  }

  private String text() {
    if (!conversation.results().isEmpty()) {
      return conversation.results().stream().map(this::told).collect(Collectors.joining("\n"));
    }
    String talk = SmallTalk.answer(conversation);
    return conversation.images().isEmpty() ? talk : Sight.of(conversation.images()) + "\n\n" + talk;
  }

  private String told(Message.Tool result) {
    return "The tool " + name(result.toolCallId()) + " says: " + result.content().text();
  }

  /** The tool that was called under this id; the id itself when nobody called one. */
  private String name(String callId) {
    return conversation.request().messages().stream()
        .filter(Message.Assistant.class::isInstance)
        .flatMap(message -> ((Message.Assistant) message).toolCalls().stream())
        .filter(call -> call.id().equals(callId))
        .map(ToolCall::name)
        .findFirst()
        .orElse(callId);
  }

  /** The more effort is asked for, the more sentences there are. */
  private String reasoning() {
    String effort = conversation.request().reasoningEffort();
    if (effort == null || !conversation.model().thinks()) {
      return "";
    }
    String heard = "The user wrote %d characters.".formatted(conversation.said().length());
    String rules = " I look for a tool, a form, a sum or a word that I know.";
    String doubts =
        " I am a demo, so there is nothing else to weigh; the first rule that fits wins.";
    return switch (effort) {
      case "none" -> "";
      case "minimal", "low" -> heard;
      case "medium" -> heard + rules;
      default -> heard + rules + doubts;
    };
  }
}
