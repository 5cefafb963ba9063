package dev.vaultgate.server.manage;

import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.server.http.ProtocolFault;
import dev.vaultgate.server.http.Visit;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The management API over HTTP: everything below {@code /api}. */
public final class ManagementRoute implements Handler {

  private static final Logger LOG = LoggerFactory.getLogger(ManagementRoute.class);
  private static final String BASE = "/api/v1";
  private static final String REQUEST_ID = "x-request-id";

  private final Doorkeeper doorkeeper;
  private final Management management;

  public ManagementRoute(Doorkeeper doorkeeper, Management management) {
    this.doorkeeper = doorkeeper;
    this.management = management;
  }

  @Override
  public void handle(Context context) throws IOException {
    ManagementRequest head = request(context, new byte[0]);
    Identity identity = doorkeeper.identify(head);
    int bodyBytesMax = management.bodyBytesMax(identity, head);
    ManagementRequest request =
        bodyBytesMax > 0 ? request(context, body(context, bodyBytesMax)) : head;
    Answer answer = management.answer(identity, request);
    answer.headers().forEach(context::header);
    if (answer instanceof Answer.Whole whole) {
      context.status(whole.status());
      context.contentType("application/json").result(Json.bytes(whole.json()));
    } else if (answer instanceof Answer.Streamed streamed) {
      context.contentType(streamed.type());
      if (!HandlerType.HEAD.equals(context.method())) {
        write(context, streamed, () -> isStill(identity, head));
      }
    }
  }

  private static void write(Context context, Answer.Streamed answer, BooleanSupplier stillMay)
      throws IOException {
    try {
      // Not Javalin's own stream, whose flush does nothing.
      answer.body().writeTo(new WatchedOutput(context.res().getOutputStream(), stillMay));
    } catch (WatchedOutput.RightsEndedException e) {
      LOG.debug("an answer was cut off", e);
    }
  }

  /** Whether whoever sent a request would still be taken for who he was. */
  private boolean isStill(Identity identity, ManagementRequest request) {
    try {
      Identity now = doorkeeper.identify(request);
      return now.role() == identity.role() && now.id().equals(identity.id());
    } catch (AuthenticationException e) {
      return false;
    }
  }

  private static ManagementRequest request(Context context, byte[] body) {
    // A HEAD is a GET whose body is not sent; the server sees to that.
    String method = HandlerType.HEAD.equals(context.method()) ? "GET" : context.method().name();
    String path = context.req().getRequestURI();
    return new ManagementRequest(
        method,
        path.startsWith(BASE) ? path.substring(BASE.length()) : "/" + path,
        context.queryParamMap(),
        body,
        name -> header(context, name),
        String.valueOf(context.res().getHeader(REQUEST_ID)),
        Visit.plain(context.req().getRemoteAddr()));
  }

  private static @Nullable String header(Context context, String name) {
    List<String> given = Collections.list(context.req().getHeaders(name));
    if (given.size() > 1) {
      throw ProtocolFault.invalid("More than one " + name + " header was given; expected: one.");
    }
    return given.isEmpty() ? null : given.get(0);
  }

  private static byte[] body(Context context, int bytesMax) throws IOException {
    String type = context.contentType();
    boolean isJson =
        type != null
            && type.replace(" ", "")
                .toLowerCase(Locale.ROOT)
                .matches("application/json(;charset=\"?utf-8\"?)?");
    if (!isJson || context.header("Content-Encoding") != null) {
      throw ProtocolFault.mediaType("application/json in UTF-8");
    }
    byte[] body = context.req().getInputStream().readNBytes(bytesMax + 1);
    if (body.length > bytesMax) {
      throw ProtocolFault.tooLarge();
    }
    return body;
  }
}
