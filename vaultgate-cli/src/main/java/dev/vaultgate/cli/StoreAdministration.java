package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.server.RouterSetup;
import dev.vaultgate.server.config.ServerConfig;
import dev.vaultgate.server.manage.Answer;
import dev.vaultgate.server.manage.Identity;
import dev.vaultgate.server.manage.Management;
import dev.vaultgate.server.manage.ManagementRequest;
import dev.vaultgate.server.manage.StoreManagement;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The management API of a store that this process holds: the same operations as a server's, without
 * the way there. Closing it closes the store.
 *
 * @param place what to call the store
 */
record StoreAdministration(Store store, Management management, String place)
    implements Administration {

  /**
   * Of a store that is open.
   *
   * @param config what a server on it would go by; asked for where that is needed
   */
  static StoreAdministration of(Store store, String place, Supplier<ServerConfig> config) {
    return new StoreAdministration(
        store,
        StoreManagement.of(
            store, place, () -> RouterSetup.catalog(config.get(), store.models().all())),
        place);
  }

  @Override
  public String address() {
    return "";
  }

  @Override
  public JsonNode send(String method, String path, @Nullable JsonNode body) {
    if (answer(method, path, body) instanceof Answer.Whole whole) {
      return whole.json();
    }
    throw new IllegalStateException(path + " does not answer with JSON");
  }

  @Override
  public void download(String path, OutputStream out) throws IOException {
    Answer answer = answer("GET", path, null);
    if (answer instanceof Answer.Streamed streamed) {
      streamed.body().writeTo(out);
    } else if (answer instanceof Answer.Whole whole) {
      out.write(Json.bytes(whole.json()));
    }
  }

  private Answer answer(String method, String path, @Nullable JsonNode body) {
    int mark = path.indexOf('?');
    return management.answer(
        Identity.OPERATOR,
        ManagementRequest.local(
            method,
            mark < 0 ? path : path.substring(0, mark),
            mark < 0 ? Map.of() : query(path.substring(mark + 1)),
            body == null ? new byte[0] : Json.bytes(body)));
  }

  private static Map<String, List<String>> query(String text) {
    Map<String, List<String>> query = new HashMap<>();
    for (String parameter : text.split("&", -1)) {
      int sign = parameter.indexOf('=');
      query
          .computeIfAbsent(decoded(parameter.substring(0, sign)), name -> new ArrayList<>())
          .add(decoded(parameter.substring(sign + 1)));
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    store.close();
  }
}
