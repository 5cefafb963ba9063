package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.router.chat.ChatMessage;
import dev.vaultgate.router.chat.Conversation;
import dev.vaultgate.router.chat.ConversationStore;
import dev.vaultgate.router.credit.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store keeps of what users say to models. */
abstract class ConversationStoreContract extends StoreContract {

  private static final String ADA = "user_ada";
  private static final String BOB = "user_bob";

  private ConversationStore kept() {
    return store.conversations();
  }

  private Conversation begun(String id, String title) {
    Conversation begun =
        new Conversation(id, title, "", "demo-text", 0, Money.ZERO, now(), now(), null);
    kept().begin(ADA, begun);
    return begun;
  }

  private Instant now() {
    return time.now();
  }

  private static ChatMessage said(String text) {
    return new ChatMessage(text, "{\"text\":\"" + text + "\"}", Money.nanos(3));
  }

  private void write(String id, int from, ChatMessage... messages) {
    assertThat(kept().write(ADA, id, from, List.of(messages), now())).isTrue();
  }

  @Test
  void conversationIsKeptWithWhatWasSaidAndWhatItCost() {
    begun("c-1", "Trams");
    time.advance(Duration.ofMinutes(1));

    write("c-1", 0, said("one"), said("two"));

    assertThat(kept().messages(ADA, "c-1")).containsExactly(said("one"), said("two"));
    Conversation found = kept().find(ADA, "c-1").orElseThrow();
    assertThat(found.messages()).isEqualTo(2);
    assertThat(found.cost()).isEqualTo(Money.nanos(6));
    assertThat(found.updatedAt()).isEqualTo(now());
  }

  @Test
  void laterMessagesTakeThePlaceOfThoseFromAPositionOn() {
    begun("c-1", "Trams");
    write("c-1", 0, said("one"), said("two"), said("three"));

    write("c-1", 1, said("other"));

    assertThat(kept().messages(ADA, "c-1")).containsExactly(said("one"), said("other"));
  }

  @Test
  void positionBeyondTheEndIsRefused() {
    begun("c-1", "Trams");

    assertThatThrownBy(() -> kept().write(ADA, "c-1", 1, List.of(said("x")), now()))
        .hasMessageContaining("from: 1 (expected: 0 to 0)");
  }

  @Test
  void noMoreMessagesAreKeptThanThereIsRoomFor() {
    begun("c-1", "Trams");
    List<ChatMessage> many = Collections.nCopies(ConversationStore.MESSAGES_MAX + 1, said("x"));

    assertThatThrownBy(() -> kept().write(ADA, "c-1", 0, many, now()))
        .hasMessageContaining("at most 2000");
    assertThat(kept().messages(ADA, "c-1")).isEmpty();
  }

  @Test
  void whatChangedLastIsFirst() {
    begun("c-1", "first");
    begun("c-2", "second");
    time.advance(Duration.ofSeconds(1));
    write("c-1", 0, said("x"));

    assertThat(kept().list(ADA, List.of(), 10))
        .extracting(Conversation::id)
        .containsExactly("c-1", "c-2");
    assertThat(kept().list(ADA, List.of(), 1)).hasSize(1);
  }

  @Test
  void titleFolderAndModelAreChanged() {
    Conversation begun = begun("c-1", "Trams");

    assertThat(kept().change(ADA, begun.with("Trains", "Travel", "demo-image"), now())).isTrue();

    Conversation changed = kept().find(ADA, "c-1").orElseThrow();
    assertThat(List.of(changed.title(), changed.folder(), changed.model()))
        .containsExactly("Trains", "Travel", "demo-image");
  }

  @ParameterizedTest
  @CsvSource({
    "tram, true",
    "TRAMS, true",
    "lisbon, true",
    "lisb, true",
    "isbon, false",
    "cafe, true",
    "café, true",
    "lisbon cafe, true",
    "lisbon paris, false",
    "%, true",
    "'\"', true"
  })
  void conversationIsFoundByTheBeginningsOfItsWords(String words, boolean found) {
    begun("c-1", "Old trams");
    write("c-1", 0, said("A weekend in Lisbon"), said("with a café"));

    assertThat(kept().list(ADA, List.of(words.split(" ")), 10)).hasSize(found ? 1 : 0);
  }

