package dev.vaultgate.client;

import dev.vaultgate.api.ChatClient;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.ChatStream;
import dev.vaultgate.api.EmbeddingClient;
import dev.vaultgate.api.EmbeddingRequest;
import dev.vaultgate.api.EmbeddingResponse;
import dev.vaultgate.api.ImageClient;
import dev.vaultgate.api.ImageRequest;
import dev.vaultgate.api.ImageResponse;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.UpstreamFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One model at one provider: a wire, a target and the transport. It is a {@link ChatClient} for
 * those who need no router, and an {@link Upstream} for the router. It decides nothing about
 * retries, prices or limits.
 */
public final class ProviderClient implements ChatClient, EmbeddingClient, ImageClient, Upstream {

  /** No honest answer without images is larger. */
  static final int ANSWER_BYTES_MAX = 32 * 1024 * 1024;

  static final int EVENT_BYTES_MAX = 8 * 1024 * 1024;
  private static final int ERROR_BYTES_MAX = 64 * 1024;
  private static final String JSON = "application/json";
  private static final byte[] NOTHING = {};
  private static final Logger LOG = LoggerFactory.getLogger(ProviderClient.class);

  private final Wire wire;
  private final Target target;
  private final Transport transport;
  private final RequestMedia media;

  public ProviderClient(Wire wire, Target target, Transport transport) {
    this(wire, target, transport, RequestMedia.PUBLIC);
  }

  /**
   * A client with rules of its own for addresses.
   *
   * @param media what is done about pictures and documents that a request names by address
   */
  public ProviderClient(Wire wire, Target target, Transport transport, RequestMedia media) {
    this.wire = wire;
    this.target = target;
    this.transport = transport;
    this.media = media;
  }

  public Target target() {
    return target;
  }

  @Override
  public ChatResponse chat(ChatRequest request) {
    return chat(ChatCall.of(request, false), AnswerName.KEPT, Timeouts.DEFAULT, new Cancellation())
        .response();
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    return new FrameStream(
        stream(ChatCall.of(request, true), AnswerName.KEPT, Timeouts.DEFAULT, new Cancellation()));
  }

  @Override
  public ImageResponse generate(ImageRequest request) {
    return images(ImageCall.of(request), Timeouts.DEFAULT, new Cancellation()).response();
  }

  @Override
  public EmbeddingResponse embed(EmbeddingRequest request) {
    return embed(EmbeddingCall.of(request), AnswerName.KEPT, Timeouts.DEFAULT, new Cancellation())
        .response();
  }

  @Override
  public ChatReply chat(
      ChatCall call, AnswerName name, Timeouts timeouts, Cancellation cancellation) {
    Wire wire = this.wire.speaking(call, target);
    Optional<Passthrough> passthrough = passthrough(wire, call);
    Optional<Face.Pass> pass = pass(wire, call);
    WireRequest request = written(wire, passthrough, call, false, cancellation);
    return whole(
        () -> send(wire, request, timeouts, false, cancellation),
        body -> {
          if (body.length == 0) {
            throw UpstreamFailure.of(UpstreamFault.EMPTY_RESPONSE, "an answer without a body");
          }
          if (pass.isPresent()) {
            return pass.get().reply(body, name, target);
          }
          if (passthrough.isPresent()) {
            return passthrough.get().reply(body, name, target).withDropped(request.dropped());
          }
          ChatResponse response = wire.decode(body, target);
          EmptyAnswer.refuse(response);
          return new ChatReply.Value(renamed(response, name), request.dropped());
        },
        ChatReply::withNotes);
  }

  /** Reads an answer whole, and notes what is special about it, whether it is one or not. */
  private <T> T whole(
      Supplier<Exchange> sent, Function<byte[], T> reading, BiFunction<T, Notes, T> noting) {
    try (Exchange exchange = sent.get()) {
      byte[] body = NOTHING;
      try {
        body = exchange.readAll(ANSWER_BYTES_MAX);
        return noting.apply(reading.apply(body), AnswerNotes.success(exchange, JSON));
      } catch (UpstreamFailure failure) {
        throw AnswerNotes.failure(failure, exchange, body);
      }
    } catch (UpstreamFailure failure) {
      throw failure.ofWholeAnswer().toException(target);
    }
  }

