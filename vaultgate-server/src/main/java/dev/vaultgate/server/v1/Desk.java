package dev.vaultgate.server.v1;

import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Model;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.router.Caller;
import dev.vaultgate.router.GatewayReply;
import dev.vaultgate.router.GatewayStream;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.limit.RateStates;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * What the API asks of the gateway behind it. Safe for many threads; calls wait for their answer
 * and fail with a {@link dev.vaultgate.api.VaultGateException}.
 */
public interface Desk {

  /**
   * Finds out who asks.
   *
   * @param from the address that he asks from
   * @throws AuthenticationException when nobody has this secret, or may use it no more
   */
  ApiKey authenticate(String secret, InetAddress from);

  GatewayReply chat(Caller caller, ChatCall call);

  /** Returns with the first content. */
  GatewayStream stream(Caller caller, ChatCall call);

  GatewayReply embeddings(Caller caller, EmbeddingCall call);

  GatewayReply images(Caller caller, ImageCall call);

  /** The models that a key may use. */
  List<Model> models(ApiKey key);

  Optional<Model> model(ApiKey key, String id);

  /** What to answer where {@link #model} found none: 404, with what to use in its place. */
  InvalidRequestException missingModel(ApiKey key, String id);

  /** How much a key may still ask now. */
  RateStates rate(ApiKey key);
}
