package dev.vaultgate.server;

import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Model;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.router.AnswerFacts;
import dev.vaultgate.router.Caller;
import dev.vaultgate.router.GatewayReply;
import dev.vaultgate.router.GatewayStream;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeyTerms;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.limit.RateState;
import dev.vaultgate.router.limit.RateStates;
import dev.vaultgate.server.v1.Desk;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** A gateway without one: it does what a test tells it, and remembers what it was asked. */
final class ScriptedDesk implements Desk {

  static final String KEY = "vg_test";
  static final AnswerFacts FACTS = new AnswerFacts("lab", "lab-text", "lab:200", List.of(), null);

  final AtomicInteger authentications = new AtomicInteger();
  final AtomicInteger chats = new AtomicInteger();
  volatile Caller lastCaller;
  volatile ChatCall lastCall;
  volatile InetAddress lastAddress;
  volatile ImageCall lastImages;
  volatile BiFunction<Caller, ChatCall, GatewayReply> onChat = (caller, call) -> reply("{}");
  volatile BiFunction<Caller, ChatCall, GatewayStream> onStream =
      (caller, call) -> new ScriptedStream(caller);

  static GatewayReply reply(String json) {
    return new GatewayReply(json.getBytes(StandardCharsets.UTF_8), FACTS, new Money(1500));
  }

  @Override
  public ApiKey authenticate(String secret, InetAddress from) {
    lastAddress = from;
    authentications.incrementAndGet();
    if (!secret.equals(KEY)) {
      throw new AuthenticationException("invalid_api_key", "The API key is not valid.");
    }
    return new ApiKey(
        "key_1",
        new Account(1, "test", true, Instant.EPOCH),
        null,
        null,
        "test",
        "test",
        "test",
        KeyTerms.USUAL,
        Instant.EPOCH,
        null,
        null,
        null);
  }

  @Override
  public GatewayReply chat(Caller caller, ChatCall call) {
    chats.incrementAndGet();
    lastCaller = caller;
    lastCall = call;
    return onChat.apply(caller, call);
  }

  @Override
  public GatewayStream stream(Caller caller, ChatCall call) {
    chats.incrementAndGet();
    lastCaller = caller;
    lastCall = call;
    return onStream.apply(caller, call);
  }

  @Override
  public GatewayReply embeddings(Caller caller, EmbeddingCall call) {
    return reply("{\"object\":\"list\",\"data\":[]}");
  }

  @Override
  public GatewayReply images(Caller caller, ImageCall call) {
    lastImages = call;
    return reply("{\"data\":[]}");
  }

  @Override
  public List<Model> models(ApiKey key) {
    return List.of(new Model("lab-text", 0, "lab", Map.of()));
  }

  @Override
  public Optional<Model> model(ApiKey key, String id) {
    return id.equals("lab-text") || id.equals("lab/one")
        ? Optional.of(new Model(id, 0, "lab", Map.of()))
        : Optional.empty();
  }

  @Override
  public InvalidRequestException missingModel(ApiKey key, String id) {
    return InvalidRequestException.modelNotFound("There is no model of this name.");
  }

  @Override
  public RateStates rate(ApiKey key) {
    return new RateStates(new RateState(60, 59, 1500), new RateState(40_000, 39_000, 62_000));
  }

  /** Waits as a call does that gets no answer, until it is cancelled; gives what to throw then. */
  static CancelledException silence(Caller caller, CountDownLatch cancelled) {
    try {
      if (caller.cancellation().await(30, TimeUnit.SECONDS)) {
        cancelled.countDown();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new CancelledException();
  }

  /** A stream whose frames a test gives one by one. */
  static final class ScriptedStream implements GatewayStream {
    private record End() {}

    private final Caller caller;
    private final LinkedBlockingQueue<Object> frames = new LinkedBlockingQueue<>();
    private Runnable beforeWait = () -> {};
    final CountDownLatch closed = new CountDownLatch(1);

    ScriptedStream(Caller caller) {
      this.caller = caller;
      caller.cancellation().onCancel(() -> frames.add(new CancelledException()));
    }

    ScriptedStream frame(String json) {
      frames.add(json);
      return this;
    }

    ScriptedStream failure(RuntimeException failure) {
      frames.add(failure);
      return this;
    }

    ScriptedStream end() {
      frames.add(new End());
      return this;
    }

    @Override
    public AnswerFacts facts() {
      return FACTS;
    }

    @Override
    public byte[] next() {
      if (frames.isEmpty()) {
        beforeWait.run();
      }
      Object frame;
      try {
        frame = frames.poll(30, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (frame instanceof RuntimeException failure) {
        throw failure;
      }
      return frame instanceof String json ? json.getBytes(StandardCharsets.UTF_8) : null;
    }

    @Override
    public void beforeWait(Runnable hook) {
      beforeWait = hook;
    }

    @Override
    public void close() {
      closed.countDown();
      caller.cancellation().cancel();
    }
  }
}