  @Override
  public ChatFrames stream(
      ChatCall call, AnswerName name, Timeouts timeouts, Cancellation cancellation) {
    Wire wire = this.wire.speaking(call, target);
    Optional<Passthrough> passthrough = passthrough(wire, call);
    WireRequest request = written(wire, passthrough, call, true, cancellation);
    Exchange exchange = null;
    byte[] whole = NOTHING;
    try {
      exchange = send(wire, request, timeouts, true, cancellation);
      Notes notes = AnswerNotes.success(exchange, wire.framing().contentType());
      StreamDecoder decoder =
          passthrough.isPresent()
              ? passthrough.get().frames(name, target)
              : pass(wire, call)
                  .<StreamDecoder>map(p -> p.frames(name, target))
                  .orElseGet(() -> wire.streamDecoder(target));
      InputStream body = exchange.body();
      if (!wire.framing().isOf(exchange.headers().get("Content-Type"))) {
        whole = exchange.readAll(ANSWER_BYTES_MAX);
        exchange.close();
        if (isJson(whole) && wire.framing().isWholeAnswer(whole)) {
          ChatResponse response = wire.decode(whole, target);
          EmptyAnswer.refuse(response);
          return new WholeFrames(renamed(response, name), request.dropped(), notes);
        }
        body = new ByteArrayInputStream(whole);
      }
      return new StreamedFrames(
          exchange,
          wire.framing().open(body, EVENT_BYTES_MAX),
          decoder,
          target,
          name,
          request.dropped(),
          notes);
    } catch (UpstreamFailure failure) {
      if (exchange != null) {
        exchange.close();
        AnswerNotes.failure(failure, exchange, whole);
      }
      throw failure.toException(target);
    }
  }

  /** The request in the dialect, with media that the provider can take. */
  private WireRequest written(
      Wire wire,
      Optional<Passthrough> passthrough,
      ChatCall call,
      boolean stream,
      Cancellation cancellation) {
    Optional<Face.Pass> pass = pass(wire, call);
    if (pass.isPresent()) {
      Face face = call.face().orElseThrow();
      media.check(face, target);
      return pass.get().splice(call, face, target);
    }
    ChatCall ready = media.ready(call, wire, target, cancellation);
    WireRequest request =
        passthrough.isPresent()
            ? passthrough.get().splice(ready, target)
            : wire.encode(ready.request(), target, stream)
                .withDropped(call.face().map(Face::dropped).orElse(List.of()));
    if (call.strict()) {
      refuseLosses(request.dropped());
    }
    return request;
  }

  /** For callers who would rather have no answer than one to less than they asked. */
  private static void refuseLosses(List<String> dropped) {
    if (!dropped.isEmpty()) {
      throw new InvalidRequestException(
          400,
          "unknown_parameter",
          String.join(", ", dropped) + ": not carried by this model (expected: without, as strict)",
          dropped.get(0));
    }
  }

  /**
   * Whether a body is a whole JSON answer, which some providers give to a wish for a stream: an
   * object, or all pieces in one array.
   */
  private static boolean isJson(byte[] body) {
    for (byte b : body) {
      if (b > ' ') {
        if (b == '<') {
          throw UpstreamFailure.invalid("a page instead of an answer", null);
        }
        return b == '{' || b == '[';
      }
    }
    return false;
  }

