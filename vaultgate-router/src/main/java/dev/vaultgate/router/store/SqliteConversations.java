package dev.vaultgate.router.store;

import static java.util.stream.Collectors.joining;

import dev.vaultgate.router.chat.ChatMessage;
import dev.vaultgate.router.chat.Conversation;
import dev.vaultgate.router.chat.ConversationStore;
import dev.vaultgate.router.credit.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Conversations in SQLite; their words are found by its full-text index. */
final class SqliteConversations implements ConversationStore {

  private static final String FACTS =
      "SELECT c.*, s.until,"
          + " (SELECT count(*) FROM chat_message m WHERE m.conversation_id = c.id) AS messages,"
          + " (SELECT coalesce(sum(cost), 0) FROM chat_message m WHERE m.conversation_id = c.id)"
          + " AS cost"
          + " FROM conversation c LEFT JOIN shared_conversation s ON s.conversation_id = c.id"
          + " WHERE c.user_id = :user ";

  private static final String OWN = "SELECT 1 FROM conversation WHERE user_id = ? AND id = ?";

  private final SqliteWriter writer;
  private final SqliteReads reads;

  SqliteConversations(SqliteWriter writer, SqliteReads reads) {
    this.writer = writer;
    this.reads = reads;
  }

  @Override
  public List<Conversation> list(String userId, List<String> words, int max) {
    List<String> wanted = words.stream().flatMap(w -> ConversationWords.of(w).stream()).toList();
    StringBuilder conditions = new StringBuilder();
    for (int i = 0; i < wanted.size(); i++) {
      conditions
          .append("AND (c.id IN (SELECT conversation_id FROM chat_message WHERE id IN")
          .append(" (SELECT rowid FROM chat_words WHERE chat_words MATCH :match")
          .append(i)
          .append(")) OR c.words LIKE :like")
          .append(i)
          .append(") ");
    }
    return reads.read(
        handle -> {
          var query =
              handle
                  .createQuery(
                      FACTS + conditions + "ORDER BY c.updated_at DESC, c.id DESC LIMIT :max")
                  .bind("user", userId)
                  .bind("max", max);
          for (int i = 0; i < wanted.size(); i++) {
            // Letters and digits alone: nothing in them means anything to either language.
            query.bind("match" + i, '"' + wanted.get(i) + "\"*");
            query.bind("like" + i, "% " + wanted.get(i) + "%");
          }
          return query.map(SqliteConversations::read).list();
        });
  }

  @Override
  public Optional<Conversation> find(String userId, String id) {
    return reads.read(
        handle ->
            handle
                .createQuery(FACTS + "AND c.id = :id")
                .bind("user", userId)
                .bind("id", id)
                .map(SqliteConversations::read)
                .findOne());
  }

  @Override
  public List<ChatMessage> messages(String userId, String id) {
    return reads.read(
        handle ->
            handle
                .createQuery(
                    "SELECT m.* FROM chat_message m JOIN conversation c ON c.id = m.conversation_id"
                        + " WHERE c.user_id = :user AND c.id = :id ORDER BY m.position")
                .bind("user", userId)
                .bind("id", id)
                .map(
                    (row, context) ->
                        new ChatMessage(
                            row.getString("text"),
                            row.getString("json"),
                            Money.nanos(row.getLong("cost"))))
                .list());
  }

  @Override
  public void begin(String userId, Conversation conversation) {
    writer.write(
        db ->
            db.run(
                "INSERT INTO conversation (id, user_id, title, words, folder, model, created_at,"
                    + " updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                conversation.id(),
                userId,
                conversation.title(),
                words(conversation.title()),
                conversation.folder(),
                conversation.model(),
                conversation.createdAt().toEpochMilli(),
                conversation.updatedAt().toEpochMilli()));
  }

  private static String words(String title) {
    return ConversationWords.of(title).stream().map(word -> " " + word).collect(joining());
  }

  @Override
  public boolean change(String userId, Conversation changed, Instant now) {
    return writer.write(
        db ->
            db.run(
                    "UPDATE conversation SET title = ?, words = ?, folder = ?, model = ?, updated_at = ?"
                        + " WHERE user_id = ? AND id = ?",
                    changed.title(),
                    words(changed.title()),
                    changed.folder(),
                    changed.model(),
                    now.toEpochMilli(),
                    userId,
                    changed.id())
                > 0);
  }

