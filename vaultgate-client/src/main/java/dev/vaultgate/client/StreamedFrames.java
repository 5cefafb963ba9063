package dev.vaultgate.client;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.sse.EventSource;
import dev.vaultgate.client.sse.EventTooLargeException;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A stream from a provider: events are read, passed or decoded, and brought into order. */
final class StreamedFrames implements ChatFrames {

  private static final byte[] NOTHING = {};

  private final Exchange exchange;
  private final EventSource reader;
  private final StreamDecoder decoder;
  private final Passthrough.@Nullable FrameSplicer splicer;
  private final Target target;
  private final AnswerName name;
  private final List<String> dropped;
  private final Notes opening;
  private final FrameOrder order = new FrameOrder();
  private final Deque<Frame> ready = new ArrayDeque<>(2);
  private final List<ChatEvent> now = new ArrayList<>();

  /** Held while the exchange is read, so that a close from another thread does not free it then. */
  private final ReentrantLock reading = new ReentrantLock();

  private volatile boolean closed;
  private boolean ended;
  private long events;
  private long pings;

  /**
   * @param opening what was special about the answer's head
   */
  StreamedFrames(
      Exchange exchange,
      EventSource reader,
      StreamDecoder decoder,
      Target target,
      AnswerName name,
      List<String> dropped,
      Notes opening) {
    this.opening = opening;
    this.exchange = exchange;
    this.decoder = decoder;
    this.splicer = decoder instanceof Passthrough.FrameSplicer s ? s : null;
    this.target = target;
    this.name = name;
    this.dropped = dropped;
    this.reader = reader;
  }

  @Override
  public ChatEvent.Start head() {
    ChatEvent.Start head = order.head();
    ChatEvent.Start known =
        head == null ? new ChatEvent.Start("", target.model(), 0, Map.of()) : head;
    return new ChatEvent.Start(
        name.idOr(known.id()), name.modelOr(known.model()), known.created(), known.extra());
  }

  @Override
  public List<String> dropped() {
    return dropped;
  }

  @Override
  public void beforeWait(Runnable hook) {
    reader.beforeRead(hook);
  }

  @Override
  public @Nullable Usage usageSoFar() {
    return order.usage();
  }

  /** At its end all of it; from another thread than the reading one, what is seen from there. */
  @Override
  public Notes notes() {
    Notes odd = ended ? order.notes().and(decoder.notes()) : Notes.NONE;
    return opening.and(exchange.notes()).and(odd);
  }

  @Override
  public @Nullable Frame next() {
    while (ready.isEmpty() && !ended) {
      reading.lock();
      try {
        if (closed) {
          throw new CancelledException();
        }
        advance();
      } catch (UpstreamFailure failure) {
        ended = true;
        throw noted(failure).toException(target);
      } finally {
        if (closed || ended) {
          exchange.close();
        }
        reading.unlock();
      }
    }
    return ready.poll();
  }

  private UpstreamFailure noted(UpstreamFailure failure) {
    long silent = pings + reader.comments();
    if (failure.isOf(UpstreamFault.TIMEOUT) && silent > 0) {
      failure.noting("pings", silent);
    }
    return AnswerNotes.failure(failure, exchange, NOTHING);
  }

  /** Reads one event and makes ready what may go out. */
  private void advance() {
    ServerSentEvent event;
    try {
      event = reader.next();
    } catch (EventTooLargeException e) {
      throw UpstreamFailure.of(UpstreamFault.TOO_LARGE, e.getMessage())
          .noting("size", ProviderClient.EVENT_BYTES_MAX)
          .noting("event", events + 1);
    } catch (IOException e) {
      UpstreamFailure failure = exchange.failure(e);
      if (!decoder.isComplete()) {
        throw failure;
      }
      // The dialect's end was there before the connection broke, so nothing is missing: some
      // providers cut the connection instead of ending the body.
      event = null;
    }
    if (event == null) {
      end();
      return;
    }
    events++;
    boolean hadContent = order.sawContent();
    Frame.Raw passed = splicer == null ? null : splicer.pass(event);
    if (passed != null) {
      order.passed(passed.isContent());
      ready.add(passed);
    } else {
      decode(event);
    }
    if (!hadContent && order.sawContent()) {
      exchange.contentSeen();
    }
  }

  private void decode(ServerSentEvent event) {
    now.clear();
    try {
      decoder.decode(event, decoded -> order.add(decoded, now));
    } catch (UpstreamFailure failure) {
      throw reader.isEnded() && failure.isOf(UpstreamFault.INVALID_RESPONSE)
          ? cut()
          : failure.noting("in_stream", true).noting("event", events);
    }
    if (event.type().equals("ping")) {
      pings++;
    }
    if (decoder instanceof Face.Splicer faced) {
      if (faced.passed().length > 0) {
        ready.add(faced(faced.passed()));
      }
    } else if (!now.isEmpty()) {
      ready.add(new Frame.Events(now));
    }
  }

  /** An event of another API passes with what it says; usage is told with the one that closes. */
  private Frame.Faced faced(byte[] passed) {
    List<ChatEvent> said = new ArrayList<>(now);
    if (decoder.isComplete() && order.usage() != null) {
      said.add(new ChatEvent.UsageReport(order.usage()));
    }
    return new Frame.Faced(passed, new Frame.Events(said));
  }

  /** The body has ended: whole, or cut. */
  private void end() {
    if (!decoder.isComplete()) {
      throw cut();
    }
    List<ChatEvent> closing = order.closing();
    EmptyAnswer.refuse(order.sawContent() ? 1 : 0, order.onlyStopped(), order.usage());
    if (!(decoder instanceof Face.Splicer)) {
      ready.add(new Frame.Events(closing));
    } else if (order.usage() != null) {
      // The event that told it may have been kept from a caller who did not ask.
      ready.add(new Frame.Events(List.of(new ChatEvent.UsageReport(order.usage()))));
    }
    ended = true;
  }

  private UpstreamFailure cut() {
    return UpstreamFailure.of(
        UpstreamFault.STREAM_TRUNCATED,
        order.sawContent() ? "the stream was cut" : "the stream ended before any content");
  }

  @Override
  public void close() {
    closed = true;
    // This exchange alone, and not the call: when it has failed, another provider is asked next.
    exchange.cancel();
    if (reading.tryLock()) {
      try {
        exchange.close();
      } finally {
        reading.unlock();
      }
    }
  }
}
