package dev.vaultgate.client.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Changes to an object in bytes, made without taking it apart: values are replaced, names are
 * replaced, members are added or removed, and every other byte stays. Changes must be given in the
 * order of their place in the bytes; additions come last.
 */
public final class JsonSplice {

  private record Edit(int start, int end, byte[] bytes) {}

  /** To copy fewer bytes takes less than to write them apart. */
  private static final int COPIED_MAX = 48 * 1024;

  private static final byte[] COMMA = {','};
  private static final byte[] BRACE = {'}'};

  private final JsonIndex json;
  private final int object;
  private final List<Edit> edits = new ArrayList<>(4);
  private final List<byte[]> additions = new ArrayList<>(2);
  private boolean removes;

  /** Begins changes to the root object. */
  public JsonSplice(JsonIndex json) {
    this.json = json;
    this.object = json.root();
  }

  /** Puts other JSON in place of a value, or of a member's name. */
  public JsonSplice replace(int token, byte[] jsonBytes) {
    add(new Edit(json.start(token), json.end(token), jsonBytes));
    return this;
  }

  /** Puts an element before the first of an array, which is not empty. */
  public JsonSplice prepend(int array, byte[] elementJson) {
    byte[] withComma = Arrays.copyOf(elementJson, elementJson.length + 1);
    withComma[elementJson.length] = ',';
    int at = json.start(array) + 1;
    add(new Edit(at, at, withComma));
    return this;
  }

  /** Adds a member to the root object. The name is plain ASCII. */
  public JsonSplice append(String name, String valueJson) {
    additions.add(("\"" + name + "\":" + valueJson).getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Removes a member of an object, given by its name's token, together with one comma. */
  public JsonSplice remove(int name) {
    removes = true;
    byte[] bytes = json.bytes();
    int start = json.start(name);
    int end = json.end(name + 1);
    int after = end;
    while (isSpace(bytes[after])) {
      after++;
    }
    if (bytes[after] == ',') {
      add(new Edit(start, after + 1, new byte[0]));
      return this;
    }
    int before = start - 1;
    while (isSpace(bytes[before])) {
      before--;
    }
    add(new Edit(bytes[before] == ',' ? before : start, end, new byte[0]));
    return this;
  }

  private void add(Edit edit) {
    int at = edits.size();
    while (at > 0 && edits.get(at - 1).start > edit.start) {
      at--;
    }
    edits.add(at, edit);
  }

  /** The changed object in pieces, without a copy of what is long and stays as it is. */
  public JsonPieces pieces() {
    return pieces(COPIED_MAX);
  }

  JsonPieces pieces(int copiedMax) {
    boolean isShort = json.end(object) - json.start(object) < copiedMax;
    if (isShort || removes || json.firstChild(object) < 0) {
      return JsonPieces.of(bytes());
    }
    byte[] source = json.bytes();
    JsonPieces.Builder pieces = new JsonPieces.Builder();
    int from = json.start(object);
    for (Edit edit : edits) {
      pieces.add(source, from, Math.max(edit.start, from)).add(edit.bytes);
      from = Math.max(edit.end, from);
    }
    if (additions.isEmpty()) {
      return pieces.add(source, from, json.end(object)).build();
    }
    pieces.add(source, from, json.end(object) - 1);
    for (byte[] addition : additions) {
      pieces.add(COMMA).add(addition);
    }
    return pieces.add(BRACE).build();
  }

  /** The changed object, from its first brace to its last. */
  public byte[] bytes() {
    byte[] source = json.bytes();
    int start = json.start(object);
    int end = json.end(object);
    byte[] result = new byte[lengthMax()];
    int to = 0;
    int from = start;
    for (Edit edit : edits) {
      // Two removals of neighbours may share a comma.
      int until = Math.max(edit.start, from);
      System.arraycopy(source, from, result, to, until - from);
      to += until - from;
      System.arraycopy(edit.bytes, 0, result, to, edit.bytes.length);
      to += edit.bytes.length;
      from = Math.max(edit.end, from);
    }
    System.arraycopy(source, from, result, to, end - 1 - from);
    to += end - 1 - from;
    to = withoutLastComma(result, to);
    boolean empty = isEmptySoFar(result, to);
    for (byte[] addition : additions) {
      if (!empty) {
        result[to++] = ',';
      }
      empty = false;
      System.arraycopy(addition, 0, result, to, addition.length);
      to += addition.length;
    }
    result[to++] = '}';
    return to == result.length ? result : Arrays.copyOf(result, to);
  }

  /** The length of the changed object, or a little more where members are removed. */
  private int lengthMax() {
    int length = 0;
    int from = json.start(object);
    for (Edit edit : edits) {
      length += Math.max(0, edit.start - from) + edit.bytes.length;
      from = Math.max(edit.end, from);
    }
    length += json.end(object) - from;
    for (byte[] addition : additions) {
      length += addition.length + 1;
    }
    return length;
  }

  /** When the last two members are removed, the comma before them is left over. */
  private static int withoutLastComma(byte[] bytes, int length) {
    int last = length - 1;
    while (isSpace(bytes[last])) {
      last--;
    }
    return bytes[last] == ',' ? last : length;
  }

  private static boolean isEmptySoFar(byte[] bytes, int length) {
    int last = length - 1;
    while (isSpace(bytes[last])) {
      last--;
    }
    return bytes[last] == '{';
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