  @Override
  public ImageReply images(ImageCall call, Timeouts timeouts, Cancellation cancellation) {
    Wire.ImageWire images =
        wire.images()
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        400, "invalid_value", "model: makes no images", "model"));
    ImageRunner runner =
        new ImageRunner(
            target,
            (request, time, end) -> send(wire, request, time, false, end),
            timeouts,
            Clockwork.SYSTEM);
    try {
      media.check(call, target);
      ImageStep first = images.begin(call, target);
      if (call.strict()) {
        refuseLosses(first.dropped());
      }
      ImageReply reply = runner.run(first, cancellation);
      if (reply.response().images().isEmpty()) {
        throw UpstreamFailure.of(UpstreamFault.EMPTY_RESPONSE, "an answer without images");
      }
      return ImageForm.of(reply, call, media.download(), cancellation);
    } catch (UpstreamFailure failure) {
      throw Moderation.named(failure.ofWholeAnswer().toException(target));
    } catch (InvalidRequestException refused) {
      throw Moderation.named(refused);
    }
  }

  @Override
  public List<String> models(Timeouts timeouts, Cancellation cancellation) {
    try (Exchange exchange = send(wire, wire.models(target), timeouts, false, cancellation)) {
      return ModelList.read(exchange.readAll(ANSWER_BYTES_MAX));
    } catch (UpstreamFailure failure) {
      throw failure.ofWholeAnswer().toException(target);
    }
  }

  @Override
  public EmbeddingReply embed(
      EmbeddingCall call, AnswerName name, Timeouts timeouts, Cancellation cancellation) {
    Wire.EmbeddingWire embeddings =
        wire.embeddings()
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        400, "invalid_value", "model: makes no embeddings", "model"));
    boolean passes = call.json().isPresent() && embeddings.passesBytes();
    WireRequest wanted =
        passes ? embeddings.splice(call, target) : embeddings.encode(call.request(), target);
    if (call.strict()) {
      refuseLosses(wanted.dropped());
    }
    return whole(
        () -> send(wire, wanted, timeouts, false, cancellation),
        body -> {
          if (passes) {
            return embeddings.reply(body, call, name);
          }
          EmbeddingResponse response = embeddings.decodeEmbeddings(body, call.request(), target);
          if (response.vectors().size() != call.inputs()) {
            throw UpstreamFailure.invalid(
                response.vectors().size() + " vectors for " + call.inputs() + " inputs", null);
          }
          return new EmbeddingReply.Value(
              new EmbeddingResponse(
                  name.modelOr(response.model()),
                  response.vectors(),
                  response.usage(),
                  response.extra()),
              call.base64(),
              wanted.dropped());
        },
        EmbeddingReply::withNotes);
  }

  /** Bytes that came in the wire's own dialect pass through; anything else is translated. */
  private static Optional<Passthrough> passthrough(Wire wire, ChatCall call) {
    return call.json().isPresent() ? wire.passthrough() : Optional.empty();
  }

  /** The same for bytes in the words of another API. */
  private Optional<Face.Pass> pass(Wire wire, ChatCall call) {
    return call.face().flatMap(face -> wire.pass(face, target));
  }

  /** Sends a request; an answer that is no success is thrown. */
  private Exchange send(
      Wire wire,
      WireRequest request,
      Timeouts timeouts,
      boolean stream,
      Cancellation cancellation) {
    WireRequest complete = complete(wire, request, stream);
    Exchange exchange =
        transport.send(
            complete.with(target.credentials().headers(complete)), timeouts, stream, cancellation);
    int status = exchange.status();
    if (status >= 200 && status < 300) {
      return exchange;
    }
    try (exchange) {
      byte[] body = errorBody(exchange);
      UpstreamFailure failure = wire.readError(status, exchange.headers(), body);
      throw AnswerNotes.error(failure, exchange, body).toException(target);
    }
  }

  /** The first bytes of an error's body; what cannot be read of it is not missed. */
  private static byte[] errorBody(Exchange exchange) {
    try {
      return exchange.body().readNBytes(ERROR_BYTES_MAX);
    } catch (IOException e) {
      LOG.debug("the body of an error could not be read", e);
      return new byte[0];
    }
  }

  private WireRequest complete(Wire wire, WireRequest request, boolean stream) {
    Map<String, String> headers = new HashMap<>(target.headers());
    headers.putAll(request.headers());
    headers.putIfAbsent("Accept", stream ? wire.framing().contentType() : JSON);
    headers.putIfAbsent("User-Agent", "VaultGate");
    return new WireRequest(
        request.method(), request.url(), headers, request.content(), request.dropped());
  }

  static ChatResponse renamed(ChatResponse response, AnswerName name) {
    return new ChatResponse(
        name.idOr(response.id()),
        response.created(),
        name.modelOr(response.model()),
        response.choices(),
        response.usage(),
        response.extra());
  }
}
