package dev.vaultgate.server.http;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.VaultGateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer in server-sent events. The request's thread collects events and flushes them; when it
 * waits for long, the pulse writes comments in between, and begins the answer with one if it waits
 * for very long, after which errors can only be told in the stream.
 *
 * <p>Writes are never two at a time, and only the request's thread waits for one to end. So a
 * caller who does not read slows down his own call and nothing else; Jetty's idle timeout ends it
 * when he stops for good.
 */
public final class EventStream {

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final byte[] DATA = bytes("data: ");

  private static final byte[] END = bytes("\n\n");

  /**
   * OpenAI's API names no events; the name is for clients that know an error by it alone, as
   * LangChain4j does, and would else take a stream that was cut for a whole one. It comes last for
   * those who look at the beginning of a line only.
   */
  private static final byte[] END_OF_ERROR = bytes("\nevent: error\n\n");

  private static final byte[] DONE = bytes("data: [DONE]\n\n");
  private static final byte[] COMMENT = bytes(": keep-alive\n\n");
  private static final int BUFFER = 1024;
  private static final int FLUSH_BYTES = 32 * 1024;

  private static final HttpField TYPE =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/event-stream; charset=utf-8");
  private static final HttpField NO_CACHE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-cache");
  private static final HttpField NO_BUFFERING = new PreEncodedHttpField("X-Accel-Buffering", "no");

  /**
   * When the stream speaks by itself.
   *
   * @param begin the longest wait for the first content before the answer begins without it
   * @param heartbeat the longest silence after that
   */
  public record Patience(Duration begin, Duration heartbeat) {

    public static final Patience DEFAULT =
        new Patience(Duration.ofSeconds(10), Duration.ofSeconds(15));

    public Patience withHeartbeat(Duration heartbeat) {
      return new Patience(begin, heartbeat);
    }
  }

  /** How events look, and what ends a stream. */
  public enum Form {
    /** Chunks without names, closed by {@code [DONE]}. */
    CHUNKS,
    /** The Responses API's: every event has its type for a name, and the last one closes. */
    NAMED
  }

  private final Visit visit;
  private final @Nullable RawChunks raw;
  private final Form form;
  private int events;
  private final long beginNanos;
  private final long heartbeatNanos;
  private final Callback afterWrite = new Written();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition writeEnded = lock.newCondition();
  private boolean writing; // guarded by lock
  private boolean waiting; // guarded by lock
  private boolean written; // guarded by lock
  private boolean begun; // guarded by lock
  private boolean ended; // guarded by lock
  private long quietSince; // guarded by lock

  private volatile boolean gone;

  // For the request's thread alone.
  private byte[] buffer = new byte[BUFFER];
  private int size = RawChunks.ROOM;

  /** Whether the head of the answer and something behind it were written before this write. */
  private boolean isUnderWay;

  public EventStream(Visit visit, Patience patience) {
    this(visit, patience, Form.CHUNKS);
  }

  public EventStream(Visit visit, Patience patience, Form form) {
    this.form = form;
    this.visit = visit;
    this.raw = visit.rawChunks();
    this.beginNanos = patience.begin().toNanos();
    this.heartbeatNanos = patience.heartbeat().toNanos();
    this.quietSince = System.nanoTime();
  }

  /**
   * From here on it is noticed when the caller leaves, and the stream speaks by itself.
   *
   * @param onDeparture what ends the call then; from another thread, and must not wait
   */
  public void watch(Runnable onDeparture) {
    visit.watch(this, onDeparture);
  }

  /**
   * Begins the answer: the status line goes out with the first events.
   *
   * @return the headers, to add to now; empty when the answer has begun by itself
   */
  public Optional<HttpFields.Mutable> begin() {
    lock.lock();
    try {
      // The time counts anew, so that the pulse sends nothing while the headers are being added to.
      quietSince = System.nanoTime();
      return begun ? Optional.empty() : Optional.of(beginLocked());
    } finally {
      lock.unlock();
    }
  }

  private HttpFields.Mutable beginLocked() {
    begun = true;
    visit.response().setStatus(200);
    HttpFields.Mutable headers = visit.response().getHeaders();
    headers.put(TYPE);
    headers.put(NO_CACHE);
    headers.add(NO_BUFFERING);
    if (raw != null) {
      RawChunks.announce(headers);
    }
    return headers;
  }

  /** Whether the caller has left; there is no point in going on. */
  public boolean isGone() {
    return gone;
  }

  /** Adds an event. It is sent with the next flush, or when much has come together. */
  public void event(byte[] json) {
    if (form == Form.NAMED) {
      append(NamedEvents.name(json));
      events++;
    }
    append(DATA);
    int start = size;
    append(json);
    joinLines(start);
    append(END);
    if (size >= FLUSH_BYTES) {
      flush();
    }
  }

  /** Sends what has come together, and waits until the system has taken it. */
  public void flush() {
    if (size == RawChunks.ROOM || !claimWrite(false)) {
      return;
    }
    int end = size;
    size = RawChunks.ROOM;
    if (raw == null || !isUnderWay) {
      visit.response().write(false, content(end), afterWrite);
      awaitWritten();
      return;
    }
    sendRaw(raw, end, false);
  }

