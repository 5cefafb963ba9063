package dev.vaultgate.cli;

import dev.vaultgate.api.ChatClient;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatStream;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.client.http.OkHttpTransport;
import dev.vaultgate.router.Router;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A chat in the terminal, or one question. */
@Command(
    name = "chat",
    description = "Chat with a model, in this process or through a running gateway.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "In the chat: /model NAME takes another model, /new begins anew, /quit ends.",
      "Ctrl-C ends."
    })
final class ChatCommand implements Runnable {

  private static final String PROMPT = "> ";

  @Spec private CommandSpec spec;
  @Mixin private RouterOption configured;
  @Mixin private RemoteOption remote;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "demo-text",
      description = "The model (otherwise ${DEFAULT-VALUE}).")
  private String model;

  @Option(names = "--system", paramLabel = "TEXT", description = "Instructions for the model.")
  private @Nullable String system;

  @Parameters(
      arity = "0..*",
      paramLabel = "QUESTION",
      description = "One question; without it a chat begins.")
  private List<String> question = List.of();

  private final List<Message> messages = new ArrayList<>();

  @Override
  public void run() {
    if (remote.isGiven()) {
      try (OkHttpTransport transport = new OkHttpTransport(1)) {
        chat(name -> remote.client(name, transport));
      }
    } else {
      try (Router router = configured.open()) {
        chat(name -> router);
      }
    }
  }

  private void chat(Function<String, ChatClient> clients) {
    begin();
    if (!question.isEmpty()) {
      ask(clients.apply(model), String.join(" ", question));
      return;
    }
    out().println("Chatting with " + model + ". /quit ends.");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = next(lines); line != null; line = next(lines)) {
        if (line.equals("/quit")) {
          return;
        }
        answer(clients, line);
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, "the terminal cannot be read: " + e.getMessage());
    }
  }

  private @Nullable String next(BufferedReader lines) throws IOException {
    out().print(PROMPT);
    out().flush();
    return lines.readLine();
  }

  private void answer(Function<String, ChatClient> clients, String line) {
    if (line.isBlank()) {
      return;
    }
    if (line.equals("/new")) {
      begin();
    } else if (line.startsWith("/model ")) {
      model = line.substring("/model ".length()).strip();
    } else if (line.startsWith("/")) {
      out().println("Not known. Try /model NAME, /new or /quit.");
    } else {
      try {
        ask(clients.apply(model), line);
      } catch (VaultGateException e) {
        // The question is taken back, so that the next one does not stand behind it unanswered.
        messages.remove(messages.size() - 1);
        Errors.tell(e, spec.commandLine().getErr());
      }
    }
  }

  private void begin() {
    messages.clear();
    if (system != null) {
      messages.add(Message.system(system));
    }
  }

  private void ask(ChatClient client, String text) {
    messages.add(Message.user(text));
    ChatRequest request = ChatRequest.builder(model).messages(messages).build();
    StringBuilder answer = new StringBuilder();
    try (ChatStream stream = client.stream(request)) {
      for (ChatEvent event : stream) {
        answer.append(event.text());
        out().print(event.text());
        out().flush();
      }
    }
    out().println();
    messages.add(Message.assistant(answer.toString()));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
