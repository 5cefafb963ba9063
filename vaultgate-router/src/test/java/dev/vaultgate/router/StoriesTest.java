package dev.vaultgate.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatFrames;
import dev.vaultgate.client.ChatReply;
import dev.vaultgate.client.Frame;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageReply;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.client.Upstream;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.catalog.CustomModel;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.router.catalog.ProviderRow;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.route.CommitWindow;
import dev.vaultgate.router.route.FallbackCause;
import dev.vaultgate.router.route.Hedge;
import dev.vaultgate.router.route.RouteSpec;
import dev.vaultgate.router.route.Strategy;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Random failure stories through the whole gateway, hedging and held-back streams among them: every
 * hold ends, nothing is settled twice, and what the calls cost is what the credit lacks.
 */
class StoriesTest {

  private static final int CALLS = UsageLog.PAGE_MAX;
  private static final Money CREDIT = Money.dollars("1000");

  private final FakeTime time = new FakeTime();
  private final Random random = new Random(20261128);
  private final AtomicInteger open = new AtomicInteger();
  private final Gateway gateway =
      Gateway.builder().router(router()).store(Store.inMemory()).time(time).build();
  private final ApiKey key =
      gateway
          .keys()
          .create(
              KeySpec.named("payer")
                  .account("payer")
                  .requestsPerMinute(1_000_000)
                  .concurrencyMax(1_000_000))
          .key();
  private int requests;

  private Router router() {
    RouterBuilder router = Router.builder().registry(ProviderRegistry.of(List.of())).time(time);
    ModelPrice price = ModelPrice.perMillionTokens("1", "2");
    for (String name : List.of("one", "two", "three")) {
      router
          .provider(ProviderRow.builder(name, "fake").build(), model -> new Chance())
          .model(
              new CustomModel(
                  name + "-text", List.of(CustomModel.Place.parse(name + "/m")), price, null));
    }
    for (Strategy strategy : Strategy.values()) {
      router.route(
          RouteSpec.named("r" + strategy.ordinal())
              .targets("one-text", "two-text")
              .fallback(FallbackCause.values()[strategy.ordinal() % 3], "three-text")
              .strategy(strategy)
              .hedge(strategy.ordinal() % 2 == 0 ? new Hedge(Duration.ofNanos(1), 1) : null)
              .window(
                  strategy.ordinal() % 3 == 0
                      ? new CommitWindow(3, Duration.ofMillis(50), true)
                      : CommitWindow.NONE)
              .build());
    }
    return router.build();
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void everyHoldEndsOnceAndTheCostsAddUp() {
    gateway.ledger().topUp(key.account().id(), CREDIT, "start");
    for (int call = 0; call < CALLS; call++) {
      time.advance(Duration.ofMillis(random.nextInt(2_000)));
      ChatRequest request =
          ChatRequest.of("r" + random.nextInt(Strategy.values().length), "Hello").toBuilder()
              .maxTokens(50)
              .build();
      try {
        if (random.nextBoolean()) {
          gateway.chat(caller(), ChatCall.of(request, false));
        } else {
          read(gateway.stream(caller(), ChatCall.of(request, true)));
        }
      } catch (VaultGateException expected) {
        // How it ended is in its record.
        assertThat(expected.status()).isIn(400, 499, 503);
      }
    }

    Balance balance = gateway.ledger().balance(key.account().id());
    assertThat(balance.held()).as("every hold has ended").isEqualTo(Money.ZERO);
    assertThat(gateway.ledger().verify()).isEmpty();
    Money charged = Money.ZERO;
    List<UsageRecord> records = gateway.usage().newest(CALLS);
    assertThat(records).as("one record for each call").hasSize(CALLS);
    for (UsageRecord record : records) {
      charged = charged.plus(record.cost());
    }
    assertThat(records.stream().map(UsageRecord::requestId).distinct()).hasSize(records.size());
    assertThat(CREDIT.minus(balance.available())).isEqualTo(charged);
    await().until(() -> open.get() == 0 && running() == 0);
  }

  /** How many calls the deployments are at. */
  private int running() {
    return gateway.router().deployments().stream().mapToInt(c -> c.load().running()).sum();
  }

  private void read(GatewayStream stream) {
    try (stream) {
      for (int frames = random.nextInt(12); frames > 0 && stream.next() != null; frames--) {
        time.advance(Duration.ofMillis(1));
      }
    }
  }

  private Caller caller() {
    return new Caller(key, "request-" + ++requests, new Cancellation());
  }

  /** A provider that does as chance has it. */
  private final class Chance implements Upstream {

    private int draw(int bound) {
      synchronized (random) {
        return random.nextInt(bound);
      }
    }

    private void fate() {
      int fate = draw(10);
      if (fate < 3) {
        UpstreamFault[] faults = UpstreamFault.values();
        throw new UpstreamException(
            faults[draw(faults.length)], UpstreamException.Report.NONE, null, null);
      } else if (fate == 3) {
        throw new InvalidRequestException(
            400, draw(2) == 0 ? "context_length_exceeded" : "content_filter", "no", "messages");
      } else if (fate == 4 && draw(10) == 0) {
        throw new IllegalStateException("a defect");
      }
    }

    @Override
    public ChatReply chat(ChatCall call, AnswerName name, Timeouts timeouts, Cancellation end) {
      fate();
      return new ChatReply.Value(
          new ChatResponse(
              "x",
              1,
              "m",
              List.of(
                  new ChatResponse.Choice(
                      0, Message.Assistant.of("Hello"), FinishReason.STOP, Map.of())),
              draw(2) == 0 ? Usage.of(10, 5) : null,
              Map.of()),
          List.of());
    }

    @Override
    public ChatFrames stream(ChatCall call, AnswerName name, Timeouts timeouts, Cancellation end) {
      fate();
      open.incrementAndGet();
      return new Frames(end, draw(8));
    }

    @Override
    public ImageReply images(ImageCall call, Timeouts timeouts, Cancellation end) {
      throw new UnsupportedOperationException();
    }

    /** Some pieces, and then an end of one kind or another. */
    private final class Frames implements ChatFrames {
      private final Cancellation cancellation;
      private int left;
      private boolean finished;
      private boolean closed;

      Frames(Cancellation cancellation, int pieces) {
        this.cancellation = cancellation;
        this.left = pieces;
      }

      @Override
      public ChatEvent.Start head() {
        return new ChatEvent.Start("x", "m", 1, Map.of());
      }

      @Override
      public List<String> dropped() {
        return List.of();
      }

      @Override
      public @Nullable Frame next() {
        if (cancellation.isCancelled()) {
          throw new CancelledException();
        }
        if (left-- > 0) {
          if (draw(20) == 0) {
            throw new UpstreamException(
                UpstreamFault.STREAM_TRUNCATED, UpstreamException.Report.NONE, null, null);
          }
          return new Frame.Events(List.of(new ChatEvent.TextDelta(0, "piece ")));
        }
        boolean first = !finished;
        finished = true;
        return first ? new Frame.Events(List.of(new ChatEvent.Finish(0, FinishReason.STOP))) : null;
      }

      @Override
      public void beforeWait(Runnable hook) {
        // Nothing is waited for.
      }

      @Override
      public synchronized void close() {
        if (!closed) {
          closed = true;
          open.decrementAndGet();
        }
      }
    }
  }
}
