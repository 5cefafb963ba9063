package dev.vaultgate.router.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.ServerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageFeedTest {

  private static final Duration NO_WAIT = Duration.ZERO;

  private final UsageFeed feed = new UsageFeed();

  @Test
  void aListenerHearsWhatComesAfterHim() throws Exception {
    feed.accept(Records.ok("before"));
    UsageFeed.Listener listener = feed.listen(UsageQuery.ALL);
    feed.accept(Records.ok("after"));

    assertThat(listener.next(NO_WAIT)).hasValue(Records.ok("after"));
    assertThat(listener.next(NO_WAIT)).isEmpty();
  }

  @Test
  void aListenerHearsWhatHeAskedFor() throws Exception {
    UsageFeed.Listener listener = feed.listen(UsageQuery.ALL.ownedBy(1L));
    feed.accept(Records.ok("r"));

    assertThat(listener.next(NO_WAIT)).isEmpty();
  }

  @Test
  void aListenerWhoCannotKeepUpLosesCallsAndNobodyWaits() {
    UsageFeed.Listener listener = feed.listen(UsageQuery.ALL);
    for (int i = 0; i < 1_500; i++) {
      feed.accept(Records.ok("r"));
    }

    assertThat(listener.lost()).isEqualTo(500);
    assertThat(listener.lost()).isZero();
  }

  @Test
  void whoNoLongerListensHearsNothing() throws Exception {
    UsageFeed.Listener listener = feed.listen(UsageQuery.ALL);
    listener.close();
    feed.accept(Records.ok("r"));

    assertThat(feed.listeners()).isZero();
    assertThat(listener.next(NO_WAIT)).isEmpty();
    assertThat(listener.isOver()).isTrue();
  }

  @Test
  void theEndIsHeardAfterWhatCameBefore() throws Exception {
    UsageFeed.Listener listener = feed.listen(UsageQuery.ALL);
    feed.accept(Records.ok("r"));
    feed.close();

    assertThat(listener.isOver()).isFalse();
    assertThat(listener.next(NO_WAIT)).isPresent();
    assertThat(listener.next(NO_WAIT)).isEmpty();
    assertThat(listener.isOver()).isTrue();
    assertThatThrownBy(() -> feed.listen(UsageQuery.ALL)).isInstanceOf(ServerException.class);
  }

  @Test
  void listenersHaveABound() {
    List<UsageFeed.Listener> listeners = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      listeners.add(feed.listen(UsageQuery.ALL));
    }

    assertThatThrownBy(() -> feed.listen(UsageQuery.ALL))
        .isInstanceOfSatisfying(
            ServerException.class,
            refusal -> assertThat(refusal.code()).isEqualTo("server_overloaded"));
    listeners.get(0).close();
    assertThat(feed.listen(UsageQuery.ALL).isOver()).isFalse();
  }
}
