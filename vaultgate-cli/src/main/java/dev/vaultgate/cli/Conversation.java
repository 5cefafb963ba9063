package dev.vaultgate.cli;

import dev.vaultgate.api.ChatClient;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.ChatStream;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.api.json.ChatResponseJson;
import dev.vaultgate.api.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was said so far, and the next answer to it. For one thread. */
final class Conversation {

  private final Function<String, ChatClient> clients;
  private final Function<UpstreamException, RuntimeException> failures;
  private final @Nullable String system;
  private final Output output;
  private final List<Message> messages = new ArrayList<>();

  /**
   * Begins a conversation.
   *
   * @param clients gives the client for a model
   * @param failures gives what to tell the user of a failure
   * @param system instructions for the model, or null
   */
  Conversation(
      Function<String, ChatClient> clients,
      Function<UpstreamException, RuntimeException> failures,
      @Nullable String system,
      Output output) {
    this.clients = clients;
    this.failures = failures;
    this.system = system;
    this.output = output;
    begin();
  }

  /** Forgets what was said. */
  void begin() {
    messages.clear();
    if (system != null) {
      messages.add(Message.system(system));
    }
  }

  /**
   * Asks, and prints the answer: word by word as it comes, or as one line of JSON.
   *
   * <p>When it fails the question is taken back, so that the next one does not stand behind it
   * unanswered.
   */
  void ask(String model, String question) {
    messages.add(Message.user(question));
    try {
      ChatRequest request = ChatRequest.builder(model).messages(messages).build();
      ChatClient client = clients.apply(model);
      messages.add(
          Message.assistant(output.isJson() ? whole(client, request) : stream(client, request)));
    } catch (VaultGateException e) {
      messages.remove(messages.size() - 1);
      throw e instanceof UpstreamException upstream ? failures.apply(upstream) : e;
    }
  }

  private String whole(ChatClient client, ChatRequest request) {
    ChatResponse response = client.chat(request);
    output.out().println(Json.text(ChatResponseJson.write(response)));
    output.out().flush();
    return response.text();
  }

  private String stream(ChatClient client, ChatRequest request) {
    PrintWriter out = output.out();
    StringBuilder answer = new StringBuilder();
    try (ChatStream stream = client.stream(request)) {
      for (ChatEvent event : stream) {
        String piece =
            event instanceof ChatEvent.RefusalDelta refusal ? refusal.refusal() : event.text();
        answer.append(piece);
        out.print(piece);
        out.flush();
      }
    } finally {
      if (!answer.isEmpty()) {
        out.println(); // Also after half an answer: what follows begins a line.
      }
    }
    return answer.toString();
  }
}
