package dev.vaultgate.server.manage;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One call of an operation, by somebody who may. For one thread. */
public final class Call {

  private final Identity identity;
  private final ManagementRequest request;
  private final Map<String, String> path;
  private final Query query;
  private final AuditNote note;

  Call(Identity identity, ManagementRequest request, Map<String, String> path, Query query) {
    this.identity = identity;
    this.request = request;
    this.path = path;
    this.query = query;
    this.note = new AuditNote(identity, path.values());
  }

  public Identity identity() {
    return identity;
  }

  /** What stands in a place of the path. */
  public String path(String place) {
    return Objects.requireNonNull(path.get(place), place);
  }

  public Query query() {
    return query;
  }

  /**
   * The body, read strictly; {@link JsonMembers#end} says that nothing else may be there.
   *
   * @throws dev.vaultgate.api.InvalidRequestException when it is no JSON object
   */
  public JsonMembers body() {
    return JsonMembers.parse(request.body());
  }

  /** The body as it came, for one whose signature is to be checked. */
  public byte[] rawBody() {
    return request.body();
  }

  ManagementRequest request() {
    return request;
  }

  /** A header that stands once, or null. */
  public @Nullable String header(String name) {
    return request.headers().apply(name);
  }

  /** What the audit shall say of this call. Calls that change nothing are not in it. */
  public AuditNote note() {
    return note;
  }

  /** Names the request in logs and the audit. */
  public String requestId() {
    return request.id();
  }

  /** The address of who calls, or empty for this process. */
  public String address() {
    return request.address();
  }
}
