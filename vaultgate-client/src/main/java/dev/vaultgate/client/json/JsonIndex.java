package dev.vaultgate.client.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value in bytes, with an index of where everything in it begins and ends.
 *
 * <p>{@link #parse} reads the bytes once and strictly. After that a value is named by its
 * <i>token</i>, a number: {@link #root()} is the whole, {@link #member} finds a member of an
 * object, {@link #firstChild} and {@link #nextSibling} walk. Nothing is decoded until it is asked
 * for, so a long chat costs one look at each byte. The bytes must not change.
 *
 * <p>The index is one array of ints, four for each token: kind, start, end, and the token behind
 * the value. In an object names and values alternate.
 */
public final class JsonIndex {

  /** What kind of value a token is. */
  public enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL
  }

  static final int WIDTH = 4;
  private static final Kind[] KINDS = Kind.values();

  private final byte[] bytes;
  private final int[] tokens;

  JsonIndex(byte[] bytes, int[] tokens) {
    this.bytes = bytes;
    this.tokens = tokens;
  }

  /**
   * Reads one value, strictly: no duplicate names, nothing before or after it but white space,
   * valid UTF-8, whole surrogate pairs, at most 1,000 levels, 1,000 digits and 10,000 members in an
   * object.
   */
  public static JsonIndex parse(byte[] bytes) throws JsonSyntaxException {
    return parse(bytes, 0, bytes.length);
  }

  /** The same for a part of an array. */
  public static JsonIndex parse(byte[] bytes, int offset, int length) throws JsonSyntaxException {
    return new JsonScanner(length).scan(bytes, offset, length);
  }

  public byte[] bytes() {
    return bytes;
  }

  public int root() {
    return 0;
  }

  public Kind kind(int token) {
    return KINDS[tokens[token * WIDTH]];
  }

  /** The first byte of a value; for a string, its opening quote. */
  public int start(int token) {
    return tokens[token * WIDTH + 1];
  }

  /** The byte behind a value. */
  public int end(int token) {
    return tokens[token * WIDTH + 2];
  }

  private int next(int token) {
    return tokens[token * WIDTH + 3];
  }

  /** The value of a member, or -1 when the object has no such member or the token is no object. */
  public int member(int object, String name) {
    if (object < 0 || kind(object) != Kind.OBJECT) {
      return -1;
    }
    for (int key = firstChild(object); key >= 0; key = nextSibling(object, key + 1)) {
      if (textEquals(key, name)) {
        return key + 1;
      }
    }
    return -1;
  }

  /**
   * The first element of an array, or the first name of an object, whose value is the token behind
   * it; -1 when there is none.
   */
  public int firstChild(int container) {
    return next(container) == container + 1 ? -1 : container + 1;
  }

  /** The token behind a value within its container, or -1 when it was the last. */
  public int nextSibling(int container, int value) {
    int next = next(value);
    return next >= next(container) ? -1 : next;
  }

  /** How many elements an array has. */
  public int size(int array) {
    int size = 0;
    for (int e = firstChild(array); e >= 0; e = nextSibling(array, e)) {
      size++;
    }
    return size;
  }

  public boolean isString(int token) {
    return token >= 0 && kind(token) == Kind.STRING;
  }

  /** Whether the token is absent or null. */
  public boolean isNothing(int token) {
    return token < 0 || kind(token) == Kind.NULL;
  }

  /** Whether a string is this ASCII text, without decoding it. */
  public boolean textEquals(int token, String ascii) {
    int start = start(token) + 1;
    int length = ascii.length();
    if (end(token) - 1 - start != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[start + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The text of a string. */
  public String text(int token) {
    return JsonText.decode(bytes, start(token) + 1, end(token) - 1);
  }

  /** The text of a string member, or null when it is absent or no string. */
  public @Nullable String textOf(int object, String name) {
    int token = member(object, name);
    return isString(token) ? text(token) : null;
  }

  /** A value as it stands in the bytes. */
  public String source(int token) {
    return new String(bytes, start(token), end(token) - start(token), StandardCharsets.UTF_8);
  }

  /** The bytes of a value. */
  public byte[] copy(int token) {
    return Arrays.copyOfRange(bytes, start(token), end(token));
  }

  /** A whole number, or {@code otherwise} when the token is absent or anything else. */
  public long longOr(int token, long otherwise) {
    if (token < 0 || kind(token) != Kind.NUMBER) {
      return otherwise;
    }
    int start = start(token);
    int end = end(token);
    boolean negative = bytes[start] == '-';
    long value = 0;
    for (int i = negative ? start + 1 : start; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
        return otherwise;
      }
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }

  /** The value as a tree, built from the index. */
  public JsonNode tree(int token) {
    return JsonTree.build(this, token);
  }
}
