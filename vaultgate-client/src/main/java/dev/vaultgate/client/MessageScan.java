package dev.vaultgate.client;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonIndex.Kind;

/**
 * One walk over the messages of a request: their shape is checked, images are counted.
 *
 * @param messages how many
 * @param images how many images their content holds
 * @param addresses how many media are named by address
 * @param imageBytes how many bytes of JSON those images are
 */
record MessageScan(int messages, int images, int addresses, int imageBytes) {

  private static final String[] ROLES = {
    "user", "assistant", "system", "tool", "developer", "function"
  };

  static MessageScan of(JsonIndex json) {
    int array = json.member(json.root(), "messages");
    if (json.isNothing(array)) {
      throw InvalidRequestException.missing("messages");
    }
    if (json.kind(array) != Kind.ARRAY) {
      throw RequestFields.wrong(json, array, "messages", "an array");
    }
    int messages = 0;
    int images = 0;
    int addresses = 0;
    int imageBytes = 0;
    for (int m = json.firstChild(array); m >= 0; m = json.nextSibling(array, m)) {
      if (json.kind(m) != Kind.OBJECT) {
        throw RequestFields.wrong(json, m, "messages[" + messages + "]", "an object");
      }
      checkRole(json, m, messages);
      int content = json.member(m, "content");
      if (content >= 0 && json.kind(content) == Kind.ARRAY) {
        for (int p = json.firstChild(content); p >= 0; p = json.nextSibling(content, p)) {
          addresses += MediaAddresses.count(json, p);
          int image = json.member(p, "image_url");
          if (image >= 0) {
            images++;
            imageBytes += json.end(image) - json.start(image);
          }
        }
      }
      messages++;
    }
    if (messages == 0) {
      throw InvalidRequestException.value("messages", "[]", "at least one message");
    }
    return new MessageScan(messages, images, addresses, imageBytes);
  }

  private static void checkRole(JsonIndex json, int message, int place) {
    int role = json.member(message, "role");
    if (json.isString(role)) {
      for (String known : ROLES) {
        if (json.textEquals(role, known)) {
          return;
        }
      }
    }
    String path = "messages[" + place + "].role";
    throw json.isNothing(role)
        ? InvalidRequestException.missing(path)
        : RequestFields.wrong(json, role, path, "system, developer, user, assistant or tool");
  }
}
