package dev.vaultgate.examples;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.ChatChunkWriter;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatFrames;
import dev.vaultgate.client.Frame;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.client.Upstream;
import dev.vaultgate.router.ProviderSettings;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.catalog.CustomModel;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.server.http.ApiHandler;
import dev.vaultgate.server.http.Capacity;
import dev.vaultgate.server.http.EventStream;
import dev.vaultgate.server.http.HttpServer;
import dev.vaultgate.server.http.HttpSettings;
import dev.vaultgate.server.http.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gateway without its policies: the same HTTP server, the same reading and splicing of bodies,
 * the same wire and transport, before one model at one provider. No key, no limits, no credit, no
 * usage record, no breaker, no other attempt, no metrics, no log. It shows how an application puts
 * handlers of its own behind the server, and is what the benchmark compares the whole gateway with.
 *
 * <p>Run it before a provider that speaks OpenAI's dialect with {@code mvn -q -Pexample -pl
 * examples -am -Dexample=BareGateway -Dexec.args="8091 http://127.0.0.1:11434/v1 llama3.2"}.
 */
public final class BareGateway implements ApiHandler {

  private static final String PROVIDER = "behind";
  private static final String MODEL = "bare-text";
  private static final int BODY_BYTES_MAX = 32 * 1024 * 1024;
  private static final Duration BODY_TIME_MAX = Duration.ofSeconds(30);
  private static final int CALLS_MAX = 4_096;
  private static final int THREADS_MAX = 700;
  private static final Duration HEAD_TIME_MAX = Duration.ofSeconds(10);
  private static final Duration IDLE_TIME_MAX = Duration.ofMinutes(2);

  private final String model;
  private final Upstream upstream;

  private BareGateway(String model, Upstream upstream) {
    this.model = model;
    this.upstream = upstream;
  }

  /** Takes a port to listen on, a provider's base URL, and a model's name there. */
  public static void main(String[] args) {
    Router router = router(args[1], null, args[2]);
    HttpServer server = start(Integer.parseInt(args[0]), router, args[2]);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.stop(Duration.ZERO, Duration.ofSeconds(1));
                  router.close();
                }));
    System.out.println("POST to http://127.0.0.1:" + server.port() + "/v1/chat/completions");
  }

  /** A router with one model, which is asked for its client and nothing else. */
  static Router router(String baseUrl, @Nullable String key, String model) {
    return Router.builder()
        .provider(ProviderSettings.own(PROVIDER, "openai", baseUrl, key))
        .model(CustomModel.of(MODEL, PROVIDER + "/" + model))
        .build();
  }

  /** What the router has set up of its only model is used directly: nothing is routed. */
  static HttpServer start(int port, Router router, String model) {
    Upstream upstream = router.candidates(router.resolve(MODEL, ModelType.TEXT)).get(0).upstream();
    HttpSettings settings =
        new HttpSettings(
            "127.0.0.1", port, List.of(), List.of(), THREADS_MAX, HEAD_TIME_MAX, IDLE_TIME_MAX);
    HttpServer server =
        new HttpServer(
            settings,
            new Capacity(CALLS_MAX),
            Map.of("/v1/chat/completions", new BareGateway(model, upstream)),
            pages -> {});
    server.start();
    return server;
  }

  @Override
  public void serve(Visit visit) {
    ChatCall call = ChatCall.parse(visit.readJson(BODY_BYTES_MAX, BODY_TIME_MAX.toNanos()));
    AnswerName name = new AnswerName("chatcmpl-" + visit.callId(), model);
    Cancellation cancellation = new Cancellation();
    if (call.stream()) {
      stream(visit, call, name, cancellation);
    } else {
      visit.watch(cancellation::cancel);
      visit.answer(200, upstream.chat(call, name, Timeouts.DEFAULT, cancellation).json());
    }
  }

  private void stream(Visit visit, ChatCall call, AnswerName name, Cancellation cancellation) {
    EventStream events = new EventStream(visit, EventStream.Patience.DEFAULT);
    events.watch(cancellation::cancel);
    try (ChatFrames frames = upstream.stream(call, name, Timeouts.DEFAULT, cancellation)) {
      Frame frame = frames.next();
      Chunks chunks = new Chunks(events, frames.head(), call.includeUsage());
      events.begin();
      frames.beforeWait(events::flush);
      while (frame != null && !events.isGone()) {
        chunks.add(frame);
        frame = frames.next();
      }
      chunks.end();
      events.done();
    } catch (RuntimeException | Error e) {
      events.fail(e);
    }
  }

  /** Puts a stream's frames into chunks: role first, usage last and only when asked for. */
  private static final class Chunks {

    private final EventStream events;
    private final ChatChunkWriter writer;
    private final boolean withUsage;
    private final List<Usage> told = new ArrayList<>(1);

    Chunks(EventStream events, ChatEvent.Start head, boolean withUsage) {
      this.events = events;
      this.withUsage = withUsage;
      long created = head.created() > 0 ? head.created() : Instant.now().getEpochSecond();
      writer = new ChatChunkWriter(head.id(), head.model(), created, head.extra());
      events.event(Json.bytes(writer.write(new ChatEvent.Start("", "", 0, Map.of()))));
    }

    void add(Frame frame) {
      if (frame instanceof Frame.Raw raw) {
        events.event(raw.json());
        return;
      }
      for (ChatEvent event : frame.events()) {
        if (event instanceof ChatEvent.UsageReport report) {
          told.add(report.usage());
        } else {
          events.event(Json.bytes(writer.write(event)));
        }
      }
    }

    void end() {
      if (withUsage) {
        told.forEach(usage -> events.event(Json.bytes(writer.usage(usage))));
      }
    }
  }
}
