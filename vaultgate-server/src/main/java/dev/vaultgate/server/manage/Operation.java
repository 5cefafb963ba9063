package dev.vaultgate.server.manage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the management API does. The routes, the access check and the OpenAPI document are
 * made of these, so that there is no path without a rule for who may take it.
 *
 * @param method of HTTP, in capitals
 * @param path below {@code /api/v1}
 * @param access who may
 * @param id its name in the document, such as {@code listKeys}
 * @param summary what it does, in a line
 * @param query the parameters that its query may have
 * @param takes the schema of its body, or null when it takes none
 * @param gives the schema of its answer, or a media type for one that is not JSON
 * @param bodyBytesMax how long its body may be
 * @param isPrivate whether what it changes is the user's alone, and no business of the audit
 * @param handler what does it
 */
public record Operation(
    String method,
    PathTemplate path,
    Access access,
    String id,
    String summary,
    List<Parameter> query,
    @Nullable String takes,
    String gives,
    int bodyBytesMax,
    boolean isPrivate,
    Handler handler) {

  private static final int BODY_BYTES_USUAL_MAX = 64 * 1024;

  /** What does the work of an operation. Safe for many threads. */
  @FunctionalInterface
  public interface Handler {
    Answer handle(Call call);
  }

  /**
   * A parameter of a query; always optional.
   *
   * @param type of JSON Schema: {@code string}, {@code integer} or {@code boolean}
   */
  public record Parameter(String name, String type, String description) {}

  public static Draft get(String path, Access access) {
    return new Draft("GET", path, access);
  }

  public static Draft post(String path, Access access) {
    return new Draft("POST", path, access);
  }

  public static Draft put(String path, Access access) {
    return new Draft("PUT", path, access);
  }

  public static Draft patch(String path, Access access) {
    return new Draft("PATCH", path, access);
  }

  public static Draft delete(String path, Access access) {
    return new Draft("DELETE", path, access);
  }

  /** Whether it may change something, and belongs into the audit. */
  boolean changes() {
    return !method.equals("GET") && !isPrivate;
  }

  /** Whether the parameter is one of the operation's. */
  boolean knows(String parameter) {
    return query.stream().anyMatch(known -> known.name().equals(parameter));
  }

  /** An operation in the making; {@link #by} ends it. */
  public static final class Draft {

    private final String method;
    private final String path;
    private final Access access;
    private final List<Parameter> query = new ArrayList<>();
    private String id = "";
    private String summary = "";
    private @Nullable String takes;
    private String gives = "";
    private int bodyBytesMax = BODY_BYTES_USUAL_MAX;
    private boolean isPrivate;

    private Draft(String method, String path, Access access) {
      this.method = method;
      this.path = path;
      this.access = access;
    }

    public Draft named(String id, String summary) {
      this.id = id;
      this.summary = summary;
      return this;
    }

    public Draft query(String name, String type, String description) {
      query.add(new Parameter(name, type, description));
      return this;
    }

    /** The schema of the body. */
    public Draft takes(String schema) {
      this.takes = schema;
      return this;
    }

    /** The schema of the answer; {@code Key[]} is a list of keys. */
    public Draft gives(String schema) {
      this.gives = schema;
      return this;
    }

    /** A body of more than the usual 64 KB. */
    public Draft bodyBytesMax(int bytes) {
      this.bodyBytesMax = bytes;
      return this;
    }

    /** What it changes is the user's alone, and no business of the audit. */
    public Draft inPrivate() {
      this.isPrivate = true;
      return this;
    }

    public Operation by(Handler handler) {
      return new Operation(
          method,
          PathTemplate.of(path),
          access,
          id,
          summary,
          List.copyOf(query),
          takes,
          gives,
          bodyBytesMax,
          isPrivate,
          handler);
    }
  }
}