  private void sendRaw(RawChunks raw, int end, boolean last) {
    try {
      boolean isWritten =
          last ? raw.writeLast(buffer, end, afterWrite) : raw.write(buffer, end, afterWrite);
      if (isWritten) {
        writeEnded(null);
      } else {
        awaitWritten();
      }
    } catch (IOException e) {
      writeEnded(e);
    }
  }

  private ByteBuffer content(int end) {
    return ByteBuffer.wrap(buffer, RawChunks.ROOM, end - RawChunks.ROOM);
  }

  /** Nothing has moved for as long as a connection may rest: a write that waits has failed. */
  void idled(TimeoutException timeout) {
    boolean isStuck;
    lock.lock();
    try {
      isStuck = writing && waiting;
    } finally {
      lock.unlock();
    }
    if (isStuck && raw != null) {
      raw.close(timeout);
    }
  }

  /** Ends a stream that is whole. */
  public void done() {
    if (form == Form.CHUNKS) {
      append(DONE);
    }
    end();
  }

  /**
   * Ends a stream that cannot be whole: with its error as the last event, or, when nothing has been
   * sent, with an answer as if no stream had been asked for.
   */
  public void fail(Throwable failure) {
    VaultGateException cut = visit.cutBecause();
    if (claimPlainAnswer()) {
      visit.fail(failure);
    } else if (isEnded()) {
      LOG.error("request {} failed after its answer", visit.callId(), failure);
    } else if (gone || cut == null && failure instanceof CancelledException) {
      visit.abort();
    } else {
      byte[] error = visit.logged(cut != null ? cut : failure).body();
      if (form == Form.NAMED) {
        event(NamedEvents.error(error, events));
      } else {
        append(DATA);
        append(error);
        append(END_OF_ERROR);
      }
      end();
    }
  }

  /** Whether nothing has been sent, nor will be by the pulse. */
  private boolean claimPlainAnswer() {
    lock.lock();
    try {
      if (begun) {
        return false;
      }
      ended = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    boolean isListening = claimWrite(true);
    if (isListening && raw != null && isUnderWay && size > RawChunks.ROOM) {
      isListening = endRaw(raw);
    }
    if (isListening) {
      visit.response().write(true, content(size), visit);
    } else {
      visit.abort();
    }
  }

  /** Sends what has come together, and the end of the answer; false when the caller has left. */
  private boolean endRaw(RawChunks raw) {
    int end = size;
    append(RawChunks.END_OF_ANSWER);
    size = RawChunks.ROOM;
    sendRaw(raw, end, true);
    if (gone) {
      return false;
    }
    raw.ended();
    return true;
  }

  /** Waits for the pulse's write to end, if there is one; false when the caller has left. */
  private boolean claimWrite(boolean last) {
    lock.lock();
    try {
      while (writing) {
        writeEnded.awaitUninterruptibly();
      }
      isUnderWay = written;
      ended |= last;
      writing = !gone;
      return writing;
    } finally {
      lock.unlock();
    }
  }

  private void awaitWritten() {
    lock.lock();
    try {
      while (writing) {
        waiting = true;
        writeEnded.awaitUninterruptibly();
      }
      waiting = false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends a comment if it is time for one, or now if the answer has begun and the caller is probed.
   * From the pulse alone.
   *
   * @return whether the answer has begun
   */
  boolean tick(long now, boolean probe) {
    if (!lock.tryLock()) {
      return true; // Its thread is about to write, which does as well.
    }
    try {
      boolean due = probe && begun || now - quietSince >= (begun ? heartbeatNanos : beginNanos);
      if (!due || ended || writing || gone) {
        return begun;
      }
      if (!begun) {
        beginLocked();
      }
      writing = true;
    } finally {
      lock.unlock();
    }
    visit.response().write(false, ByteBuffer.wrap(COMMENT), afterWrite);
    return true;
  }

  /** A line end would end the event. In JSON it can only be white space between two values. */
  private void joinLines(int start) {
    for (int i = start; i < size; i++) {
      if (buffer[i] == '\n' || buffer[i] == '\r') {
        buffer[i] = ' ';
      }
    }
  }

  private void append(byte[] bytes) {
    if (bytes.length > buffer.length - size) {
      buffer = Arrays.copyOf(buffer, Math.max(size + bytes.length, 2 * buffer.length));
    }
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A write has ended, on whatever thread saw it. */
  private void writeEnded(@Nullable Throwable failure) {
    if (failure != null) {
      // Before the request's thread goes on, which would find that the caller has left, not why.
      visit.depart(failure instanceof TimeoutException, System.nanoTime() - lastWritten());
    }
    lock.lock();
    try {
      writing = false;
      written = true;
      quietSince = System.nanoTime();
      gone |= failure != null;
      writeEnded.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private long lastWritten() {
    lock.lock();
    try {
      return quietSince;
    } finally {
      lock.unlock();
    }
  }

  private final class Written implements Callback {

    @Override
    public void succeeded() {
      writeEnded(null);
    }

    @Override
    public void failed(Throwable failure) {
      writeEnded(failure);
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }
}