  @Test
  void wordsThatWereReplacedAreNotFound() {
    begun("c-1", "x");
    write("c-1", 0, said("Lisbon"));
    write("c-1", 0, said("Porto"));

    assertThat(kept().list(ADA, List.of("lisbon"), 10)).isEmpty();
    assertThat(kept().list(ADA, List.of("porto"), 10)).hasSize(1);
  }

  @Test
  void conversationIsRemovedWithAllOfIt() {
    begun("c-1", "x");
    write("c-1", 0, said("Lisbon"));
    kept().share(ADA, "c-1", "hash", now(), now().plusSeconds(60));

    assertThat(kept().remove(ADA, "c-1")).isTrue();

    assertThat(kept().remove(ADA, "c-1")).isFalse();
    assertThat(kept().find(ADA, "c-1")).isEmpty();
    assertThat(kept().shared("hash", now())).isEmpty();
    begun("c-1", "again");
    assertThat(kept().messages(ADA, "c-1")).isEmpty();
  }

  @Test
  void linkShowsItAsItWasWhenItWasShared() {
    begun("c-1", "Trams");
    write("c-1", 0, said("one"), said("two"));
    kept().share(ADA, "c-1", "hash", now(), now().plusSeconds(60));

    write("c-1", 1, said("later"));

    assertThat(kept().shared("hash", now()).orElseThrow().title()).isEqualTo("Trams");
    assertThat(kept().shared("hash", now()).orElseThrow().messages())
        .containsExactly("{\"text\":\"one\"}", "{\"text\":\"two\"}");
    assertThat(kept().find(ADA, "c-1").orElseThrow().sharedUntil())
        .isEqualTo(now().plusSeconds(60));
  }

  @Test
  void emptyConversationIsSharedToo() {
    begun("c-1", "Trams");
    kept().share(ADA, "c-1", "hash", now(), now().plusSeconds(60));

    assertThat(kept().shared("hash", now()).orElseThrow().messages()).isEmpty();
  }

  @Test
  void linkEndsWithItsTimeWhenItIsTakenBackAndWhenAnotherComes() {
    begun("c-1", "Trams");
    kept().share(ADA, "c-1", "first", now(), now().plusSeconds(60));
    kept().share(ADA, "c-1", "second", now(), now().plusSeconds(60));
    assertThat(kept().shared("first", now())).isEmpty();
    assertThat(kept().shared("second", now().plusSeconds(60))).isEmpty();
    assertThat(kept().shared("second", now().plusSeconds(59))).isPresent();

    assertThat(kept().unshare(ADA, "c-1")).isTrue();

    assertThat(kept().unshare(ADA, "c-1")).isFalse();
    assertThat(kept().shared("second", now())).isEmpty();
  }

  @Test
  void s16SomebodyElsesConversationIsNotThere() {
    Conversation hers = begun("c-1", "Trams");
    write("c-1", 0, said("one"));

    assertThat(kept().list(BOB, List.of(), 10)).isEmpty();
    assertThat(kept().find(BOB, "c-1")).isEmpty();
    assertThat(kept().messages(BOB, "c-1")).isEmpty();
    assertThat(kept().change(BOB, hers.with("his", "", ""), now())).isFalse();
    assertThat(kept().write(BOB, "c-1", 0, List.of(said("x")), now())).isFalse();
    assertThat(kept().share(BOB, "c-1", "hash", now(), now().plusSeconds(60))).isFalse();
    assertThat(kept().unshare(BOB, "c-1")).isFalse();
    assertThat(kept().remove(BOB, "c-1")).isFalse();
    assertThat(kept().messages(ADA, "c-1")).containsExactly(said("one"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "\u0000"})
  void titleThatControlsIsRefused(String title) {
    assertThatThrownBy(() -> begun("c-1", title)).hasMessageContaining("title");
  }
}