  @Override
  public boolean remove(String userId, String id) {
    return writer.write(
        db -> {
          if (db.number(OWN, userId, id) == null) {
            return false;
          }
          // By hand, since a cascade runs no triggers that keep the words.
          db.run("DELETE FROM chat_message WHERE conversation_id = ?", id);
          return db.run("DELETE FROM conversation WHERE id = ?", id) > 0;
        });
  }

  @Override
  public boolean write(
      String userId, String id, int from, List<ChatMessage> messages, Instant now) {
    int there = writer.write(db -> write(db, userId, id, from, messages, now));
    if (there >= 0) {
      ConversationWords.checkRoom(from, there, messages.size());
    }
    return there >= 0;
  }

  /** How many there were; below zero where there is no such conversation. */
  private static int write(
      Statements db, String userId, String id, int from, List<ChatMessage> messages, Instant now)
      throws SQLException {
    if (db.number(OWN, userId, id) == null) {
      return -1;
    }
    Long count = db.number("SELECT count(*) FROM chat_message WHERE conversation_id = ?", id);
    int there = Objects.requireNonNull(count).intValue();
    if (!ConversationWords.hasRoom(from, there, messages.size())) {
      return there;
    }
    db.run("DELETE FROM chat_message WHERE conversation_id = ? AND position >= ?", id, (long) from);
    long position = from;
    for (ChatMessage message : messages) {
      db.run(
          "INSERT INTO chat_message (conversation_id, position, text, json, cost)"
              + " VALUES (?, ?, ?, ?, ?)",
          id,
          position++,
          message.text(),
          message.json(),
          message.cost().nanos());
    }
    db.run("UPDATE conversation SET updated_at = ? WHERE id = ?", now.toEpochMilli(), id);
    return there;
  }

  @Override
  public boolean share(String userId, String id, String tokenHash, Instant now, Instant until) {
    Optional<Conversation> conversation = find(userId, id);
    String json =
        messages(userId, id).stream().map(ChatMessage::json).collect(joining(",", "[", "]"));
    return writer.write(
        db -> {
          if (conversation.isEmpty() || db.number(OWN, userId, id) == null) {
            return false;
          }
          db.run("DELETE FROM shared_conversation WHERE conversation_id = ?", id);
          db.run(
              "INSERT INTO shared_conversation (token_hash, conversation_id, title, json, at, until)"
                  + " VALUES (?, ?, ?, ?, ?, ?)",
              tokenHash,
              id,
              conversation.get().title(),
              json,
              now.toEpochMilli(),
              until.toEpochMilli());
          return true;
        });
  }

  @Override
  public boolean unshare(String userId, String id) {
    return writer.write(
        db ->
            db.run(
                    "DELETE FROM shared_conversation WHERE conversation_id ="
                        + " (SELECT id FROM conversation WHERE user_id = ? AND id = ?)",
                    userId,
                    id)
                > 0);
  }

  @Override
  public Optional<SharedConversation> shared(String tokenHash, Instant now) {
    return reads.read(
        handle -> {
          List<Shown> shown =
              handle
                  .createQuery(
                      "SELECT s.title, s.at, e.value AS message FROM shared_conversation s"
                          + " LEFT JOIN json_each(s.json) e"
                          + " WHERE s.token_hash = :hash AND s.until > :now ORDER BY e.key")
                  .bind("hash", tokenHash)
                  .bind("now", now.toEpochMilli())
                  .map(
                      (row, context) ->
                          new Shown(
                              row.getString("title"), row.getLong("at"), row.getString("message")))
                  .list();
          return shown.stream()
              .findFirst()
              .map(
                  first ->
                      new SharedConversation(
                          first.title(),
                          shown.stream().flatMap(one -> Stream.ofNullable(one.message())).toList(),
                          Instant.ofEpochMilli(first.at())));
        });
  }

  /** A message of a shared conversation; none where it is empty. */
  private record Shown(String title, long at, @Nullable String message) {}

  private static Conversation read(ResultSet row, StatementContext context) throws SQLException {
    long until = row.getLong("until");
    @Nullable Instant sharedUntil = row.wasNull() ? null : Instant.ofEpochMilli(until);
    return new Conversation(
        row.getString("id"),
        row.getString("title"),
        row.getString("folder"),
        row.getString("model"),
        row.getInt("messages"),
        Money.nanos(row.getLong("cost")),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")),
        sharedUntil);
  }
}
