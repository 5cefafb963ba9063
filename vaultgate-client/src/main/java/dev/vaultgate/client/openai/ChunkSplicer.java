package dev.vaultgate.client.openai;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.Frame;
import dev.vaultgate.client.Notes;
import dev.vaultgate.client.Passthrough.FrameSplicer;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonIndex.Kind;
import dev.vaultgate.client.json.JsonScanner;
import dev.vaultgate.client.json.JsonSyntaxException;
import dev.vaultgate.client.json.JsonText;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes the chunks of a stream in the provider's bytes. Each is scanned where it lies, so that a
 * malformed one is found; no tree and no text is made of it. What is not plain content of a known
 * shape is left to the decoder: the first chunk, finish reasons, usage, errors.
 */
final class ChunkSplicer implements FrameSplicer {

  private static final int USUAL_CHUNK_BYTES = 512;
  private static final String[] ANSWER_FIELDS = {
    "content", "reasoning_content", "tool_calls", "refusal"
  };

  private final ChunkDecoder decoder = new ChunkDecoder();
  private final JsonScanner scanner = new JsonScanner(USUAL_CHUNK_BYTES);
  private final byte @Nullable [] id;
  private final byte @Nullable [] model;
  private boolean started;

  /** Where the answer is in the chunk that was looked at last, and in how many places. */
  private int answerStart;

  private int answerPlaces;

  /** The time in the first chunk, which all others owe as well; 0 when there was none. */
  private long created;

  ChunkSplicer(AnswerName name) {
    id = name.id() == null ? null : JsonText.quote(name.id());
    model = name.model() == null ? null : JsonText.quote(name.model());
  }

  @Override
  public void decode(ServerSentEvent event, Consumer<ChatEvent> out) {
    decoder.decode(
        event,
        decoded -> {
          if (decoded instanceof ChatEvent.Start start) {
            created = start.created();
          }
          out.accept(decoded);
        });
    started = true;
  }

  @Override
  public boolean isComplete() {
    return decoder.isComplete();
  }

  @Override
  public Notes notes() {
    return decoder.notes();
  }

  @Override
  public Frame.@Nullable Raw pass(ServerSentEvent event) {
    if (!started || event.length() == 0 || event.buffer()[event.offset()] != '{') {
      return null;
    }
    JsonIndex json;
    try {
      json = scanner.scan(event.buffer(), event.offset(), event.length());
    } catch (JsonSyntaxException e) {
      // The decoder will come to the same view and say so.
      return null;
    }
    int root = json.root();
    int choices = json.member(root, "choices");
    if (!isOrdinary(json, root) || choices < 0 || json.kind(choices) != Kind.ARRAY) {
      return null;
    }
    answerStart = -1;
    answerPlaces = 0;
    int answerChars = 0;
    boolean first = true;
    for (int c = json.firstChild(choices); c >= 0; c = json.nextSibling(choices, c)) {
      int chars = answerChars(json, c);
      if (chars < 0) {
        return null;
      }
      answerChars += chars;
      first &= json.longOr(json.member(c, "index"), 0) == 0;
    }
    if (answerChars == 0 && first) {
      return null;
    }
    byte[] chunk = renamed(json);
    return new Frame.Raw(chunk, answerChars > 0, answerChars, answerAt(json, chunk));
  }

  /** Whether the chunk has its head, and nothing beside its choices that must be read. */
  private boolean isOrdinary(JsonIndex json, int root) {
    return json.isString(json.member(root, "id"))
        && json.isString(json.member(root, "model"))
        && json.member(root, "object") >= 0
        && created > 0
        && json.longOr(json.member(root, "created"), 0) == created
        && json.isNothing(json.member(root, "error"))
        && json.isNothing(json.member(root, "usage"))
        && json.member(root, "x_groq") < 0;
  }

  /** The length of what a choice adds to the answer, or -1 when it must be read. */
  private int answerChars(JsonIndex json, int choice) {
    int delta = json.member(choice, "delta");
    if (json.isNothing(delta)
        || json.member(choice, "index") < 0
        || !json.isNothing(json.member(choice, "finish_reason"))
        || json.member(choice, "message") >= 0
        || json.member(delta, "reasoning") >= 0) {
      return -1;
    }
    int chars = 0;
    for (String field : ANSWER_FIELDS) {
      int token = json.member(delta, field);
      if (json.isString(token)) {
        chars += text(json, token);
      } else if (!json.isNothing(token)) {
        int pieces = pieces(json, token);
        if (pieces < 0) {
          return -1;
        }
        chars += pieces;
      }
    }
    return chars;
  }

  /** Takes note of a piece of the answer; its length without the quotes. */
  private int text(JsonIndex json, int token) {
    int length = json.end(token) - json.start(token) - 2;
    if (length > 0) {
      answerStart = json.start(token) + 1;
      answerPlaces++;
    }
    return length;
  }

  /**
   * The length of pieces of calls that have begun, under the numbers they have, or -1 when it is
   * something else. The first piece of a call, which has its id, is read.
   */
  private int pieces(JsonIndex json, int calls) {
    if (json.kind(calls) != Kind.ARRAY || !decoder.numbersCalls()) {
      return -1;
    }
    int chars = 0;
    for (int call = json.firstChild(calls); call >= 0; call = json.nextSibling(calls, call)) {
      int arguments = json.member(json.member(call, "function"), "arguments");
      if (json.longOr(json.member(call, "index"), -1) < 0
          || !json.isNothing(json.member(call, "id"))
          || !json.isString(arguments)) {
        return -1;
      }
      chars += text(json, arguments);
    }
    return chars;
  }

  /** Where the answer is in the renamed chunk, whose choices have moved with its end. */
  private int answerAt(JsonIndex json, byte[] renamed) {
    int root = json.root();
    boolean behindNames =
        answerStart > json.start(json.member(root, "id"))
            && answerStart > json.start(json.member(root, "model"));
    return answerPlaces == 1 && behindNames ? renamed.length - (json.end(root) - answerStart) : -1;
  }

  private byte[] renamed(JsonIndex json) {
    int root = json.root();
    int idToken = json.member(root, "id");
    int modelToken = json.member(root, "model");
    boolean idFirst = json.start(idToken) < json.start(modelToken);
    int first = idFirst ? idToken : modelToken;
    int second = idFirst ? modelToken : idToken;
    byte[] firstName = idFirst ? id : model;
    byte[] secondName = idFirst ? model : id;
    byte[] source = json.bytes();
    int start = json.start(root);
    int length =
        json.end(root)
            - start
            + (firstName == null ? 0 : firstName.length - (json.end(first) - json.start(first)))
            + (secondName == null
                ? 0
                : secondName.length - (json.end(second) - json.start(second)));
    byte[] result = new byte[length];
    int to = copy(source, start, json.start(first), result, 0);
    to = named(json, first, firstName, result, to);
    to = copy(source, json.end(first), json.start(second), result, to);
    to = named(json, second, secondName, result, to);
    copy(source, json.end(second), json.end(root), result, to);
    return result;
  }

  private static int named(
      JsonIndex json, int token, byte @Nullable [] name, byte[] result, int to) {
    return name == null
        ? copy(json.bytes(), json.start(token), json.end(token), result, to)
        : copy(name, 0, name.length, result, to);
  }

  private static int copy(byte[] source, int from, int until, byte[] result, int to) {
    System.arraycopy(source, from, result, to, until - from);
    return to + until - from;
  }
}
