package dev.vaultgate.server.manage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.chat.ChatMessage;
import dev.vaultgate.router.chat.Conversation;
import dev.vaultgate.router.chat.ConversationStore;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.user.SecretToken;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/** Conversations that users keep, and the links by which others read one. */
public final class ConversationOperations implements Topic {

  private static final int LIST_MAX = 500;
  private static final int LIST_USUAL = 100;
  private static final int MESSAGES_AT_ONCE_MAX = 2;
  private static final int BODY_BYTES_MAX = 16 * 1024 * 1024;
  private static final int DAYS_MAX = 365;
  private static final int DAYS_USUAL = 7;
  private static final int ID_BYTES = 8;

  private final ConversationStore conversations;
  private final SystemTime time;

  public ConversationOperations(ConversationStore conversations, SystemTime time) {
    this.conversations = conversations;
    this.time = time;
  }

  @Override
  public String name() {
    return "conversations";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/conversations", Access.USER)
            .named("listConversations", "The user's conversations, what changed last first.")
            .query("search", "string", "Words, each of which begins a word of what was said.")
            .query("limit", "integer", "How many, 1 to " + LIST_MAX + ".")
            .gives("Conversation[]")
            .by(this::list),
        Operation.post("/conversations", Access.USER)
            .named("beginConversation", "Begin a conversation, without messages.")
            .takes("ConversationSpec")
            .gives("Conversation")
            .inPrivate()
            .by(this::begin),
        Operation.get("/conversations/{id}", Access.USER)
            .named("showConversation", "A conversation with all that was said.")
            .gives("WholeConversation")
            .by(this::show),
        Operation.patch("/conversations/{id}", Access.USER)
            .named("changeConversation", "Give it another title, folder or model.")
            .takes("ConversationSpec")
            .gives("Conversation")
            .inPrivate()
            .by(this::change),
        Operation.delete("/conversations/{id}", Access.USER)
            .named("removeConversation", "Forget it, with the link that shows it.")
            .gives("ConversationRemoved")
            .inPrivate()
            .by(this::remove),
        Operation.put("/conversations/{id}/messages", Access.USER)
            .named("writeMessages", "Put messages in the place of those from a position on.")
            .takes("MessagesSpec")
            .gives("Conversation")
            .bodyBytesMax(BODY_BYTES_MAX)
            .inPrivate()
            .by(this::write),
        Operation.post("/conversations/{id}/share", Access.USER)
            .named("shareConversation", "Make a link that shows it as it is now.")
            .takes("ShareSpec")
            .gives("Share")
            .by(this::share),
        Operation.delete("/conversations/{id}/share", Access.USER)
            .named("unshareConversation", "Take the link back.")
            .gives("Unshared")
            .by(this::unshare),
        Operation.get("/shared/{token}", Access.PUBLIC)
            .named("readShared", "What a link shows, for whoever has it.")
            .gives("SharedConversation")
            .by(this::shared));
  }

  private Answer list(Call call) {
    String search = call.query().text("search");
    List<String> words = search == null ? List.of() : Arrays.asList(search.split("\\s+", 20));
    int limit = call.query().integer("limit", LIST_USUAL, 1, LIST_MAX);
    return Answer.list(conversations.list(user(call), words, limit), ConversationOperations::write);
  }

  private Answer begin(Call call) {
    JsonMembers members = call.body();
    String title = text(members, "title", "");
    String folder = text(members, "folder", "");
    String model = text(members, "model", "");
    members.end();
    Instant now = now();
    Conversation begun =
        checked(
            () -> new Conversation(newId(), title, folder, model, 0, Money.ZERO, now, now, null));
    conversations.begin(user(call), begun);
    return Answer.created(write(begun));
  }

  private Answer show(Call call) {
    Conversation found = find(call);
    ObjectNode node = write(found);
    ArrayNode messages = node.putArray("messages");
    conversations
        .messages(user(call), found.id())
        .forEach(message -> messages.add(read(message.json())));
    return Answer.of(node);
  }

  private Answer change(Call call) {
    Conversation found = find(call);
    JsonMembers members = call.body();
    String title = text(members, "title", found.title());
    String folder = text(members, "folder", found.folder());
    String model = text(members, "model", found.model());
    members.end();
    Conversation changed = checked(() -> found.with(title, folder, model));
    conversations.change(user(call), changed, now());
    return Answer.of(write(find(call)));
  }

  private Answer remove(Call call) {
    if (!conversations.remove(user(call), call.path("id"))) {
      throw missing(call);
    }
    return Answer.of(Json.object().put("id", call.path("id")).put("removed", true));
  }

  private Answer write(Call call) {
    JsonMembers members = call.body();
    int from = members.integer("from", 0);
    List<JsonNode> given = members.array("messages");
    members.end();
    if (given.isEmpty() || given.size() > MESSAGES_AT_ONCE_MAX) {
      throw InvalidRequestException.value("messages", given.size(), "1 or 2 messages");
    }
    List<ChatMessage> messages = given.stream().map(ConversationOperations::message).toList();
    boolean written =
        checked(() -> conversations.write(user(call), call.path("id"), from, messages, now()));
    if (!written) {
      throw missing(call);
    }
    return Answer.of(write(find(call)));
  }

  private Answer share(Call call) {
    JsonMembers members = call.body();
    int days = members.integer("days", DAYS_USUAL);
    members.end();
    if (days < 1 || days > DAYS_MAX) {
      throw InvalidRequestException.value("days", days, "1 to " + DAYS_MAX);
    }
    SecretToken token = SecretToken.create(time);
    Instant until = now().plus(Duration.ofDays(days));
    if (!conversations.share(user(call), call.path("id"), token.hash(), now(), until)) {
      throw missing(call);
    }
    return Answer.created(
        Json.object().put("path", "/shared/" + token.reveal()).put("expires_at", until.toString()));
  }

  private Answer unshare(Call call) {
    find(call);
    boolean was = conversations.unshare(user(call), call.path("id"));
    return Answer.of(Json.object().put("id", call.path("id")).put("unshared", was));
  }

  private Answer shared(Call call) {
    ConversationStore.SharedConversation shared =
        conversations
            .shared(SecretToken.of(call.path("token")).hash(), now())
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        404, "not_found", "This link shows nothing, or no longer.", "token"));
    ObjectNode node =
        Json.object().put("title", shared.title()).put("updated_at", shared.at().toString());
    ArrayNode messages = node.putArray("messages");
    shared.messages().forEach(message -> messages.add(read(message)));
    return Answer.of(node);
  }

  private static ChatMessage message(JsonNode given) {
    JsonMembers members = JsonMembers.of(given);
    String role = members.requiredText("role");
    String text = members.requiredText("text");
    if (!role.equals("user") && !role.equals("assistant")) {
      throw InvalidRequestException.value("role", role, "user or assistant");
    }
    JsonNode cost = given.path("answer").path("cost");
    boolean isCharged = cost.isTextual() && !cost.asText().isEmpty();
    Money paid =
        isCharged
            ? JsonMembers.parsed("cost", cost.asText(), "dollars, such as 0.0012", Money::dollars)
            : Money.ZERO;
    return checked(() -> new ChatMessage(text, Json.text(given), paid));
  }

  private static ObjectNode write(Conversation conversation) {
    Instant until = conversation.sharedUntil();
    return Json.object()
        .put("id", conversation.id())
        .put("title", conversation.title())
        .put("folder", conversation.folder())
        .put("model", conversation.model())
        .put("message_count", conversation.messages())
        .put("cost", CreditOperations.dollars(conversation.cost()))
        .put("created_at", conversation.createdAt().toString())
        .put("updated_at", conversation.updatedAt().toString())
        .put("shared_until", until == null ? null : until.toString());
  }

  private Conversation find(Call call) {
    return conversations.find(user(call), call.path("id")).orElseThrow(() -> missing(call));
  }

  private static String user(Call call) {
    return call.identity().user().id();
  }

  private static String text(JsonMembers members, String name, String otherwise) {
    String text = members.text(name);
    return text == null ? otherwise : text;
  }

  private static <T> T checked(Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw new InvalidRequestException(
          400, "invalid_value", message, message.replaceFirst(":.*", ""), e);
    }
  }

  private static JsonNode read(String json) {
    try {
      return Json.read(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message that was kept is no JSON", e);
    }
  }

  private String newId() {
    byte[] id = new byte[ID_BYTES];
    time.fillSecret(id);
    return "chat_" + HexFormat.of().formatHex(id);
  }

  /** As stores keep it. */
  private Instant now() {
    return time.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private static InvalidRequestException missing(Call call) {
    return new InvalidRequestException(
        404,
        "conversation_not_found",
        "There is no conversation with the id " + call.path("id") + ".",
        "id");
  }
}
