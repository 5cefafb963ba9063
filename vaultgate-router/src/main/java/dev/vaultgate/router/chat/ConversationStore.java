package dev.vaultgate.router.chat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where conversations are kept. Every look-up carries whose they are, so that somebody else's are
 * not there. Safe for many threads; a change is durable when its method returns.
 */
public interface ConversationStore {

  /** How many messages a conversation holds at most. */
  int MESSAGES_MAX = 2_000;

  /**
   * A user's conversations, the one that changed last first.
   *
   * @param words each of which begins a word of the title or of a message; all if there is none
   * @param max how many at most
   */
  List<Conversation> list(String userId, List<String> words, int max);

  Optional<Conversation> find(String userId, String id);

  /** What was said, in order; empty when there is no such conversation. */
  List<ChatMessage> messages(String userId, String id);

  /** Begins a conversation without messages. */
  void begin(String userId, Conversation conversation);

  /** Gives it another title, folder and model; false when there is none. */
  boolean change(String userId, Conversation conversation, Instant now);

  /** Forgets it, what was said, and the link that shows it; false when there is none. */
  boolean remove(String userId, String id);

  /**
   * Puts messages in the place of all those from a position on.
   *
   * @param from 0 to as many as there are
   * @return false when there is no such conversation
   * @throws IllegalArgumentException when the position is beyond the end, or there would be too
   *     many
   */
  boolean write(String userId, String id, int from, List<ChatMessage> messages, Instant now);

  /**
   * Shows the conversation as it is now to whoever has a token, in the place of an earlier link.
   *
   * @param tokenHash of the token
   * @return false when there is no such conversation
   */
  boolean share(String userId, String id, String tokenHash, Instant now, Instant until);

  /** Takes the link back; false when there was none. */
  boolean unshare(String userId, String id);

  /** What the link of a token shows, if it still does. */
  Optional<SharedConversation> shared(String tokenHash, Instant now);

  /**
   * A conversation as it was when it was shared.
   *
   * @param title its title then
   * @param messages the JSON of each message
   * @param at when it was shared
   */
  record SharedConversation(String title, List<String> messages, Instant at) {

    public SharedConversation {
      messages = List.copyOf(messages);
    }
  }
}
