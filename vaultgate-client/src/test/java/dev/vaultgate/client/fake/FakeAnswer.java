package dev.vaultgate.client.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FakeProvider} does with one request. Immutable: every method gives another answer.
 *
 * <pre>{@code
 * provider.then(FakeAnswer.text("Hello", " there"));                 // whole or streamed, as asked
 * provider.then(FakeAnswer.error(429, "rate_limited").header("Retry-After", "7"));
 * provider.then(FakeAnswer.text("Hello", " there").cutAfterPieces(1).ending(Ending.RESET));
 * }</pre>
 */
public final class FakeAnswer {

  /** How an answer ends after its last byte. */
  public enum Ending {
    /** As it should: the connection stays open where the answer's length was told. */
    WHOLE,
    /** The connection is closed, whether or not all was said. */
    FIN,
    /** The connection is reset. */
    RESET,
    /** Nothing more comes, and the connection stays open until the caller closes it. */
    STALL
  }

  private final int status;
  private final @Nullable String type;
  private final @Nullable List<byte[]> raw;
  private final Dialect.@Nullable Said said;
  private final @Nullable String errorCode;
  private final Map<String, String> headers;
  private final Duration after;
  private final Duration between;
  private final int piecesMax;
  private final int bytesMax;
  private final Map<Integer, byte[]> inserts;
  private final Ending ending;

  private FakeAnswer(Draft draft) {
    this.status = draft.status;
    this.type = draft.type;
    this.raw = draft.raw;
    this.said = draft.said;
    this.errorCode = draft.errorCode;
    this.headers = Map.copyOf(draft.headers);
    this.after = draft.after;
    this.between = draft.between;
    this.piecesMax = draft.piecesMax;
    this.bytesMax = draft.bytesMax;
    this.inserts = Map.copyOf(draft.inserts);
    this.ending = draft.ending;
  }

  /** What an answer is made of, while it is made. */
  private static final class Draft {
    private int status = 200;
    private @Nullable String type;
    private @Nullable List<byte[]> raw;
    private Dialect.@Nullable Said said;
    private @Nullable String errorCode;
    private Map<String, String> headers = new LinkedHashMap<>();
    private Duration after = Duration.ZERO;
    private Duration between = Duration.ZERO;
    private int piecesMax = Integer.MAX_VALUE;
    private int bytesMax = Integer.MAX_VALUE;
    private Map<Integer, byte[]> inserts = new LinkedHashMap<>();
    private Ending ending = Ending.WHOLE;
  }

  private Draft draft() {
    Draft draft = new Draft();
    draft.status = status;
    draft.type = type;
    draft.raw = raw;
    draft.said = said;
    draft.errorCode = errorCode;
    draft.headers = new LinkedHashMap<>(headers);
    draft.after = after;
    draft.between = between;
    draft.piecesMax = piecesMax;
    draft.bytesMax = bytesMax;
    draft.inserts = new LinkedHashMap<>(inserts);
    draft.ending = ending;
    return draft;
  }

  /**
   * A good answer of this text, in the provider's dialect: whole, or piece by piece if asked so.
   */
  public static FakeAnswer text(String... pieces) {
    Draft draft = new Draft();
    draft.said = new Dialect.Said(List.of(pieces), 10, pieces.length);
    return new FakeAnswer(draft);
  }

  /** An error in the provider's dialect. */
  public static FakeAnswer error(int status, String code) {
    Draft draft = new Draft();
    draft.status = status;
    draft.errorCode = code;
    return new FakeAnswer(draft);
  }

  /** Whatever bytes, in as many writes. */
  public static FakeAnswer raw(int status, String type, String... pieces) {
    Draft draft = new Draft();
    draft.status = status;
    draft.type = type;
    draft.raw = Arrays.stream(pieces).map(Dialects::bytes).toList();
    return new FakeAnswer(draft);
  }

  /** No byte at all: not even a status line. */
  public static FakeAnswer nothing(Ending ending) {
    Draft draft = new Draft();
    draft.status = 0;
    draft.raw = List.of();
    draft.ending = ending;
    return new FakeAnswer(draft);
  }

  /** Bytes in the place of HTTP. */
  public static FakeAnswer garbage(String bytes, Ending ending) {
    Draft draft = new Draft();
    draft.status = 0;
    draft.raw = List.of(Dialects.bytes(bytes));
    draft.ending = ending;
    return new FakeAnswer(draft);
  }

  public FakeAnswer header(String name, String value) {
    Draft draft = draft();
    draft.headers.put(name, value);
    return new FakeAnswer(draft);
  }

