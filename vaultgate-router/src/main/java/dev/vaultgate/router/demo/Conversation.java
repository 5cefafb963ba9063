package dev.vaultgate.router.demo;

import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ContentPart;
import dev.vaultgate.api.Message;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the demo looks at in a request.
 *
 * @param said the last words of the user
 * @param images of that same message
 * @param results of tools, given after the model's last words
 * @param isFirst whether the model has not said anything yet
 */
record Conversation(
    ChatRequest request,
    DemoModel model,
    String said,
    List<ContentPart.Image> images,
    List<Message.Tool> results,
    boolean isFirst) {

  Conversation {
    images = List.copyOf(images);
    results = List.copyOf(results);
  }

  static Conversation of(ChatRequest request, DemoModel model) {
    String said = "";
    List<ContentPart.Image> images = new ArrayList<>();
    List<Message.Tool> results = new ArrayList<>();
    boolean isFirst = true;
    for (Message message : request.messages()) {
      if (message instanceof Message.User user) {
        said = user.content().text();
        images.clear();
        results.clear();
        for (ContentPart part : user.content().parts()) {
          if (part instanceof ContentPart.Image image) {
            images.add(image);
          }
        }
      } else if (message instanceof Message.Tool result) {
        results.add(result);
      } else if (message instanceof Message.Assistant) {
        isFirst = false;
        results.clear();
      }
    }
    return new Conversation(request, model, said.strip(), images, results, isFirst);
  }

  /** The user's last words in lower case, apart from each other. */
  Set<String> words() {
    return words(said);
  }

  static Set<String> words(String text) {
    return new LinkedHashSet<>(List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}_]+")));
  }
}
