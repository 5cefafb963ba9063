package dev.vaultgate.client;

import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonIndex.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The addresses within a request that somebody would fetch: in {@code image_url} and its like, and
 * in a file's data. Data that the request carries itself is none.
 */
final class MediaAddresses {

  private static final byte[] SUFFIX = "_url".getBytes(StandardCharsets.US_ASCII);

  /** An address's scheme ends before that; data in base64 has no colon at all. */
  private static final int SCHEME_MAX = 24;

  /**
   * An address.
   *
   * @param token its string within the request
   * @param path of the field, for people
   * @param kind the member that it stands in, such as {@code image_url}
   */
  record Found(int token, String path, String kind) {}

  private MediaAddresses() {}

  /** How many there are in a part of a message's content. */
  static int count(JsonIndex json, int part) {
    if (json.kind(part) != Kind.OBJECT) {
      return 0;
    }
    int count = 0;
    for (int name = json.firstChild(part); name >= 0; name = json.nextSibling(part, name + 1)) {
      count += addressIn(json, name) >= 0 ? 1 : 0;
    }
    return count;
  }

  /** All of them, in their order. */
  static List<Found> of(JsonIndex json) {
    return of(json, "messages");
  }

  /** All of them in requests whose messages stand in another field. */
  static List<Found> of(JsonIndex json, String field) {
    List<Found> all = new ArrayList<>();
    int messages = json.member(json.root(), field);
    if (json.isNothing(messages) || json.kind(messages) != Kind.ARRAY) {
      return all;
    }
    int place = 0;
    for (int m = json.firstChild(messages); m >= 0; m = json.nextSibling(messages, m)) {
      int content = json.member(m, "content");
      if (content >= 0 && json.kind(content) == Kind.ARRAY) {
        parts(json, content, field + "[" + place + "].content", all);
      }
      place++;
    }
    return all;
  }

  private static void parts(JsonIndex json, int content, String path, List<Found> all) {
    int place = 0;
    for (int p = json.firstChild(content); p >= 0; p = json.nextSibling(content, p)) {
      if (json.kind(p) == Kind.OBJECT) {
        for (int name = json.firstChild(p); name >= 0; name = json.nextSibling(p, name + 1)) {
          int token = addressIn(json, name);
          if (token >= 0) {
            String kind = json.text(name);
            all.add(new Found(token, path + "[" + place + "]." + kind, kind));
          }
        }
      }
      place++;
    }
  }

  /** The token of the address that a member of a part holds, or -1. */
  private static int addressIn(JsonIndex json, int name) {
    int value = name + 1;
    if (json.textEquals(name, "file")) {
      int data = json.member(value, "file_data");
      return json.isString(data) && hasScheme(json, data) && !isData(json, data) ? data : -1;
    }
    if (!endsInUrl(json, name)) {
      return -1;
    }
    int url = json.kind(value) == Kind.OBJECT ? json.member(value, "url") : value;
    return json.isString(url) && !isData(json, url) ? url : -1;
  }

  private static boolean endsInUrl(JsonIndex json, int name) {
    int from = json.end(name) - 1 - SUFFIX.length;
    if (from <= json.start(name)) {
      return false;
    }
    for (int i = 0; i < SUFFIX.length; i++) {
      if (json.bytes()[from + i] != SUFFIX[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isData(JsonIndex json, int token) {
    return head(json, token).regionMatches(true, 0, "data:", 0, 5);
  }

  private static boolean hasScheme(JsonIndex json, int token) {
    return head(json, token).indexOf(':') > 0;
  }

  private static String head(JsonIndex json, int token) {
    int start = json.start(token) + 1;
    int length = Math.min(SCHEME_MAX, json.end(token) - 1 - start);
    return new String(json.bytes(), start, length, StandardCharsets.ISO_8859_1);
  }
}
