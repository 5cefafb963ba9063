package dev.vaultgate.router.store;

import dev.vaultgate.router.chat.ChatMessage;
import dev.vaultgate.router.chat.Conversation;
import dev.vaultgate.router.chat.ConversationStore;
import dev.vaultgate.router.credit.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Conversations that are gone when the process is. */
final class InMemoryConversations implements ConversationStore {

  private final Map<String, Kept> kept = new HashMap<>();

  /** A conversation with its owner, what was said, and the link that shows it. */
  private static final class Kept {
    private final String userId;
    private Conversation facts;
    private List<ChatMessage> messages = List.of();
    private @Nullable String tokenHash;
    private @Nullable SharedConversation shown;

    Kept(String userId, Conversation facts) {
      this.userId = userId;
      this.facts = facts;
    }

    Conversation asItIs(Instant updatedAt, @Nullable Instant sharedUntil) {
      Money cost = messages.stream().map(ChatMessage::cost).reduce(Money.ZERO, Money::plus);
      facts =
          new Conversation(
              facts.id(),
              facts.title(),
              facts.folder(),
              facts.model(),
              messages.size(),
              cost,
              facts.createdAt(),
              updatedAt,
              sharedUntil);
      return facts;
    }

    boolean has(String word) {
      return Stream.concat(Stream.of(facts.title()), messages.stream().map(ChatMessage::text))
          .anyMatch(text -> ConversationWords.of(text).stream().anyMatch(w -> w.startsWith(word)));
    }
  }

  private Optional<Kept> own(String userId, String id) {
    return Optional.ofNullable(kept.get(id)).filter(one -> one.userId.equals(userId));
  }

  @Override
  public synchronized List<Conversation> list(String userId, List<String> words, int max) {
    List<String> wanted = words.stream().flatMap(w -> ConversationWords.of(w).stream()).toList();
    return kept.values().stream()
        .filter(one -> one.userId.equals(userId))
        .filter(one -> wanted.stream().allMatch(one::has))
        .map(one -> one.facts)
        .sorted(
            Comparator.comparing(Conversation::updatedAt)
                .thenComparing(Conversation::id)
                .reversed())
        .limit(max)
        .toList();
  }

  @Override
  public synchronized Optional<Conversation> find(String userId, String id) {
    return own(userId, id).map(one -> one.facts);
  }

  @Override
  public synchronized List<ChatMessage> messages(String userId, String id) {
    return own(userId, id).map(one -> one.messages).orElse(List.of());
  }

  @Override
  public synchronized void begin(String userId, Conversation conversation) {
    kept.put(conversation.id(), new Kept(userId, conversation));
  }

  @Override
  public synchronized boolean change(String userId, Conversation changed, Instant now) {
    Optional<Kept> found = own(userId, changed.id());
    found.ifPresent(
        one -> {
          one.facts = one.facts.with(changed.title(), changed.folder(), changed.model());
          one.asItIs(now, one.facts.sharedUntil());
        });
    return found.isPresent();
  }

  @Override
  public synchronized boolean remove(String userId, String id) {
    return own(userId, id).map(one -> kept.remove(id)).isPresent();
  }

  @Override
  public synchronized boolean write(
      String userId, String id, int from, List<ChatMessage> messages, Instant now) {
    Optional<Kept> found = own(userId, id);
    found.ifPresent(
        one -> {
          ConversationWords.checkRoom(from, one.messages.size(), messages.size());
          List<ChatMessage> all = new ArrayList<>(one.messages.subList(0, from));
          all.addAll(messages);
          one.messages = List.copyOf(all);
          one.asItIs(now, one.facts.sharedUntil());
        });
    return found.isPresent();
  }

  @Override
  public synchronized boolean share(
      String userId, String id, String tokenHash, Instant now, Instant until) {
    Optional<Kept> found = own(userId, id);
    found.ifPresent(
        one -> {
          one.tokenHash = tokenHash;
          List<String> json = one.messages.stream().map(ChatMessage::json).toList();
          one.shown = new SharedConversation(one.facts.title(), json, now);
          one.asItIs(one.facts.updatedAt(), until);
        });
    return found.isPresent();
  }

  @Override
  public synchronized boolean unshare(String userId, String id) {
    Optional<Kept> found = own(userId, id).filter(one -> one.tokenHash != null);
    found.ifPresent(
        one -> {
          one.tokenHash = null;
          one.shown = null;
          one.asItIs(one.facts.updatedAt(), null);
        });
    return found.isPresent();
  }

  @Override
  public synchronized Optional<SharedConversation> shared(String tokenHash, Instant now) {
    return kept.values().stream()
        .filter(one -> tokenHash.equals(one.tokenHash))
        .filter(one -> one.facts.sharedUntil() != null && now.isBefore(one.facts.sharedUntil()))
        .flatMap(one -> Stream.ofNullable(one.shown))
        .findFirst();
  }
}