  /** Waits before the status line. */
  public FakeAnswer after(Duration time) {
    Draft draft = draft();
    draft.after = time;
    return new FakeAnswer(draft);
  }

  /** Waits before each piece but the first. */
  public FakeAnswer every(Duration time) {
    Draft draft = draft();
    draft.between = time;
    return new FakeAnswer(draft);
  }

  /** With what the provider counts. */
  public FakeAnswer usage(int promptTokens, int outputTokens) {
    Draft draft = draft();
    if (draft.said == null) {
      throw new IllegalStateException("only a text has usage");
    }
    draft.said = new Dialect.Said(draft.said.pieces(), promptTokens, outputTokens);
    return new FakeAnswer(draft);
  }

  /** Sends no more than so many pieces of text. */
  public FakeAnswer cutAfterPieces(int pieces) {
    Draft draft = draft();
    draft.piecesMax = pieces;
    return new FakeAnswer(draft);
  }

  /** Sends no more than so many bytes of the body. */
  public FakeAnswer cutAfterBytes(int bytes) {
    Draft draft = draft();
    draft.bytesMax = bytes;
    return new FakeAnswer(draft);
  }

  /** Puts bytes into the body, in front of the byte at this offset. */
  public FakeAnswer insertAt(int offset, String bytes) {
    Draft draft = draft();
    draft.inserts.put(offset, Dialects.bytes(bytes));
    return new FakeAnswer(draft);
  }

  public FakeAnswer ending(Ending ending) {
    Draft draft = draft();
    draft.ending = ending;
    return new FakeAnswer(draft);
  }

  Ending ending() {
    return ending;
  }

  Duration after() {
    return after;
  }

  Duration between() {
    return between;
  }

  /** How many tokens its provider counts as sent. */
  int outputTokens() {
    return said == null ? 0 : said.outputTokens();
  }

  /** Status line and headers; empty where there is to be none. */
  byte[] head(Dialect dialect, boolean stream, int length) {
    if (status == 0) {
      return new byte[0];
    }
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " X\r\n");
    String usual = said != null && stream ? dialect.streamType() : "application/json";
    head.append("Content-Type: ").append(type == null ? usual : type).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    boolean isSized = length >= 0 && !headers.containsKey("Content-Length");
    head.append(isSized ? "Content-Length: " + length + "\r\n" : "Connection: close\r\n");
    return head.append("\r\n").toString().getBytes(US_ASCII);
  }

  /** The body that would be sent if nothing cut it, in pieces. */
  List<byte[]> whole(Dialect dialect, boolean stream) {
    if (raw != null) {
      return raw;
    }
    if (errorCode != null) {
      return List.of(dialect.error(status, errorCode, "the provider says " + errorCode));
    }
    if (said == null) {
      throw new IllegalStateException("an answer without anything");
    }
    return stream ? dialect.stream(said) : List.of(dialect.whole(said));
  }

  /** What is really sent of it. */
  List<byte[]> sent(Dialect dialect, boolean stream) {
    List<byte[]> pieces = new ArrayList<>(whole(dialect, stream));
    if (piecesMax < pieces.size()) {
      pieces = piecesMax(dialect, pieces);
    }
    List<byte[]> sent = new ArrayList<>();
    int offset = 0;
    for (byte[] piece : pieces) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int i = 0; i < piece.length && offset < bytesMax; i++, offset++) {
        byte[] insert = inserts.get(offset);
        if (insert != null) {
          out.writeBytes(insert);
        }
        out.write(piece[i]);
      }
      sent.add(out.toByteArray());
    }
    return sent;
  }

  /** Pieces of text: what a dialect sends before the first one is not counted. */
  private List<byte[]> piecesMax(Dialect dialect, List<byte[]> pieces) {
    if (said == null) {
      return pieces.subList(0, piecesMax);
    }
    return pieces.subList(0, Math.min(pieces.size(), leading(dialect) + piecesMax));
  }

  private static int leading(Dialect dialect) {
    // The first piece that a text changes is the first of the text.
    List<byte[]> one = dialect.stream(new Dialect.Said(List.of("a"), 0, 0));
    List<byte[]> other = dialect.stream(new Dialect.Said(List.of("b"), 0, 0));
    int at = 0;
    while (Arrays.equals(one.get(at), other.get(at))) {
      at++;
    }
    return at;
  }

  /** Whether the body goes out with its length in front. */
  boolean isSized(boolean stream) {
    return !(stream && said != null) && ending == Ending.WHOLE;
  }
}
