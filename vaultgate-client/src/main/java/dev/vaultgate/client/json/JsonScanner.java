package dev.vaultgate.client.json;

import dev.vaultgate.client.json.JsonIndex.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * The one pass over a body: checks every byte (RFC 8259, strictly) and notes where each value
 * begins and ends. Plain text inside strings, which is most of a chat, is checked eight bytes at a
 * time.
 */
public final class JsonScanner {

  private static final int DEPTH_MAX = 1000;
  private static final int DIGITS_MAX = 1000;
  private static final int MEMBERS_MAX = 10_000;

  /** Up to so many members, names are compared pairwise; above, through a set. */
  private static final int FEW_MEMBERS = 24;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private byte[] bytes = {};
  private int end;
  private int at;
  private int[] tokens;
  private int count;
  private int depth;
  private int escapes;

  /** Whether a name was written in another way than it reads. */
  private boolean escapedNames;

  /** A scanner for values of about this many bytes; larger ones let it grow. */
  public JsonScanner(int usualBytes) {
    tokens = new int[JsonIndex.WIDTH * Math.max(32, Math.min(1024, usualBytes / 16))];
  }

  /** Scans a value. The index shares this scanner's array: the next scan overwrites it. */
  public JsonIndex scan(byte[] bytes, int offset, int length) throws JsonSyntaxException {
    this.bytes = bytes;
    at = offset;
    end = offset + length;
    count = 0;
    depth = 0;
    escapedNames = false;
    space();
    if (at == end) {
      throw problem("no value");
    }
    value();
    space();
    if (at < end) {
      throw problem("something after the value");
    }
    return new JsonIndex(bytes, tokens);
  }

