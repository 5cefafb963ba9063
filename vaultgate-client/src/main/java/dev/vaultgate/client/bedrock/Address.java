package dev.vaultgate.client.bedrock;

import dev.vaultgate.client.Target;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where a request goes: the model, whose id may be an ARN, is one segment of the path. */
final class Address {

  private Address() {}

  static String converse(Target target, boolean stream) {
    return of(target, "chat", "/converse") + (stream ? "-stream" : "");
  }

  static String invoke(Target target, boolean stream) {
    return of(target, "chat", "/invoke") + (stream ? "-with-response-stream" : "");
  }

  static String embeddings(Target target) {
    return of(target, "embeddings", "/invoke");
  }

  static String images(Target target) {
    return of(target, "images", "/invoke");
  }

  private static String of(Target target, String kind, String method) {
    String model = URLEncoder.encode(target.model(), StandardCharsets.UTF_8).replace("+", "%20");
    return target.url(kind, "/model/" + model + method);
  }
}
