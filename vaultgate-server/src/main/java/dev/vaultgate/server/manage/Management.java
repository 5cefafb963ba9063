package dev.vaultgate.server.manage;

import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.PermissionException;
import dev.vaultgate.router.audit.AuditLog;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.server.http.ProtocolFault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The management API: a table of operations, and the way through it, which is the same for HTTP and
 * for the command line. Who is nobody learns not even which paths exist. Safe for many threads.
 */
public final class Management {

  private final List<Topic> topics;
  private final List<Operation> operations;
  private final AuditLog audit;
  private final SystemTime time;

  /**
   * Of these topics, and the document about them.
   *
   * @param audit is told of every call that may have changed something
   */
  public Management(List<Topic> topics, AuditLog audit, SystemTime time) {
    this.audit = audit;
    this.time = time;
    this.topics = new DocumentOperations(topics).topics();
    this.operations = this.topics.stream().flatMap(topic -> topic.operations().stream()).toList();
  }

  public List<Operation> operations() {
    return operations;
  }

  public List<Topic> topics() {
    return topics;
  }

  /**
   * Does what is asked.
   *
   * @throws dev.vaultgate.api.VaultGateException when it is refused or fails
   */
  public Answer answer(Identity identity, ManagementRequest request) {
    Found found = find(identity, request);
    if (!found.operation().access().allows(identity)) {
      throw identity.role() == Identity.Role.NOBODY ? unknown() : notAllowed();
    }
    Operation operation = found.operation();
    Call call = new Call(identity, request, found.places(), query(operation, request));
    Answer answer = operation.handler().handle(call);
    if (operation.changes()) {
      audit.add(call.note().entry(operation.id(), time.now(), request));
    }
    return answer;
  }

  /**
   * How much of a request's body is worth reading: as much as the operation takes from whoever
   * sends it, and nothing where it takes none.
   */
  int bodyBytesMax(Identity identity, ManagementRequest request) {
    return operations.stream()
        .filter(operation -> operation.takes() != null)
        .filter(operation -> operation.access().allows(identity))
        .filter(operation -> operation.method().equals(request.method()))
        .filter(operation -> operation.path().match(request.path()).isPresent())
        .mapToInt(Operation::bodyBytesMax)
        .findFirst()
        .orElse(0);
  }

  private record Found(Operation operation, Map<String, String> places) {}

  private Found find(Identity identity, ManagementRequest request) {
    boolean pathExists = false;
    for (Operation operation : operations) {
      Optional<Map<String, String>> places = operation.path().match(request.path());
      if (places.isPresent()) {
        if (operation.method().equals(request.method())) {
          return new Found(operation, places.get());
        }
        pathExists = true;
      }
    }
    if (identity.role() == Identity.Role.NOBODY) {
      throw unknown();
    }
    throw pathExists ? ProtocolFault.methodNotAllowed() : ProtocolFault.notFound();
  }

  /** The query, in which nothing may stand twice, and nothing that is not known. */
  private static Query query(Operation operation, ManagementRequest request) {
    Map<String, String> once = new HashMap<>();
    request
        .query()
        .forEach(
            (name, values) -> {
              if (!operation.knows(name) || values.size() != 1) {
                throw new InvalidRequestException(
                    400, "unknown_parameter", name + ": not expected here, or not twice", name);
              }
              once.put(name, values.get(0));
            });
    return new Query(once);
  }

  private static AuthenticationException unknown() {
    return new AuthenticationException(
        "login_required",
        "Sign in first, or send an admin key in a header: Authorization: Bearer <key>.");
  }

  private static PermissionException notAllowed() {
    return new PermissionException("forbidden", "This is for administrators.");
  }
}