  private void value() throws JsonSyntaxException {
    if (at >= end) {
      throw problem("the value ends too early");
    }
    switch (bytes[at]) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", Kind.TRUE);
      case 'f' -> word("false", Kind.FALSE);
      case 'n' -> word("null", Kind.NULL);
      default -> number();
    }
  }

  private void object() throws JsonSyntaxException {
    int token = open(Kind.OBJECT);
    space();
    if (peek() == '}') {
      close(token);
      return;
    }
    int members = 0;
    Set<String> names = null;
    while (true) {
      if (peek() != '"') {
        throw problem("a name is expected");
      }
      int name = count;
      int escapesBefore = escapes;
      string();
      escapedNames |= escapes != escapesBefore;
      if (++members > MEMBERS_MAX) {
        throw problem("more than " + MEMBERS_MAX + " members");
      }
      if (members == FEW_MEMBERS) {
        names = names(token);
      } else if (names == null ? repeats(token, name) : !names.add(name(name))) {
        throw problem("the name " + shown(name) + " twice in one object");
      }
      space();
      if (peek() != ':') {
        throw problem("a colon is expected");
      }
      at++;
      space();
      value();
      space();
      byte next = peek();
      if (next == '}') {
        close(token);
        return;
      }
      if (next != ',') {
        throw problem("a comma or the end of the object is expected");
      }
      at++;
      space();
    }
  }

  private void array() throws JsonSyntaxException {
    int token = open(Kind.ARRAY);
    space();
    if (peek() == ']') {
      close(token);
      return;
    }
    while (true) {
      value();
      space();
      byte next = peek();
      if (next == ']') {
        close(token);
        return;
      }
      if (next != ',') {
        throw problem("a comma or the end of the array is expected");
      }
      at++;
      space();
    }
  }

  private int open(Kind kind) throws JsonSyntaxException {
    if (++depth > DEPTH_MAX) {
      throw problem("more than " + DEPTH_MAX + " levels");
    }
    int token = add(kind, at, at);
    at++;
    return token;
  }

  private void close(int token) {
    depth--;
    at++;
    tokens[token * JsonIndex.WIDTH + 2] = at;
    tokens[token * JsonIndex.WIDTH + 3] = count;
  }

  @SuppressWarnings("EnumOrdinal") // the index keeps kinds as numbers, in memory alone
  private int add(Kind kind, int from, int to) {
    int slot = count * JsonIndex.WIDTH;
    if (slot == tokens.length) {
      tokens = Arrays.copyOf(tokens, slot * 2);
    }
    tokens[slot] = kind.ordinal();
    tokens[slot + 1] = from;
    tokens[slot + 2] = to;
    tokens[slot + 3] = count + 1;
    return count++;
  }

  private void word(String word, Kind kind) throws JsonSyntaxException {
    int length = word.length();
    if (end - at < length) {
      throw problem("the value ends too early");
    }
    for (int i = 0; i < length; i++) {
      if (bytes[at + i] != word.charAt(i)) {
        throw problem("an unknown word");
      }
    }
    add(kind, at, at + length);
    at += length;
  }

  private void number() throws JsonSyntaxException {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (at < end && bytes[at] == '0') {
      at++;
    } else {
      digits();
    }
    if (at < end && bytes[at] == '.') {
      at++;
      digits();
    }
    if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      int exponent = at;
      digits();
      // 1e999 is a number to JSON and infinity to everybody else.
      if (at - exponent > 3) {
        throw new JsonSyntaxException("a number with too large an exponent", start);
      }
    }
    if (at - start > DIGITS_MAX) {
      throw new JsonSyntaxException("a number of more than " + DIGITS_MAX + " digits", start);
    }
    add(Kind.NUMBER, start, at);
  }

  private void digits() throws JsonSyntaxException {
    int start = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    if (at == start) {
      throw problem(at < end ? "an unexpected character" : "the value ends too early");
    }
  }

  private void string() throws JsonSyntaxException {
    int start = at++;
    while (true) {
      at = plain(bytes, at, end);
      while (at < end && bytes[at] >= 0x20 && bytes[at] != '"' && bytes[at] != '\\') {
        at++;
      }
      if (at >= end) {
        throw new JsonSyntaxException("a string without an end", start);
      }
      byte b = bytes[at];
      if (b == '"') {
        at++;
        add(Kind.STRING, start, at);
        return;
      }
      if (b == '\\') {
        escape();
      } else if (b < 0) {
        do {
          at += Utf8.length(bytes, at, end);
        } while (at < end && bytes[at] < 0);
      } else {
        throw problem("a control character in a string");
      }
    }
  }

  /**
   * The first byte that is a quote, a backslash, a control character or beyond ASCII, or a few
   * bytes before it.
   */
  private static int plain(byte[] bytes, int from, int end) {
    int i = from;
    while (i + 4 * Long.BYTES <= end) {
      long found =
          special((long) LONGS.get(bytes, i))
              | special((long) LONGS.get(bytes, i + Long.BYTES))
              | special((long) LONGS.get(bytes, i + 2 * Long.BYTES))
              | special((long) LONGS.get(bytes, i + 3 * Long.BYTES));
      if (found != 0) {
        break;
      }
      i += 4 * Long.BYTES;
    }
    while (i + Long.BYTES <= end && special((long) LONGS.get(bytes, i)) == 0) {
      i += Long.BYTES;
    }
    return i;
  }

  /**
   * The high bits of the bytes of a word that are special; of those behind one that is, too. A
   * quote with its second bit turned is next to the control characters, which stay among
   * themselves.
   */
  private static long special(long word) {
    long control = (word ^ ONES * 0x02) - ONES * 0x21;
    long slash = (word ^ ONES * '\\') - ONES;
    return (control | slash | word) & HIGHS;
  }

  private void escape() throws JsonSyntaxException {
    escapes++;
    if (at + 1 >= end) {
      throw problem("a string without an end");
    }
    switch (bytes[at + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at += 2;
      case 'u' -> {
        int unit = unit(at);
        at += 6;
        if (Character.isLowSurrogate((char) unit)) {
          throw problem("half a surrogate pair");
        }
        if (Character.isHighSurrogate((char) unit)) {
          if (at + 1 >= end
              || bytes[at] != '\\'
              || bytes[at + 1] != 'u'
              || !Character.isLowSurrogate((char) unit(at))) {
            throw problem("half a surrogate pair");
          }
          at += 6;
        }
      }
      default -> throw problem("an unknown escape");
    }
  }

  private int unit(int escape) throws JsonSyntaxException {
    int unit = escape + 6 > end ? -1 : JsonText.hex(bytes, escape + 2);
    if (unit < 0) {
      throw problem("four hexadecimal digits are expected");
    }
    return unit;
  }

  /** Whether the object has the name already; the name itself is its last. */
  private boolean repeats(int object, int name) {
    for (int key = object + 1; key < name; key = tokens[(key + 1) * JsonIndex.WIDTH + 3]) {
      if (sameText(key, name)) {
        return true;
      }
    }
    return false;
  }

  private boolean sameText(int one, int other) {
    int slot = one * JsonIndex.WIDTH;
    int otherSlot = other * JsonIndex.WIDTH;
    return Arrays.equals(
            bytes,
            tokens[slot + 1],
            tokens[slot + 2],
            bytes,
            tokens[otherSlot + 1],
            tokens[otherSlot + 2])
        || escapedNames && name(one).equals(name(other));
  }

  private Set<String> names(int object) throws JsonSyntaxException {
    Set<String> names = new HashSet<>();
    for (int key = object + 1; key < count; key = tokens[(key + 1) * JsonIndex.WIDTH + 3]) {
      if (!names.add(name(key))) {
        throw problem("the name " + shown(key) + " twice in one object");
      }
      if (key == count - 1) {
        break;
      }
    }
    return names;
  }

  private String name(int token) {
    int slot = token * JsonIndex.WIDTH;
    return JsonText.decode(bytes, tokens[slot + 1] + 1, tokens[slot + 2] - 1);
  }

  private String shown(int token) {
    String name = name(token);
    return name.length() > 40 ? name.substring(0, 40) + "…" : name;
  }

  private void space() {
    while (at < end) {
      byte b = bytes[at];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return;
      }
      at++;
    }
  }

  private byte peek() throws JsonSyntaxException {
    if (at >= end) {
      throw problem("the value ends too early");
    }
    return bytes[at];
  }

  private JsonSyntaxException problem(String problem) {
    return new JsonSyntaxException(problem, at);
  }

  /** UTF-8 by the table of RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
  private static final class Utf8 {

    private Utf8() {}

    /** The length of the character that begins here. */
    static int length(byte[] bytes, int at, int end) throws JsonSyntaxException {
      int first = bytes[at] & 0xFF;
      int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
      boolean valid = first >= 0xC2 && first <= 0xF4 && at + length <= end;
      for (int i = at + 1; valid && i < at + length; i++) {
        valid = (bytes[i] & 0xC0) == 0x80;
      }
      if (valid && length > 2) {
        int second = bytes[at + 1] & 0xFF;
        valid =
            switch (first) {
              case 0xE0 -> second >= 0xA0;
              case 0xED -> second < 0xA0;
              case 0xF0 -> second >= 0x90;
              case 0xF4 -> second < 0x90;
              default -> true;
            };
      }
      if (!valid) {
        throw new JsonSyntaxException("bytes that are not UTF-8", at);
      }
      return length;
    }
  }
}
