package dev.vaultgate.cli;

import dev.vaultgate.api.Model;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.client.http.OkHttpTransport;
import dev.vaultgate.router.Router;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * A chat in the terminal, or one question. Answers go to the output as they come; prompts and
 * failures go where errors go, so that a pipe gets answers alone.
 */
@Command(
    name = "chat",
    description = "Chat with a model, in this process or through a running gateway.",
    footer = {
      "",
      "In the chat: /model NAME takes another model, /new begins anew, /quit ends.",
      "Ctrl-C ends."
    })
final class ChatCommand implements Runnable {

  private static final String DEMO_MODEL = "demo-text";
  private static final String PROMPT = "> ";
  private static final String MODEL_COMMAND = "/model ";

  @Spec private CommandSpec spec;
  @Mixin private CatalogOption configured;
  @Mixin private GatewayOption gateway;
  @Mixin private Output output;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The model (else " + DEMO_MODEL + ", where the demo answers).")
  private @Nullable String model;

  @Option(names = "--system", paramLabel = "TEXT", description = "Instructions for the model.")
  private @Nullable String system;

  @Parameters(
      arity = "0..*",
      paramLabel = "QUESTION",
      description = "One question; without it a chat begins.")
  private List<String> question = List.of();

  @Override
  public void run() {
    if (gateway.isGiven()) {
      RemoteGateway remote = gateway.open();
      try (OkHttpTransport transport = new OkHttpTransport(1)) {
        String first = model == null ? usual(remote.models()) : model;
        run(
            new Conversation(
                name -> remote.client(name, transport), remote::failure, system, output),
            first);
      }
    } else {
      try (Router router = configured.openOrDemo()) {
        String first = model == null ? usual(router.models()) : model;
        run(new Conversation(name -> router, failure -> failure, system, output), first);
      }
    }
  }

  /** What answers when nobody says who: the demo, which costs nothing, and no other. */
  private static String usual(List<Model> models) {
    if (models.stream().anyMatch(model -> model.id().equals(DEMO_MODEL))) {
      return DEMO_MODEL;
    }
    throw CommandFailure.option("--model", "missing", "a model; 'models list' shows them");
  }

  private void run(Conversation conversation, String first) {
    if (!question.isEmpty()) {
      conversation.ask(first, String.join(" ", question));
      return;
    }
    tell("Chatting with " + first + ". /quit ends.");
    try (BufferedReader lines = Streams.reader(Main.of(spec).surroundings().in())) {
      String current = first;
      for (String line = next(lines); line != null; line = next(lines)) {
        if (line.equals("/quit")) {
          return;
        } else if (line.startsWith(MODEL_COMMAND)) {
          current = line.substring(MODEL_COMMAND.length()).strip();
        } else if (line.equals("/new")) {
          conversation.begin();
        } else if (line.startsWith("/")) {
          tell("Not known. Try /model NAME, /new or /quit.");
        } else if (!line.isBlank()) {
          ask(conversation, current, line);
        }
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED, "what is typed cannot be read: " + e.getMessage(), e);
    }
  }

  /** A chat outlives a question that failed. */
  private void ask(Conversation conversation, String current, String line) {
    try {
      conversation.ask(current, line);
    } catch (VaultGateException | CommandFailure e) {
      tell("error: " + Errors.message(e));
    }
  }

  private @Nullable String next(BufferedReader lines) throws IOException {
    err().print(PROMPT);
    err().flush();
    return lines.readLine();
  }

  private void tell(String line) {
    err().println(line);
    err().flush();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
